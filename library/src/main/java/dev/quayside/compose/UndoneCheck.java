package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.SequenceNode;
import dev.quayside.model.RefusedKeys;

/** Finds the keys of a canonical tree that are read and shown, and that no engine does. */
final class UndoneCheck {
    private final Findings findings;

    UndoneCheck(Findings findings) {
        this.findings = findings;
    }

    void run(MappingNode canonical) {
        check(canonical, KeyTable.ROOT, KeyPath.ROOT, KeyPath.ROOT);
    }

    /** A path as in the file goes along with the one in the table: both become texts only where there is something to say. */
    private void check(Node node, Key key, KeyPath path, KeyPath pattern) {
        if (node instanceof MappingNode mapping) {
            mapping.entries()
                    .forEach((name, entry) -> key.child(name).ifPresent(child -> {
                        String known = key.names().contains(name) ? name : "NAME";
                        entry(entry, child, path.child(name), pattern.child(known));
                    }));
        } else if (node instanceof SequenceNode list && key.item().isPresent()) {
            int index = 0;
            for (Node item : list.items()) {
                check(item, key.item().get(), path.item(index++), pattern.child("[]"));
            }
        }
    }

    private void entry(Node.Entry entry, Key key, KeyPath path, KeyPath pattern) {
        if (key.support() == Key.Support.SHOWN) {
            findings.unsupported(
                    entry.position(),
                    "no engine does " + path + ": "
                            + RefusedKeys.why(pattern.toString()).orElse("nothing is known of it"),
                    "remove the key",
                    path.section());
        } else {
            check(entry.value(), key, path, pattern);
        }
    }
}
