package dev.quayside.plan;

import dev.quayside.engine.Change;
import dev.quayside.engine.Observed;
import dev.quayside.engine.Replica;
import dev.quayside.model.App;
import dev.quayside.plan.DownOptions.Volumes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes one plan that takes an app down. */
final class DownPlanning {
    private final Observed observed;
    private final DownOptions options;
    private final Steps steps = new Steps();

    DownPlanning(Observed observed, DownOptions options) {
        this.observed = observed;
        this.options = options;
    }

    Plan plan() {
        observed.replicas().forEach(this::take);
        sorted(observed.networks().values()).forEach(this::removeNetwork);
        var notes = new ArrayList<String>();
        if (options.volumes() == Volumes.REMOVE) {
            sorted(observed.volumes().values()).forEach(this::removeVolume);
        } else if (!observed.volumes().isEmpty()) {
            notes.add("the data stays: volumes "
                    + String.join(
                            ", ", observed.volumes().keySet().stream().sorted().toList()));
        }
        return new Plan(observed.app(), steps.ordered(), List.of(), notes, false);
    }

    private void take(Replica replica) {
        String cause = "the app is taken down";
        var stopped = new LinkedHashSet<String>();
        if (Target.alive(replica)) {
            var stop = new Change.StopReplica(replica.id(), options.grace());
            stopped.add(steps.change(stop, cause, dependents(replica)));
        }
        steps.change(new Change.RemoveReplica(replica.id()), cause, stopped);
    }

    /** The stops of the containers whose service needs this one's. */
    private Set<String> dependents(Replica replica) {
        var ids = new LinkedHashSet<String>();
        Optional<App> app = options.app();
        if (app.isPresent()) {
            DependencyOrder.of(app.get());
            for (Replica other : observed.replicas()) {
                boolean needs = Optional.ofNullable(
                                app.get().services().get(other.id().service()))
                        .map(service -> DependencyOrder.needs(app.get(), service))
                        .filter(needed -> needed.contains(replica.id().service()))
                        .isPresent();
                if (needs && Target.alive(other)) {
                    ids.add("stop:" + Action.shortName(other.id()));
                }
            }
        }
        return ids;
    }

    private void removeNetwork(Observed.Resource network) {
        var attached = observed.replicas().stream()
                .filter(replica ->
                        replica.endpoints().isEmpty() || replica.endpoints().containsKey(network.name()))
                .map(replica -> "remove:" + Action.shortName(replica.id()))
                .toList();
        steps.change(new Change.RemoveNetwork(network, observed.app()), "the app is taken down", attached);
    }

    private void removeVolume(Observed.Resource volume) {
        var users = observed.replicas().stream()
                .map(replica -> "remove:" + Action.shortName(replica.id()))
                .toList();
        var action = new Action.Perform(new Change.RemoveVolume(volume, observed.app()));
        steps.add(Step.of(action, "asked to remove volumes", Set.copyOf(users)).losingData());
    }

    private static List<Observed.Resource> sorted(Collection<Observed.Resource> resources) {
        return resources.stream()
                .sorted(Comparator.comparing(Observed.Resource::name))
                .toList();
    }
}
