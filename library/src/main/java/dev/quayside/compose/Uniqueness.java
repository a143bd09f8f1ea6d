package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.compose.Node.SequenceNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Removes from lists what a later item redefines, as the table says. */
final class Uniqueness {
    private Uniqueness() {}

    static MappingNode enforce(MappingNode root) {
        return (MappingNode) enforce(root, KeyTable.ROOT);
    }

    private static Node enforce(Node node, Key key) {
        if (key.isRepeating()) {
            return node;
        }
        return switch (node) {
            case MappingNode mapping ->
                mapping.changeAll((name, value) ->
                        key.child(name).map(child -> enforce(value, child)).orElse(value));
            case SequenceNode list ->
                key.unique() == UniqueBy.NOTHING ? list : lastWins(list.items(), key.unique(), list.position());
            case ScalarNode scalar -> scalar;
        };
    }

    /** One item for each identity: the last of them, in the place of the first. */
    static SequenceNode lastWins(List<Node> items, UniqueBy by, Position position) {
        var unique = new ArrayList<Node>();
        Map<String, Integer> places = new HashMap<>();
        for (Node item : items) {
            Optional<String> identity = by.identity(item);
            Integer place = identity.map(places::get).orElse(null);
            if (place == null) {
                identity.ifPresent(known -> places.put(known, unique.size()));
                unique.add(item);
            } else {
                unique.set(place, item);
            }
        }
        return new SequenceNode(position, unique);
    }
}
