package dev.quayside.engine;

import java.util.Comparator;

/**
 * Which container: its name is a function of this, and never changes.
 *
 * @param generation 1 for the first, one more for each replacement
 * @param number 1 to the number of replicas
 */
public record ReplicaId(String app, String service, int generation, int number) implements Comparable<ReplicaId> {
    private static final Comparator<ReplicaId> ORDER = Comparator.comparing(ReplicaId::app)
            .thenComparing(ReplicaId::service)
            .thenComparingInt(ReplicaId::generation)
            .thenComparingInt(ReplicaId::number);

    /** The name on the engine, such as {@code shop-web-g2-1}. */
    public String name() {
        return app + "-" + service + "-g" + generation + "-" + number;
    }

    @Override
    public int compareTo(ReplicaId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return name();
    }
}
