package dev.quayside.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Immutable copies that keep the order in which a file names things, so that plans and output are stable; empty ones cost nothing. */
public final class Ordered {
    private Ordered() {}

    /** A copy of a map. */
    public static <K, V> Map<K, V> copyOf(Map<K, V> map) {
        return map.isEmpty() ? Collections.emptyMap() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** A copy of a set. */
    public static <E> Set<E> copyOf(Set<E> set) {
        return set.isEmpty() ? Collections.emptySet() : Collections.unmodifiableSet(new LinkedHashSet<>(set));
    }
}
