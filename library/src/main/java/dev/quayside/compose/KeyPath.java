package dev.quayside.compose;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a value stands in a tree: the keys that lead to it. */
final class KeyPath {
    /** The whole file. */
    static final KeyPath ROOT = new KeyPath(null, "");

    /** A name in a message; a file may have millions of characters in one, and the message for each key below it. */
    private static final int LONGEST_NAME = 200;

    private final @Nullable KeyPath parent;
    private final String name;

    private KeyPath(@Nullable KeyPath parent, String name) {
        this.parent = parent;
        this.name = name;
    }

    static KeyPath of(String... names) {
        KeyPath path = ROOT;
        for (String name : names) {
            path = path.child(name);
        }
        return path;
    }

    KeyPath child(String key) {
        return new KeyPath(this, key);
    }

    KeyPath item(int index) {
        return new KeyPath(this, "[" + index + "]");
    }

    /** Where the mapping or list that holds this stands. */
    KeyPath parent() {
        return parent == null ? this : parent;
    }

    /** The last key. */
    String name() {
        return name;
    }

    List<String> names() {
        var names = new ArrayList<String>();
        for (KeyPath at = this; at.parent != null; at = at.parent) {
            names.add(at.name);
        }
        return names.reversed();
    }

    /** The first key, for saying which section of the specification is meant. */
    String section() {
        List<String> names = names();
        if (names.size() >= 3 && names.getFirst().equals("services")) {
            return "services/" + names.get(2);
        }
        return names.isEmpty() ? "compose-file" : names.getFirst();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyPath path && names().equals(path.names());
    }

    @Override
    public int hashCode() {
        return names().hashCode();
    }

    private static String shortened(String name) {
        int half = LONGEST_NAME / 2;
        return name.length() <= LONGEST_NAME
                ? name
                : name.substring(0, half) + "..." + name.substring(name.length() - half);
    }

    /** {@code services.web.ports[0]}. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (String part : names()) {
            if (!text.isEmpty() && !part.startsWith("[")) {
                text.append('.');
            }
            text.append(shortened(part));
        }
        return text.toString();
    }
}
