package dev.quayside.engine.docker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which networks, volumes or images to list.
 *
 * @param filters the engine's filters, such as {@code label}; one of the values of each must hold
 */
public record ListOptions(Map<String, List<String>> filters) {
    /** All of them. */
    public static final ListOptions ALL = new ListOptions(Map.of());

    /** Copies the filters. */
    public ListOptions {
        filters = Map.copyOf(filters);
    }

    /** The same, but only with this label; an empty value means any. */
    public ListOptions withLabel(String key, String value) {
        return withFilter("label", value.isEmpty() ? key : key + "=" + value);
    }

    /** The same with one more value of a filter. */
    public ListOptions withFilter(String name, String value) {
        return new ListOptions(plus(filters, name, value));
    }

    static Map<String, List<String>> plus(Map<String, List<String>> filters, String name, String value) {
        var more = new LinkedHashMap<>(filters);
        var values = new ArrayList<>(more.getOrDefault(name, List.of()));
        values.add(value);
        more.put(name, List.copyOf(values));
        return more;
    }
}
