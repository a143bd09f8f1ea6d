package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.compose.Node.SequenceNode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Takes {@code !reset} and {@code !override} out of a tree and notes where they stood, while counting what aliases repeat. */
final class YamlDirectives {
    /** What a tag asks for. */
    enum Directive {
        /** The key goes, here and in what came before. */
        RESET,
        /** The value takes the place of what came before, without merging. */
        OVERRIDE
    }

    private final IdentityHashMap<Node, Directive> directives;
    private final Findings findings;
    private final List<KeyPath> resets = new ArrayList<>();
    private int visits;
    private long text;

    YamlDirectives(IdentityHashMap<Node, Directive> directives, Findings findings) {
        this.directives = directives;
        this.findings = findings;
    }

    /** The document without its tags; empty if its aliases expand beyond the limits. */
    Optional<YamlDocument> apply(MappingNode root) {
        Node clean = visit(root, KeyPath.ROOT);
        if (!withinLimits()) {
            findings.error(
                    root.position(),
                    "the aliases of this file expand to more than " + YamlGuard.MAXIMUM_NODES + " values or "
                            + YamlGuard.MAXIMUM_TEXT + " characters",
                    "repeat less",
                    YamlGuard.SECTION);
            return Optional.empty();
        }
        return Optional.of(new YamlDocument((MappingNode) clean, resets));
    }

    private boolean withinLimits() {
        return visits <= YamlGuard.MAXIMUM_NODES && text <= YamlGuard.MAXIMUM_TEXT;
    }

    private Node visit(Node node, KeyPath path) {
        visits++;
        if (!withinLimits()) {
            return node;
        }
        return switch (node) {
            case MappingNode mapping ->
                mapping.filterAll((key, entry) -> {
                    text += key.length();
                    return kept(entry.value(), path, at -> at.child(key));
                });
            case SequenceNode list -> list(list, path);
            case ScalarNode scalar -> {
                text += scalar.text().length();
                yield scalar;
            }
        };
    }

    private Node list(SequenceNode list, KeyPath path) {
        var items = new ArrayList<Node>(list.items().size());
        boolean same = true;
        for (Node item : list.items()) {
            int index = items.size();
            Optional<Node> kept = kept(item, path, at -> at.item(index));
            kept.ifPresent(items::add);
            same &= kept.filter(item::is).isPresent();
        }
        return same ? list : new SequenceNode(list.position(), items);
    }

    /** Notes a directive; a value that is reset does not stay. Without any, nobody asks for the path. */
    private Optional<Node> kept(Node value, KeyPath parent, UnaryOperator<KeyPath> below) {
        if (directives.isEmpty()) {
            return Optional.of(visit(value, parent));
        }
        KeyPath path = below.apply(parent);
        Directive directive = directives.get(value);
        if (directive != null) {
            resets.add(path);
        }
        return directive == Directive.RESET ? Optional.empty() : Optional.of(visit(value, path));
    }
}
