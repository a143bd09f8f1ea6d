package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.compose.Node.SequenceNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Says in messages what a key wants in the place of something else. */
final class Wanted {
    private static final Set<Shape> VALUES = EnumSet.of(Shape.TEXT, Shape.NUMBER, Shape.FLAG);
    private static final int MOST_KEYS = 8;

    private Wanted() {}

    /** What its value is. */
    static String words(Key key) {
        if (key.shapes().containsAll(VALUES)) {
            return key.shapes().contains(Shape.LIST) ? "a single value or a list of them" : "a single value";
        }
        return key.shapes().stream()
                .sorted(Comparator.comparing(shape -> shape == Shape.NULL))
                .map(Shape::words)
                .distinct()
                .collect(Collectors.joining(" or "));
    }

    /** One of these words. */
    static String choice(Collection<String> words) {
        return words.size() == 1 ? words.iterator().next() : "one of " + String.join(", ", words);
    }

    /**
     * What to write in the place of a value of the wrong kind.
     *
     * @param name the key's
     */
    static String remedy(Node node, Key key, String name) {
        Set<Shape> shapes = key.shapes();
        if (node.isNothing()) {
            return "give it a value or remove the " + (name.startsWith("[") ? "item" : "key");
        }
        return switch (node) {
            case ScalarNode scalar
            when key.form() == Form.DURATION && scalar.kind() == ScalarNode.Kind.INTEGER ->
                "write a unit behind it, such as " + scalar.text() + "s";
            case ScalarNode scalar when shapes.contains(Shape.TEXT) -> "put the value in quotes";
            case ScalarNode scalar when shapes.contains(Shape.LIST) -> "write a list: [" + inList(scalar) + "]";
            case SequenceNode list
            when shapes.contains(Shape.MAPPING) && isFirstMapping(list) -> "write the keys without '- ' before them";
            case SequenceNode list
            when shapes.contains(Shape.MAPPING) && !shapes.contains(Shape.TEXT) ->
                "write 'NAME:' in the place of '- NAME'" + keys(key);
            case SequenceNode list when list.items().size() == 1 -> "write what stands in the list, without the list";
            case SequenceNode list -> "write one value in the place of the list";
            case MappingNode mapping when shapes.contains(Shape.LIST) -> "write '- ' before each item";
            case MappingNode mapping
            when shapes.contains(Shape.TEXT) -> "write text, in quotes if it holds a colon and a space";
            case MappingNode mapping -> "write one value in the place of the keys";
            case ScalarNode scalar
            when shapes.contains(Shape.MAPPING) ->
                key.isOpen()
                        ? "write names and their values below '" + name + ":'"
                        : "write keys below '" + name + ":'" + keys(key);
            case ScalarNode scalar -> "write " + words(key);
        };
    }

    private static boolean isFirstMapping(SequenceNode list) {
        return !list.items().isEmpty() && list.items().getFirst() instanceof MappingNode;
    }

    private static String inList(ScalarNode scalar) {
        String text = Texts.visible(scalar.text());
        return text.matches("[A-Za-z0-9_./-]+") ? text : "'" + text.replace("'", "''") + "'";
    }

    private static String keys(Key key) {
        List<String> names =
                key.names().stream().filter(name -> !name.startsWith("x-")).toList();
        return names.isEmpty() || key.isOpen() || names.size() > MOST_KEYS
                ? ""
                : ", such as " + String.join(", ", names);
    }
}
