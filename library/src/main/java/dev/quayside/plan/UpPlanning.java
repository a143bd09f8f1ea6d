package dev.quayside.plan;

import dev.quayside.engine.Change;
import dev.quayside.engine.Observed;
import dev.quayside.engine.Observed.Name;
import dev.quayside.engine.Replica;
import dev.quayside.engine.Wanted;
import dev.quayside.model.App;
import dev.quayside.plan.PlanOptions.Orphans;
import dev.quayside.plan.PlanOptions.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes one plan that brings an app up. */
final class UpPlanning {
    private final App app;
    private final Observed observed;
    private final PlanOptions options;
    private final Steps steps = new Steps();
    private final List<Fallback> fallbacks = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Images images;
    private final SharedResources resources;
    private final Map<String, Target> targets;

    UpPlanning(Wanted wanted, Observed observed, PlanOptions options) {
        this.app = wanted.app();
        this.observed = observed;
        this.options = options;
        this.images = new Images(app, observed, options, steps);
        this.resources = new SharedResources(app, observed, steps);
        resources.addSteps(notes);
        this.targets = new Targets(wanted, observed, options, images, resources).byService();
    }

    Plan plan() {
        targets.values().forEach(this::checkNames);
        checkReplacedNetworks();
        var claims = new Claims(app, observed, options, targets);
        var gates = new Gates(app, observed, options, targets, steps);
        var replicas = new ReplicaSteps(steps, gates, images, resources, claims);
        boolean networksReplaced = !resources.replaced().isEmpty();
        var services = new ServiceSteps(replicas, gates, claims, fallbacks, networksReplaced);
        orphans();
        targets.values().forEach(services::add);
        if (options.waiting() == Waiting.ALL) {
            targets.values().forEach(gates::awaitAtEnd);
        } else {
            targets.values().forEach(this::noteUnhealthy);
        }
        leftOverNetworks();
        return new Plan(app.name(), steps.ordered(), fallbacks, notes, images.provisional());
    }

    private void checkNames(Target target) {
        for (Slot slot : target.slots()) {
            if (slot.current().isEmpty()) {
                var name = new Name(
                        Name.Kind.CONTAINER,
                        target.template().spec(slot.id(), true).name());
                String holder = observed.strangers().get(name);
                if (holder != null) {
                    throw SharedResources.notOwned(name, holder);
                }
            }
        }
    }

    /** A network can only be made anew when no container is left on it that this plan does not replace. */
    private void checkReplacedNetworks() {
        for (Replica replica : observed.replicas()) {
            boolean stays = !targets.containsKey(replica.id().service())
                    && (options.orphans() == Orphans.KEEP || isInactive(replica));
            if (stays && Target.alive(replica) && resources.onReplaced(replica)) {
                throw resources.inTheWay(replica);
            }
        }
    }

    private void orphans() {
        var kept = new ArrayList<String>();
        for (Replica replica : observed.replicas()) {
            if (targets.containsKey(replica.id().service()) || isInactive(replica)) {
                continue;
            }
            if (options.orphans() == Orphans.KEEP) {
                kept.add(replica.name());
                continue;
            }
            String cause = "the file no longer has service " + replica.id().service();
            Set<String> stopped = Target.alive(replica)
                    ? Set.of(steps.change(new Change.StopReplica(replica.id(), Optional.empty()), cause, List.of()))
                    : Set.of();
            steps.change(new Change.RemoveReplica(replica.id()), cause, stopped);
        }
        if (!kept.isEmpty()) {
            notes.add("the file no longer has the services of " + String.join(", ", kept)
                    + "; --remove-orphans removes them");
        }
    }

    private boolean isInactive(Replica replica) {
        return app.inactiveServices().contains(replica.id().service());
    }

    private void noteUnhealthy(Target target) {
        for (Slot slot : target.slots()) {
            slot.current()
                    .filter(r -> r.health() == Replica.Health.UNHEALTHY || r.state() == Replica.State.RESTARTING)
                    .filter(r -> !steps.contains("await-healthy:" + Action.shortName(r.id())))
                    .ifPresent(r -> notes.add(r.name() + " is as wanted, but "
                            + (r.state() == Replica.State.RESTARTING ? "ends again and again" : "unhealthy")));
        }
    }

    /** An own network that the file no longer has goes with the last container on it. */
    private void leftOverNetworks() {
        for (Observed.Resource network : resources.leftOver()) {
            var attached = observed.replicas().stream()
                    .filter(r -> r.endpoints().containsKey(network.name()))
                    .map(r -> "remove:" + Action.shortName(r.id()))
                    .toList();
            if (steps.containsAll(attached)) {
                var action = new Action.Perform(new Change.RemoveNetwork(network, app.name()));
                steps.add(Step.of(action, "the file no longer has it", Set.copyOf(attached))
                        .withNeed(Step.Need.BEST_EFFORT));
            }
        }
    }
}
