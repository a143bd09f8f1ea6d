package dev.quayside.plan;

import dev.quayside.engine.Observed;
import dev.quayside.engine.Replica;
import dev.quayside.engine.ReplicaId;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.Dependency;
import dev.quayside.model.HealthCheck;
import dev.quayside.model.Service;
import dev.quayside.plan.Action.Condition;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must be done before a service may start: its dependencies, each in the condition that is asked for. */
final class Gates {
    private static final Duration START_DEADLINE = Duration.ofMinutes(1);

    private final App app;
    private final Observed observed;
    private final PlanOptions options;
    private final Map<String, Target> targets;
    private final Steps steps;
    /** The last step that a replica needs to be there; none for one that is there already. */
    private final Map<ReplicaId, String> there = new HashMap<>();

    Gates(App app, Observed observed, PlanOptions options, Map<String, Target> targets, Steps steps) {
        this.app = app;
        this.observed = observed;
        this.options = options;
        this.targets = targets;
        this.steps = steps;
    }

    /** Says with which step a replica is there. */
    void isThereWith(ReplicaId id, String step) {
        there.put(id, step);
    }

    /** The step with which a replica is there, or nothing. */
    List<String> there(ReplicaId id) {
        return Optional.ofNullable(there.get(id)).stream().toList();
    }

    /** The steps with which all replicas of a service are there. */
    Set<String> thereOf(String service) {
        var ids = new LinkedHashSet<String>();
        Target target = targets.get(service);
        if (target != null) {
            target.slots().forEach(slot -> ids.addAll(there(slot.id())));
        }
        return ids;
    }

    /** The steps after which a service may start. Adds the waits that it needs. */
    Set<String> before(Service service) {
        var ids = new LinkedHashSet<String>();
        for (String provider : DependencyOrder.providers(service)) {
            Target target = targets.get(provider);
            if (target == null) {
                requireRunning(service, provider);
            } else {
                ids.addAll(thereOf(provider));
            }
        }
        service.dependsOn().forEach((name, dependency) -> {
            Target target = targets.get(name);
            if (target != null) {
                ids.addAll(inCondition(target, dependency.condition(), service.name() + " waits for it"));
            } else if (dependency.required()) {
                requireRunning(service, name);
            }
        });
        return ids;
    }

    /** The steps after which all replicas of a service are in a condition. */
    Set<String> inCondition(Target target, Dependency.Condition condition, String cause) {
        var ids = new LinkedHashSet<String>();
        for (Slot slot : target.slots()) {
            ids.addAll(there(slot.id()));
            switch (condition) {
                case STARTED -> {}
                case HEALTHY -> {
                    if (target.healthCheck().isEmpty() && target.image().isPresent()) {
                        throw withoutHealthCheck(target, cause);
                    }
                    if (!untouched(slot) || !slot.ready()) {
                        ids.add(await(target, slot, Condition.HEALTHY, cause));
                    }
                }
                case COMPLETED -> {
                    if (!untouched(slot) || !slot.completed()) {
                        ids.add(await(target, slot, Condition.COMPLETED, cause));
                    }
                }
            }
        }
        return ids;
    }

    /** Waits until a slot's replica works: healthy, or running for a while if it has no health check. */
    String awaitReady(Target target, Slot slot, String cause) {
        return await(target, slot, target.healthCheck().isPresent() ? Condition.HEALTHY : Condition.SETTLED, cause);
    }

    /** Waits at the end of the plan for a service, unless it is as it should be. */
    void awaitAtEnd(Target target) {
        for (Slot slot : target.slots()) {
            boolean fine = target.oneShot() ? slot.completed() : slot.ready();
            if (!untouched(slot) || !fine) {
                if (target.oneShot()) {
                    await(target, slot, Condition.COMPLETED, "asked to wait");
                } else {
                    awaitReady(target, slot, "asked to wait");
                }
            }
        }
    }

    /** Waits for a slot's replica. A wait that no one needs to succeed fails with a warning. */
    private String await(Target target, Slot slot, Condition condition, String cause) {
        Optional<HealthCheck> check = target.healthCheck();
        Duration deadline = switch (condition) {
            case HEALTHY -> check.map(HealthChecks::deadline).orElse(START_DEADLINE);
            case COMPLETED -> options.completionTime();
            case STARTED, SETTLED -> START_DEADLINE.plus(options.settleTime());
        };
        var action = new Action.Await(
                slot.id(),
                condition,
                deadline,
                options.settleTime(),
                condition == Condition.HEALTHY ? check : Optional.empty());
        Step step = Step.of(action, cause, Set.copyOf(there(slot.id())));
        return steps.add(step.withNeed(isNeeded(target) ? Step.Need.REQUIRED : Step.Need.BEST_EFFORT));
    }

    private boolean isNeeded(Target target) {
        List<Dependency> dependencies = app.services().values().stream()
                .map(s -> s.dependsOn().get(target.name()))
                .flatMap(d -> Optional.ofNullable(d).stream())
                .toList();
        return options.waiting() == PlanOptions.Waiting.ALL
                || dependencies.isEmpty()
                || !target.olds().isEmpty()
                || dependencies.stream().anyMatch(Dependency::required);
    }

    private boolean untouched(Slot slot) {
        return slot.current().isPresent() && !there.containsKey(slot.id());
    }

    private void requireRunning(Service service, String dependency) {
        boolean running = observed.replicasOf(dependency).stream()
                .anyMatch(r -> r.state() == Replica.State.RUNNING || r.completed());
        if (!running) {
            throw new QuaysideException(
                    ErrorCode.INVALID_FILE,
                    "service '" + service.name() + "' depends on '" + dependency
                            + "', which is not active and does not run",
                    "activate its profile, start it first, or write 'required: false'");
        }
    }

    private static QuaysideException withoutHealthCheck(Target target, String cause) {
        return new QuaysideException(
                ErrorCode.INVALID_FILE,
                "service '" + target.name() + "' has no health check (" + cause + " until it is healthy)",
                "give it a 'healthcheck', or wait for 'service_started'");
    }
}
