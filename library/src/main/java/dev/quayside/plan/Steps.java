package dev.quayside.plan;

import dev.quayside.engine.Change;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The steps of a plan while it is made; a step may wait for one that is added later. */
final class Steps {
    private final Map<String, Step> byId = new LinkedHashMap<>();

    /** Adds a change and returns its id. */
    String change(Change change, String cause, Collection<String> after) {
        return add(Step.of(new Action.Perform(change), cause, Set.copyOf(after)));
    }

    /** Adds a step, or keeps the one of the same id, and returns its id. */
    String add(Step step) {
        byId.putIfAbsent(step.id(), sorted(step));
        return step.id();
    }

    boolean contains(String id) {
        return byId.containsKey(id);
    }

    /** The ids of the steps that were added so far. */
    Set<String> ids() {
        return new LinkedHashSet<>(byId.keySet());
    }

    boolean containsAll(Collection<String> ids) {
        return byId.keySet().containsAll(ids);
    }

    /** The steps so that each comes after those it waits for, otherwise as they were added; waiting for what is not there is dropped. */
    List<Step> ordered() {
        var done = new LinkedHashMap<String, Step>();
        byId.values().forEach(step -> visit(step, done, new LinkedHashSet<>()));
        return new ArrayList<>(done.values());
    }

    private void visit(Step step, Map<String, Step> done, Set<String> path) {
        if (done.containsKey(step.id())) {
            return;
        }
        if (!path.add(step.id())) {
            throw new IllegalStateException("steps wait for each other: " + path);
        }
        var present = new LinkedHashSet<String>();
        for (String id : step.after()) {
            Step earlier = byId.get(id);
            if (earlier != null) {
                present.add(id);
                visit(earlier, done, path);
            }
        }
        path.remove(step.id());
        done.put(step.id(), new Step(step.id(), step.action(), step.cause(), present, step.losesData(), step.need()));
    }

    /** The order in which a step names those it waits for must not depend on a hash table. */
    private static Step sorted(Step step) {
        var after = new LinkedHashSet<>(step.after().stream().sorted().toList());
        return new Step(step.id(), step.action(), step.cause(), after, step.losesData(), step.need());
    }
}
