package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.SequenceNode;

/** Finds the keys of a canonical tree that are read and shown, and that no engine does yet. */
final class UndoneCheck {
    private final Findings findings;

    UndoneCheck(Findings findings) {
        this.findings = findings;
    }

    void run(MappingNode canonical) {
        check(canonical, KeyTable.ROOT, KeyPath.ROOT);
    }

    private void check(Node node, Key key, KeyPath path) {
        if (node instanceof MappingNode mapping) {
            mapping.entries()
                    .forEach(
                            (name, entry) -> key.child(name).ifPresent(child -> entry(entry, child, path.child(name))));
        } else if (node instanceof SequenceNode list && key.item().isPresent()) {
            int index = 0;
            for (Node item : list.items()) {
                check(item, key.item().get(), path.item(index++));
            }
        }
    }

    private void entry(Node.Entry entry, Key key, KeyPath path) {
        if (key.support() == Key.Support.SHOWN) {
            findings.unsupported(
                    entry.position(), "this version does not do " + path + " yet", "remove the key", path.section());
        } else {
            check(entry.value(), key, path);
        }
    }
}
