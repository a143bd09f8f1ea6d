package dev.quayside.engine.kubernetes;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which objects to list. Start from {@link #ALL} or {@link #in}.
 *
 * @param namespace empty: every namespace
 * @param labels labels that the objects carry; an empty value means any
 */
public record ListOptions(Optional<String> namespace, Map<String, String> labels) {
    /** Those of every namespace. */
    public static final ListOptions ALL = new ListOptions(Optional.empty(), Map.of());

    /** Checks and copies. */
    public ListOptions {
        labels = Map.copyOf(labels);
    }

    /** Those of one namespace. */
    public static ListOptions in(String namespace) {
        return new ListOptions(Optional.of(namespace), Map.of());
    }

    /** The same, but only those with this label; an empty value means any. */
    public ListOptions withLabel(String key, String value) {
        var more = new HashMap<>(labels);
        more.put(key, value);
        return new ListOptions(namespace, more);
    }

    /** As the API takes it. */
    String selector() {
        return labels.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(label -> label.getValue().isEmpty() ? label.getKey() : label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }
}
