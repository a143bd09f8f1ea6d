package dev.quayside.plan;

import dev.quayside.engine.Change;
import dev.quayside.engine.Observed;
import dev.quayside.engine.Orchestrated;
import dev.quayside.engine.Part;
import dev.quayside.engine.Wanted;
import dev.quayside.engine.Workload;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.Dependency;
import dev.quayside.model.Service;
import dev.quayside.plan.Action.Condition;
import dev.quayside.plan.PlanOptions.Orphans;
import dev.quayside.plan.PlanOptions.Recreation;
import dev.quayside.plan.PlanOptions.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes one plan that brings an app up on an engine that keeps replicas by itself. */
final class OrchestratedUpPlanning {
    /** A machine must be found, the image pulled and storage made, before a replica can begin. */
    private static final Duration UNTIL_IT_RUNS = Duration.ofMinutes(5);

    private final Wanted wanted;
    private final App app;
    private final Orchestrated engine;
    private final PlanOptions options;
    private final Steps steps = new Steps();
    private final List<String> notes = new ArrayList<>();
    private final Images images;

    OrchestratedUpPlanning(Wanted wanted, Observed observed, Orchestrated engine, PlanOptions options) {
        this.wanted = wanted;
        this.app = wanted.app();
        this.engine = engine;
        this.options = options;
        this.images = new Images(app, observed, options, steps);
    }

    Plan plan() {
        var first = applyShared(Part.namespace(engine.namespace()), List.of());
        var shared = new LinkedHashSet<>(first);
        app.networks().keySet().forEach(key -> shared.addAll(applyShared(Part.network(key), first)));
        app.volumes().keySet().forEach(key -> shared.addAll(applyShared(Part.volume(key), first)));
        DependencyOrder.of(app).forEach(service -> apply(service, shared));
        app.services().values().forEach(this::awaitAtEnd);
        boolean orphansStay = orphans();
        if (!orphansStay) {
            removeNetworks();
        }
        prune();
        notes.addAll(engine.notes());
        return new Plan(app.name(), steps.ordered(), List.of(), notes, images.provisional());
    }

    private List<String> applyShared(Part part, List<String> after) {
        List<String> differences = engine.differences(part);
        if (differences.isEmpty()) {
            return List.of();
        }
        return List.of(steps.change(apply(part, false), cause(part, differences), after));
    }

    private Change apply(Part part, boolean restart) {
        return new Change.ApplyPart(wanted, part, options.forced(), restart);
    }

    private String cause(Part part, List<String> differences) {
        return engine.has(part) ? Difference.joined(differences) : part + " is new";
    }

    private void apply(Service service, Set<String> shared) {
        Part part = Part.service(service.name());
        List<String> differences = engine.differences(part);
        Optional<Workload> workload = engine.workload(service.name());
        boolean there = workload.isPresent();
        boolean failed = workload.flatMap(Workload::failure).isPresent();
        boolean again = there && (options.recreation() == Recreation.ALL || failed);
        boolean differs = !differences.isEmpty() && !(there && options.recreation() == Recreation.NONE);
        List<String> image = images.stepOf(service);
        if (!differs && !again && image.isEmpty()) {
            return;
        }
        var after = new LinkedHashSet<>(shared);
        after.addAll(image);
        after.addAll(gates(service));
        steps.change(apply(part, again), again ? causeOfAgain(workload) : cause(part, differences), after);
    }

    /** An engine that gave up, or tries again later and later, is told to begin anew. */
    private static String causeOfAgain(Optional<Workload> workload) {
        return workload.filter(w -> w.failure().isPresent())
                .map(w -> "it is tried again: " + w.message())
                .orElse("asked to be created again");
    }

    /** The steps after which the services that this one depends on are in the conditions that it asks for. */
    private Set<String> gates(Service service) {
        var ids = new LinkedHashSet<String>();
        service.dependsOn().forEach((name, dependency) -> {
            Service needed = app.services().get(name);
            if (needed != null) {
                ids.addAll(inCondition(needed, dependency, service.name()));
            } else if (dependency.required() && engine.workload(name).isEmpty()) {
                throw new QuaysideException(
                        ErrorCode.INVALID_FILE,
                        "service '" + service.name() + "' depends on '" + name
                                + "', which is not active and does not run",
                        "activate its profile, start it first, or write 'required: false'");
            }
        });
        return ids;
    }

    private Set<String> inCondition(Service needed, Dependency dependency, String waiting) {
        Condition condition = switch (dependency.condition()) {
            case STARTED -> Condition.STARTED;
            case HEALTHY -> Condition.HEALTHY;
            case COMPLETED -> Condition.COMPLETED;
        };
        if (needed.lifecycle().replicas() == 0 || (!isApplied(needed) && holds(needed, condition))) {
            return Set.of();
        }
        Step.Need need = dependency.required() ? Step.Need.REQUIRED : Step.Need.BEST_EFFORT;
        return Set.of(await(needed, condition, waiting + " waits for it", need));
    }

    private boolean isApplied(Service service) {
        return steps.contains("apply:" + service.name());
    }

    private boolean holds(Service service, Condition condition) {
        Optional<Workload> workload = engine.workload(service.name());
        return switch (condition) {
            case STARTED ->
                workload.filter(w -> w.stage() != Workload.Stage.STARTING).isPresent();
            case HEALTHY, SETTLED ->
                workload.filter(w -> w.stage() == Workload.Stage.READY).isPresent();
            case COMPLETED ->
                workload.filter(w -> w.stage() == Workload.Stage.COMPLETED).isPresent();
        };
    }

    private String await(Service service, Condition condition, String cause, Step.Need need) {
        Duration deadline = UNTIL_IT_RUNS.plus(
                switch (condition) {
                    case HEALTHY ->
                        HealthChecks.inForce(service, images.facts(service))
                                .map(HealthChecks::deadline)
                                .orElse(Duration.ZERO);
                    case COMPLETED -> options.completionTime();
                    case STARTED, SETTLED -> Duration.ZERO;
                });
        var action = new Action.AwaitService(app.name(), service.name(), condition, deadline);
        return steps.add(
                Step.of(action, cause, Set.of("apply:" + service.name())).withNeed(need));
    }

    /** What was there and changes is waited for in any case: whether it works is not known before. */
    private void awaitAtEnd(Service service) {
        boolean replaced = isApplied(service) && engine.workload(service.name()).isPresent();
        boolean all = options.waiting() == Waiting.ALL;
        Condition condition = app.runsToItsEnd(service) ? Condition.COMPLETED : Condition.HEALTHY;
        boolean needed = (all && (isApplied(service) || !holds(service, condition)))
                || (replaced && condition == Condition.HEALTHY);
        if (needed && service.lifecycle().replicas() > 0) {
            await(service, condition, all ? "asked to wait" : "it is replaced", Step.Need.REQUIRED);
        }
    }

    /** Removes the services that the files no longer have, or says that they stay; whether any stay. */
    private boolean orphans() {
        List<Part> orphans = engine.own(Part.Kind.SERVICE).stream()
                .filter(part -> !app.services().containsKey(part.key()))
                .filter(part -> !app.inactiveServices().contains(part.key()))
                .toList();
        if (options.orphans() == Orphans.REMOVE) {
            orphans.forEach(part ->
                    steps.change(new Change.RemovePart(app.name(), part), "the file no longer has " + part, List.of()));
            return false;
        }
        if (!orphans.isEmpty()) {
            notes.add("the file no longer has "
                    + String.join(", ", orphans.stream().map(Part::toString).toList())
                    + "; --remove-orphans removes them");
        }
        return !orphans.isEmpty();
    }

    private void removeNetworks() {
        engine.own(Part.Kind.NETWORK).stream()
                .filter(part -> !engine.differences().containsKey(part))
                .forEach(part -> steps.add(Step.of(
                                new Action.Perform(new Change.RemovePart(app.name(), part)),
                                "the file no longer has it",
                                Set.copyOf(steps.ids()))
                        .withNeed(Step.Need.BEST_EFFORT)));
    }

    /** Comes last: what runs until it is replaced may still need what goes. */
    private void prune() {
        if (!engine.leftovers().isEmpty()) {
            var change = new Change.RemoveLeftovers(app.name(), engine.leftovers());
            steps.change(change, "no longer needed: " + String.join(", ", engine.leftovers()), steps.ids());
        }
    }
}
