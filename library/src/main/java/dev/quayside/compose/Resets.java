package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import java.util.List;

/** Removes what a later document took back with {@code !reset} or {@code !override}. */
final class Resets {
    private Resets() {}

    static MappingNode apply(MappingNode base, List<KeyPath> resets) {
        MappingNode tree = base;
        for (KeyPath reset : resets) {
            tree = (MappingNode) remove(tree, reset.names());
        }
        return tree;
    }

    private static Node remove(Node node, List<String> names) {
        if (!(node instanceof MappingNode mapping) || names.isEmpty() || !mapping.has(names.getFirst())) {
            return node;
        }
        return names.size() == 1
                ? mapping.without(names.getFirst())
                : mapping.change(names.getFirst(), value -> remove(value, names.subList(1, names.size())));
    }
}
