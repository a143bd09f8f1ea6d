package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.compose.Node.SequenceNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Removes from lists what a later item redefines, as the table says. */
final class Uniqueness {
    private final Settled settled;

    private Uniqueness(Settled settled) {
        this.settled = settled;
    }

    static MappingNode enforce(MappingNode root, Settled settled) {
        return (MappingNode) new Uniqueness(settled).enforce(root, KeyTable.ROOT);
    }

    private Node enforce(Node node, Key key) {
        if (key.isRepeating() || settled.has(node)) {
            return node;
        }
        return switch (node) {
            case MappingNode mapping ->
                mapping.changeAll((name, value) -> {
                    Key child = key.child(name).orElse(null);
                    return child == null ? value : enforce(value, child);
                });
            case SequenceNode list -> key.unique() == UniqueBy.NOTHING ? list : lastWins(list, key.unique());
            case ScalarNode scalar -> scalar;
        };
    }

    /** One item for each identity: the last of them, in the place of the first. */
    static SequenceNode lastWins(SequenceNode list, UniqueBy by) {
        var unique = new ArrayList<Node>();
        Map<String, Integer> places = new HashMap<>();
        for (Node item : list.items()) {
            Optional<String> identity = by.identity(item);
            Integer place = identity.map(places::get).orElse(null);
            if (place == null) {
                identity.ifPresent(known -> places.put(known, unique.size()));
                unique.add(item);
            } else {
                unique.set(place, item);
            }
        }
        return unique.size() == list.items().size() ? list : new SequenceNode(list.position(), unique);
    }
}
