package dev.quayside.compose;

import dev.quayside.compose.Node.Entry;
import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.compose.Node.SequenceNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a tree against the table: unknown keys, missing keys, wrong types.
 *
 * <p>What is wrong is reported and left out of the result, so that the steps that follow can rely on the table.
 */
final class ShapeCheck {
    private final Findings findings;
    private final Settled settled;

    ShapeCheck(Findings findings, Settled settled) {
        this.findings = findings;
        this.settled = settled;
    }

    MappingNode check(MappingNode root) {
        return mapping(root, KeyTable.ROOT, KeyPath.ROOT);
    }

    private Optional<Node> check(Node node, Key key, KeyPath path) {
        if (!fits(node, key)) {
            findings.error(
                    node.position(),
                    path + " is " + Wanted.words(key) + ", not " + node.words(),
                    Wanted.remedy(node, key, path.name()),
                    path.section());
            return Optional.empty();
        }
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar, key, path);
            case SequenceNode list -> Optional.of(list(list, key, path));
            case MappingNode mapping -> {
                Node checked = mapping(mapping, key, path);
                yield complete(mapping, key, path) ? Optional.of(checked) : Optional.empty();
            }
        };
    }

    private static boolean fits(Node node, Key key) {
        for (Shape shape : key.shapes()) {
            if (shape.fits(node)) {
                return true;
            }
        }
        return false;
    }

    private Optional<Node> scalar(ScalarNode scalar, Key key, KeyPath path) {
        if (scalar.kind() != ScalarNode.Kind.TEXT) {
            return number(scalar, key, path);
        }
        String text = scalar.text();
        if (!key.words().isEmpty() && !key.words().contains(text)) {
            refuse(scalar, path, nearest(text, key.words()).orElseGet(() -> Wanted.choice(key.words())));
            return Optional.empty();
        }
        if (!key.allows(text)) {
            refuse(scalar, path, key.allowedWords());
            return Optional.empty();
        }
        return Optional.of(scalar);
    }

    /** Every letter is near to every other. */
    private Optional<String> nearest(String text, List<String> words) {
        return text.length() < 2 ? Optional.empty() : findings.nearest(text, words);
    }

    private Optional<Node> number(ScalarNode scalar, Key key, KeyPath path) {
        boolean number = scalar.kind() == ScalarNode.Kind.INTEGER || scalar.kind() == ScalarNode.Kind.FLOAT;
        if (number) {
            double value = Double.parseDouble(scalar.text());
            if (value < key.minimum() || value > key.maximum()) {
                refuse(scalar, path, range(key));
                return Optional.empty();
            }
        }
        return Optional.of(scalar);
    }

    private static String range(Key key) {
        return Double.isInfinite(key.maximum())
                ? (long) key.minimum() + " or more"
                : "a number from " + (long) key.minimum() + " to " + (long) key.maximum();
    }

    private void refuse(ScalarNode scalar, KeyPath path, String wanted) {
        findings.error(
                scalar.position(), path + " cannot be '" + scalar.text() + "'", "write " + wanted, path.section());
    }

    private Node list(SequenceNode list, Key key, KeyPath path) {
        var items = new ArrayList<Node>(list.items().size());
        Set<Object> seen = new HashSet<>();
        boolean same = true;
        int index = 0;
        for (Node item : list.items()) {
            KeyPath at = path.item(index++);
            if (key.isDistinct() && !seen.add(item.content())) {
                findings.error(item.position(), at + " stands in the list already", "remove it", path.section());
                continue;
            }
            Node checked = key.item()
                    .map(child -> check(item, child, at))
                    .orElse(Optional.of(item))
                    .orElse(null);
            same &= checked != null && checked.is(item);
            if (checked != null) {
                items.add(checked);
            }
        }
        return same && items.size() == list.items().size() ? list : new SequenceNode(list.position(), items);
    }

    private boolean complete(MappingNode mapping, Key key, KeyPath path) {
        List<String> missing =
                key.required().stream().filter(name -> !mapping.has(name)).toList();
        List<String> forgotten = missing.stream()
                .filter(name -> !findings.isLost(path.child(name)))
                .toList();
        boolean complete = missing.isEmpty();
        if (!forgotten.isEmpty()) {
            findings.error(
                    mapping.position(),
                    path + " needs the " + (forgotten.size() == 1 ? "key '" : "keys '")
                            + String.join("' and '", forgotten) + "'",
                    "add '" + String.join(":' and '", forgotten) + ":'",
                    path.section());
        }
        List<String> alternatives = key.requiredOne();
        if (!alternatives.isEmpty()
                && alternatives.stream().noneMatch(name -> mapping.has(name) || findings.isLost(path.child(name)))) {
            findings.error(
                    mapping.position(),
                    path + " needs the key '" + String.join("' or '", alternatives) + "'",
                    "add '" + alternatives.getFirst() + ":'",
                    path.section());
            complete = false;
        }
        return complete;
    }

    private MappingNode mapping(MappingNode mapping, Key key, KeyPath path) {
        return mapping.filterAll((name, entry) ->
                settled.has(entry.value()) ? Optional.of(entry.value()) : entry(name, entry, key, path.child(name)));
    }

    private Optional<Node> entry(String name, Entry entry, Key key, KeyPath path) {
        Optional<Key> child = key.child(name);
        if (child.isPresent()) {
            Optional<Node> checked = check(entry.value(), child.get(), path);
            if (checked.isEmpty()) {
                findings.lost(path);
            }
            return checked;
        }
        if (key.isLenient()) {
            findings.warning(entry.position(), "the key " + path + " does not exist", "remove it", path.section());
            return Optional.empty();
        }
        if (key.isExtensible() && name.startsWith("x-") && !name.equals("x-quayside")) {
            return Optional.of(entry.value());
        }
        unknown(name, entry, key, path);
        return Optional.empty();
    }

    private void unknown(String name, Entry entry, Key key, KeyPath path) {
        if (key.isOpen()) {
            findings.error(
                    entry.position(),
                    "'" + name + "' cannot be used as a name in " + path.parent(),
                    name.isEmpty() ? "give it a name" : "use letters, digits, '.', '_' and '-'",
                    path.section());
            findings.lost(path);
            return;
        }
        Optional<String> meant = findings.nearest(name, key.names());
        meant.ifPresent(nearest -> findings.lost(path.parent().child(nearest)));
        String remedy = meant.map(nearest -> "write '" + nearest + "'")
                .orElse("remove it, or start its name with 'x-' if it is for another program");
        findings.error(entry.position(), "the key " + path + " does not exist", remedy, path.section());
    }
}
