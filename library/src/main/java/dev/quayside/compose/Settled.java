package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * The parts of a tree that were checked and written out already, so that a file that is merged over it costs what it says and not what
 * all files before it said. A part is known as an object: once anything in it changes, it is another.
 */
final class Settled {
    /** Nothing was. */
    static final Settled NOTHING = new Settled(Set.of());

    /** A key of a service or of a resource. */
    private static final int DEPTH = 3;

    private final Set<Node> parts;

    private Settled(Set<Node> parts) {
        this.parts = parts;
    }

    /** All parts of a tree down to the keys of services. */
    static Settled partsOf(MappingNode tree) {
        Set<Node> parts = Collections.newSetFromMap(new IdentityHashMap<>());
        add(tree, DEPTH, parts);
        return new Settled(parts);
    }

    private static void add(MappingNode tree, int depth, Set<Node> parts) {
        for (Node.Entry entry : tree.entries().values()) {
            parts.add(entry.value());
            if (depth > 1 && entry.value() instanceof MappingNode mapping) {
                add(mapping, depth - 1, parts);
            }
        }
    }

    boolean has(Node node) {
        return parts.contains(node);
    }
}
