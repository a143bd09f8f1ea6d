package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds services that wait for each other. */
final class CycleCheck {
    private final Map<String, MappingNode> dependencies = new LinkedHashMap<>();
    private final Map<String, List<String>> dependents = new HashMap<>();
    /** How many services each waits for. */
    private final Map<String, Integer> waiting = new HashMap<>();
    /** The services that nothing was found to free so far. */
    private final Set<String> stuck = new LinkedHashSet<>();

    private final Findings findings;

    CycleCheck(MappingNode services, Set<String> active, Findings findings) {
        this.findings = findings;
        services.entries().forEach((name, entry) -> {
            if (active.contains(name) && entry.value() instanceof MappingNode service) {
                dependencies.put(name, service.mapping("depends_on").orElse(MappingNode.empty(service.position())));
            }
        });
    }

    void run() {
        free(withoutDependencies());
        while (!stuck.isEmpty()) {
            List<String> cycle = cycle();
            report(cycle);
            free(cycle);
        }
    }

    private List<String> withoutDependencies() {
        var free = new ArrayList<String>();
        stuck.addAll(dependencies.keySet());
        dependencies.forEach((name, needs) -> {
            List<String> known = needs.entries().keySet().stream()
                    .filter(dependencies::containsKey)
                    .toList();
            known.forEach(need ->
                    dependents.computeIfAbsent(need, key -> new ArrayList<>()).add(name));
            waiting.put(name, known.size());
            if (known.isEmpty()) {
                free.add(name);
            }
        });
        return free;
    }

    /** Takes services away, and with them, again and again, those whose dependencies are all gone. */
    private void free(List<String> first) {
        var free = new ArrayDeque<>(first);
        while (!free.isEmpty()) {
            String name = free.remove();
            if (!stuck.remove(name)) {
                continue;
            }
            for (String dependent : dependents.getOrDefault(name, List.of())) {
                if (waiting.merge(dependent, -1, Integer::sum) == 0) {
                    free.add(dependent);
                }
            }
        }
    }

    /** Follows dependencies from one stuck service until a service comes again. */
    private List<String> cycle() {
        var path = new LinkedHashSet<String>();
        String at = stuck.iterator().next();
        while (path.add(at)) {
            at = needs(at).stream().filter(stuck::contains).findFirst().orElse(at);
        }
        var cycle = new ArrayList<>(path);
        return cycle.subList(cycle.indexOf(at), cycle.size());
    }

    private Set<String> needs(String name) {
        MappingNode needs = dependencies.get(name);
        return needs == null ? Set.of() : needs.entries().keySet();
    }

    private void report(List<String> cycle) {
        String first = cycle.getFirst();
        String next = cycle.size() > 1 ? cycle.get(1) : first;
        MappingNode waiting = dependencies.getOrDefault(first, MappingNode.empty(Position.startOf("")));
        findings.error(
                waiting.at(next),
                "services wait for each other: " + String.join(" -> ", cycle) + " -> " + first,
                "remove one of these dependencies",
                "services/depends_on");
    }
}
