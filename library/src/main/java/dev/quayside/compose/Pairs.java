package dev.quayside.compose;

import dev.quayside.compose.Node.Entry;
import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.compose.Node.SequenceNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keys and values that a file writes as a mapping or as a list of {@code KEY=VALUE}. */
final class Pairs {
    /** What happens to a key without a value that the environment does not have either. */
    enum Unset {
        KEPT,
        REMOVED
    }

    private Pairs() {}

    /** The pairs with values from the environment where the file has none. */
    static Node resolve(Node pairs, Map<String, String> environment, Unset unset) {
        return switch (pairs) {
            case MappingNode mapping -> resolve(mapping, environment, unset);
            case SequenceNode list -> resolve(list, environment, unset);
            case ScalarNode scalar -> scalar;
        };
    }

    private static MappingNode resolve(MappingNode pairs, Map<String, String> environment, Unset unset) {
        var resolved = new LinkedHashMap<String, Entry>();
        pairs.entries().forEach((name, entry) -> {
            String value = environment.get(name);
            if (!entry.value().isNothing()) {
                resolved.put(name, entry);
            } else if (value != null) {
                resolved.put(name, entry.withValue(ScalarNode.text(entry.position(), value)));
            } else if (unset == Unset.KEPT) {
                resolved.put(name, entry);
            }
        });
        return new MappingNode(pairs.position(), resolved);
    }

    private static SequenceNode resolve(SequenceNode pairs, Map<String, String> environment, Unset unset) {
        var resolved = new ArrayList<Node>();
        for (Node item : pairs.items()) {
            String text = item instanceof ScalarNode scalar ? scalar.text() : "";
            String value = environment.get(text);
            if (text.contains("=")) {
                resolved.add(item);
            } else if (value != null) {
                resolved.add(ScalarNode.text(item.position(), text + "=" + value));
            } else if (unset == Unset.KEPT) {
                resolved.add(item);
            }
        }
        return new SequenceNode(pairs.position(), resolved);
    }

    /** The pairs as a mapping of texts; a key without a value stays null. */
    static MappingNode toMapping(Node pairs) {
        return switch (pairs) {
            case MappingNode mapping ->
                mapping.changeAll((name, value) -> value instanceof ScalarNode scalar && !scalar.isNull()
                        ? ScalarNode.text(scalar.position(), scalar.text())
                        : value);
            case SequenceNode list -> fromList(list);
            case ScalarNode scalar -> MappingNode.empty(scalar.position());
        };
    }

    private static MappingNode fromList(SequenceNode list) {
        var entries = new LinkedHashMap<String, Entry>();
        for (Node item : list.items()) {
            String[] parts = item instanceof ScalarNode scalar ? scalar.text().split("=", 2) : new String[] {""};
            Node value =
                    parts.length > 1 ? ScalarNode.text(item.position(), parts[1]) : ScalarNode.nothing(item.position());
            entries.put(parts[0], new Entry(item.position(), value));
        }
        return new MappingNode(list.position(), entries);
    }

    /**
     * A host name and one of its addresses.
     *
     * @param at where it is written
     */
    record Host(String name, String address, Position at) {
        @Override
        public String toString() {
            return name + "=" + address;
        }
    }

    /** How many hosts there are; one item may name as many addresses as it has commas. */
    static long countHosts(Node hosts) {
        return switch (hosts) {
            case MappingNode mapping ->
                mapping.entries().values().stream()
                        .mapToLong(entry -> entry.value() instanceof SequenceNode several
                                ? several.items().size()
                                : 1)
                        .sum();
            case SequenceNode items ->
                items.items().stream().mapToLong(Pairs::countAddresses).sum();
            case ScalarNode scalar -> 0;
        };
    }

    private static long countAddresses(Node item) {
        return item instanceof ScalarNode scalar
                ? 1 + scalar.text().chars().filter(at -> at == ',').count()
                : 1;
    }

    /** Host names and their addresses, in the order of their text. */
    static List<Host> hosts(Node hosts) {
        var list = new ArrayList<Host>();
        switch (hosts) {
            case MappingNode mapping ->
                mapping.entries().forEach((name, entry) -> addHost(name, entry.value(), entry.position(), list));
            case SequenceNode items ->
                items.items()
                        .forEach(item ->
                                addHost(item instanceof ScalarNode scalar ? scalar.text() : "", item.position(), list));
            case ScalarNode scalar -> {}
        }
        list.sort(Comparator.comparing(Host::toString));
        return list;
    }

    private static void addHost(String name, Node addresses, Position at, List<Host> list) {
        if (addresses instanceof SequenceNode several) {
            several.items().forEach(address -> addHost(name, address, at, list));
        } else if (addresses instanceof ScalarNode scalar) {
            list.add(new Host(name, withoutBrackets(scalar.text()), at));
        }
    }

    private static void addHost(String text, Position at, List<Host> list) {
        int equals = text.indexOf('=');
        int separator = equals >= 0 ? equals : text.indexOf(':');
        String name = separator < 0 ? text : text.substring(0, separator);
        String addresses = separator < 0 ? "" : text.substring(separator + 1);
        for (String address : addresses.split(",", -1)) {
            list.add(new Host(name, withoutBrackets(address), at));
        }
    }

    private static String withoutBrackets(String address) {
        boolean bracketed = address.length() > 2 && address.startsWith("[") && address.endsWith("]");
        return bracketed ? address.substring(1, address.length() - 1) : address;
    }
}
