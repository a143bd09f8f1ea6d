package dev.quayside.engine;

import dev.quayside.model.Ordered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an engine that keeps replicas by itself has of an app.
 *
 * @param namespace where the app lives
 * @param parts what is there, by part; those that the files no longer have included
 * @param differences for every wanted part what of it is not as wanted, in words, never with a value of a variable or secret; none
 *     for a part that is right
 * @param workloads how each service that is there is now
 * @param leftovers objects of the app that belong to no part of it and that the wanted app does not need, as {@code kind/name}
 * @param notes what the reader of a plan should know of this engine
 */
public record Orchestrated(
        String namespace,
        Map<Part, Origin> parts,
        Map<Part, List<String>> differences,
        Map<String, Workload> workloads,
        List<String> leftovers,
        List<String> notes) {
    /** Who made something. */
    public enum Origin {
        /** Quayside: it may remove it. */
        OWN,
        /** Someone else: it is used, and never removed. */
        FOREIGN
    }

    public Orchestrated {
        parts = Ordered.copyOf(parts);
        differences = Ordered.copyOf(differences);
        workloads = Ordered.copyOf(workloads);
        leftovers = List.copyOf(leftovers);
        notes = List.copyOf(notes);
    }

    /** The same with more that the reader of a plan should know. */
    public Orchestrated withNotes(List<String> more) {
        var all = new ArrayList<>(notes);
        all.addAll(more);
        return new Orchestrated(namespace, parts, differences, workloads, leftovers, all);
    }

    /** Whether a part is there, wholly or partly. */
    public boolean has(Part part) {
        return parts.containsKey(part);
    }

    /** The parts of a kind that are there and Quayside's, sorted. */
    public List<Part> own(Part.Kind kind) {
        return parts.entrySet().stream()
                .filter(entry -> entry.getValue() == Origin.OWN)
                .map(Map.Entry::getKey)
                .filter(part -> part.kind() == kind)
                .sorted()
                .toList();
    }

    /** What of a wanted part is not as wanted; none also for a part that is not wanted. */
    public List<String> differences(Part part) {
        return differences.getOrDefault(part, List.of());
    }

    /** How a service is now; empty if it is not there. */
    public Optional<Workload> workload(String service) {
        return Optional.ofNullable(workloads.get(service));
    }
}
