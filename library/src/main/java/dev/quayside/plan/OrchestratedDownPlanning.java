package dev.quayside.plan;

import dev.quayside.engine.Change;
import dev.quayside.engine.Orchestrated;
import dev.quayside.engine.Part;
import dev.quayside.model.App;
import dev.quayside.plan.DownOptions.Volumes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes one plan that takes an app down on an engine that keeps replicas by itself. */
final class OrchestratedDownPlanning {
    private static final String CAUSE = "the app is taken down";

    private final String app;
    private final Orchestrated engine;
    private final DownOptions options;
    private final Steps steps = new Steps();
    private final List<String> notes = new ArrayList<>();

    OrchestratedDownPlanning(String app, Orchestrated engine, DownOptions options) {
        this.app = app;
        this.engine = engine;
        this.options = options;
    }

    Plan plan() {
        options.app().ifPresent(DependencyOrder::of);
        List<Part> services = engine.own(Part.Kind.SERVICE);
        services.forEach(part -> steps.change(new Change.RemovePart(app, part), CAUSE, dependents(part, services)));
        var removed = steps.ids();
        engine.own(Part.Kind.NETWORK).forEach(part -> steps.change(new Change.RemovePart(app, part), CAUSE, removed));
        removeVolumes(removed);
        if (!engine.leftovers().isEmpty()) {
            var change = new Change.RemoveLeftovers(app, engine.leftovers());
            steps.change(change, CAUSE, removed);
        }
        if (options.volumes() == Volumes.REMOVE) {
            engine.own(Part.Kind.NAMESPACE).forEach(this::removeNamespace);
        }
        return new Plan(app, steps.ordered(), List.of(), notes, false);
    }

    /** The removals of the services that need this one: they go first. */
    private Set<String> dependents(Part part, List<Part> services) {
        var ids = new LinkedHashSet<String>();
        Optional<App> files = options.app();
        for (Part other : services) {
            boolean needs = files.flatMap(f -> Optional.ofNullable(f.services().get(other.key())))
                    .filter(service ->
                            DependencyOrder.needs(files.orElseThrow(), service).contains(part.key()))
                    .isPresent();
            if (needs) {
                ids.add("remove:" + other.key());
            }
        }
        return ids;
    }

    private void removeVolumes(Set<String> after) {
        List<Part> volumes = engine.own(Part.Kind.VOLUME);
        if (options.volumes() == Volumes.REMOVE) {
            volumes.forEach(part -> {
                var action = new Action.Perform(new Change.RemovePart(app, part));
                steps.add(Step.of(action, "asked to remove volumes", after).losingData());
            });
        } else if (!volumes.isEmpty()) {
            notes.add("the data stays: volumes "
                    + String.join(", ", volumes.stream().map(Part::key).toList()));
        }
    }

    /** Someone else's things in it keep it. */
    private void removeNamespace(Part namespace) {
        var action = new Action.Perform(new Change.RemovePart(app, namespace));
        steps.add(Step.of(action, "asked to remove everything", steps.ids()).withNeed(Step.Need.BEST_EFFORT));
    }
}
