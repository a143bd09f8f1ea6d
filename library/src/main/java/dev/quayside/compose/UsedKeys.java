package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.SequenceNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The keys that files use, and those that this version reads, written as in {@code services.NAME.ports[]}: {@code NAME} is a name
 * that the user chooses, {@code []} stands for the items of a list.
 */
public final class UsedKeys {
    /**
     * A key that a file uses.
     *
     * @param key as in the table of keys
     * @param path as in the file, such as {@code services.web.ports[]}
     * @param position where it stands
     */
    public record UsedKey(String key, String path, Position position) {}

    private final Map<String, UsedKey> found = new LinkedHashMap<>();

    private UsedKeys() {}

    /** Every key of a file that was read, in file order, each path once. */
    public static List<UsedKey> of(MappingNode canonical) {
        var keys = new UsedKeys();
        keys.add(canonical, KeyTable.ROOT, "", "");
        return List.copyOf(keys.found.values());
    }

    /** Every key that is read and that engines do, or have their reasons not to do. */
    public static Set<String> known() {
        return all(Key.Support.DONE);
    }

    /** Every key that is read and shown and that no engine does; what is below it is not listed. */
    public static Set<String> shown() {
        return all(Key.Support.SHOWN);
    }

    private static Set<String> all(Key.Support wanted) {
        var found = new LinkedHashSet<String>();
        addAll("", KeyTable.ROOT, wanted, found);
        return found;
    }

    private static void addAll(String path, Key key, Key.Support wanted, Set<String> found) {
        String prefix = path.isEmpty() ? "" : path + ".";
        for (String name : key.names()) {
            Key child = key.child(name).orElseThrow();
            if (child.support() == wanted) {
                found.add(prefix + name);
            }
            if (child.support() == Key.Support.DONE) {
                addAll(prefix + name, child, wanted, found);
            }
        }
        if (key.isOpen()) {
            addAll(prefix + "NAME", key.child("NAME").orElseThrow(), wanted, found);
        }
        key.item().ifPresent(item -> addAll(path + "[]", item, wanted, found));
    }

    private void add(Node node, Key key, String pattern, String path) {
        if (node instanceof MappingNode mapping) {
            mapping.entries()
                    .forEach((name, entry) -> key.child(name).ifPresent(child -> {
                        boolean chosen = !key.names().contains(name);
                        String before = pattern.isEmpty() ? "" : pattern + ".";
                        String childPattern = before + (chosen ? "NAME" : name);
                        String childPath = (path.isEmpty() ? "" : path + ".") + name;
                        if (!chosen) {
                            found.putIfAbsent(childPath, new UsedKey(childPattern, childPath, entry.position()));
                        }
                        add(entry.value(), child, childPattern, childPath);
                    }));
        } else if (node instanceof SequenceNode list) {
            key.item().ifPresent(item -> list.items().forEach(child -> add(child, item, pattern + "[]", path + "[]")));
        }
    }
}
