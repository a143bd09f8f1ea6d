package dev.quayside.model;

import java.util.List;
import java.util.OptionalInt;

/**
 * On which nodes of a cluster a service's replicas may be.
 *
 * @param constraints what must hold of a node, such as {@code node.labels.disk==ssd}
 * @param spread over whose values replicas are spread evenly, such as {@code node.labels.zone}
 * @param mostPerNode how many replicas a node has at most
 */
public record Placement(List<String> constraints, List<String> spread, OptionalInt mostPerNode) {
    /** Anywhere. */
    public static final Placement ANYWHERE = new Placement(List.of(), List.of(), OptionalInt.empty());

    public Placement {
        constraints = List.copyOf(constraints);
        spread = List.copyOf(spread);
    }
}
