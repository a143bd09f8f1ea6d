package dev.quayside.compose;

import dev.quayside.compose.Node.Entry;
import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.compose.Node.SequenceNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts one tree over another, key by key, as the table says. */
final class Merger {
    private static final String SECTION = "merge";

    private final Findings findings;

    Merger(Findings findings) {
        this.findings = findings;
    }

    /** A whole file over what the files before it said. */
    MappingNode merge(MappingNode base, MappingNode over) {
        return mappings(base, over, KeyTable.ROOT, KeyPath.ROOT);
    }

    /** A service over the one that it extends. */
    MappingNode mergeService(MappingNode base, MappingNode over, String name) {
        return mappings(base, over, KeyTable.resource("services", name).orElse(null), KeyPath.of("services", name));
    }

    /** A resource over the one of the same name in an included file. */
    Node mergeResource(Node base, Node over, String kind, String name) {
        return merge(base, over, KeyTable.resource(kind, name).orElse(null), KeyPath.of(kind, name));
    }

    private Node merge(Node base, Node over, @Nullable Key key, KeyPath path) {
        MergeRule rule = key == null ? MergeRule.DEFAULT : key.merge();
        return switch (rule) {
            case DEFAULT -> plain(base, over, key, path);
            case REPLACE -> over;
            case KEY_VALUES ->
                Uniqueness.lastWins(new SequenceNode(over.position(), concat(pairs(base), pairs(over))), UniqueBy.KEY);
            case APPEND -> appended(base, over, path);
            case BUILD -> mergeAs(build(base), build(over), key, path);
            case DEPENDENCIES -> mergeAs(names(base, true), names(over, true), key, path);
            case NAMES -> mergeAs(names(base, false), names(over, false), key, path);
            case LOGGING -> logging(base, over, key, path);
            case ULIMIT ->
                base instanceof MappingNode && over instanceof MappingNode ? plain(base, over, key, path) : over;
            case ADDRESS_POOLS -> pools(base, over, key, path);
        };
    }

    private Node plain(Node base, Node over, @Nullable Key key, KeyPath path) {
        if (over.isNothing()) {
            return base;
        }
        return switch (base) {
            case MappingNode mapping ->
                over instanceof MappingNode other ? mappings(mapping, other, key, path) : refuse(base, over, path);
            case SequenceNode list ->
                over instanceof SequenceNode other
                        ? append(list.position(), list.items(), other.items())
                        : refuse(base, over, path);
            case ScalarNode scalar -> over;
        };
    }

    private Node refuse(Node base, Node over, KeyPath path) {
        findings.error(
                over.position(),
                path + " is " + over.words() + " here and " + base.words() + " in " + base.position()
                        + ": they cannot be merged",
                "write it the same way in both places, or put '!override' before it",
                SECTION);
        return base;
    }

    private MappingNode mappings(MappingNode base, MappingNode over, @Nullable Key key, KeyPath path) {
        var merged = new LinkedHashMap<>(base.entries());
        over.entries().forEach((name, entry) -> {
            Entry existing = merged.get(name);
            Key child = key == null ? null : key.child(name).orElse(null);
            merged.put(
                    name,
                    existing == null
                            ? entry
                            : new Entry(
                                    entry.position(), merge(existing.value(), entry.value(), child, path.child(name))));
        });
        return new MappingNode(base.position(), merged);
    }

    private Node mergeAs(Node base, Node over, @Nullable Key key, KeyPath path) {
        return over.isNothing() ? base : base.isNothing() ? over : plain(base, over, key, path);
    }

    private static Node build(Node node) {
        return node instanceof ScalarNode scalar && !scalar.isNull()
                ? MappingNode.empty(scalar.position()).with("context", scalar)
                : node;
    }

    /** A list of names as a mapping of them. */
    static Node names(Node node, boolean dependencies) {
        if (!(node instanceof SequenceNode list)) {
            return node;
        }
        var entries = new LinkedHashMap<String, Entry>();
        for (Node item : list.items()) {
            if (!(item instanceof ScalarNode name) || name.kind() != ScalarNode.Kind.TEXT) {
                return node;
            }
            Node value = dependencies ? startedDependency(name.position()) : ScalarNode.nothing(name.position());
            entries.put(name.text(), new Entry(name.position(), value));
        }
        return new MappingNode(list.position(), entries);
    }

    private static MappingNode startedDependency(Position position) {
        return MappingNode.empty(position)
                .with("condition", ScalarNode.text(position, "service_started"))
                .with("required", ScalarNode.flag(position, true));
    }

    /** What a key says as a list: pairs as {@code KEY=VALUE}, a single text as a list of one. */
    private static List<Node> pairs(Node node) {
        return switch (node) {
            case SequenceNode list -> list.items();
            case ScalarNode scalar -> scalar.kind() == ScalarNode.Kind.TEXT ? List.of(scalar) : List.of();
            case MappingNode mapping -> {
                var pairs = new ArrayList<ScalarNode>();
                mapping.entries().forEach((name, entry) -> addPairs(name, entry, pairs));
                pairs.sort(Comparator.comparing(ScalarNode::text));
                yield List.copyOf(pairs);
            }
        };
    }

    private static void addPairs(String name, Entry entry, List<ScalarNode> pairs) {
        switch (entry.value()) {
            case SequenceNode list ->
                list.items().forEach(item -> pairs.add(ScalarNode.text(item.position(), name + "=" + plainText(item))));
            case ScalarNode scalar ->
                pairs.add(ScalarNode.text(entry.position(), scalar.isNull() ? name : name + "=" + scalar.text()));
            case MappingNode mapping -> pairs.add(ScalarNode.text(entry.position(), name));
        }
    }

    private static String plainText(Node node) {
        // The reference implementation writes this for nothing.
        return node instanceof ScalarNode scalar ? scalar.isNull() ? "<nil>" : scalar.text() : "";
    }

    private static List<Node> concat(List<Node> first, List<Node> second) {
        var both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    private Node appended(Node base, Node over, KeyPath path) {
        SequenceNode both = append(over.position(), pairs(base), pairs(over));
        return both.items().isEmpty() && !(base instanceof SequenceNode) ? refuseNothing(base, both, path) : both;
    }

    /** The reference implementation makes no list of two empty values, and then misses one. */
    private Node refuseNothing(Node base, Node over, KeyPath path) {
        findings.error(
                over.position(),
                path + " is empty here and in " + base.position(),
                "remove it in one of both places",
                SECTION);
        return over;
    }

    /** Both lists, without those items of the second that are in the result already. */
    private static SequenceNode append(Position position, List<Node> base, List<Node> over) {
        var merged = new ArrayList<>(base);
        Set<Object> contents = new HashSet<>();
        base.forEach(item -> contents.add(item.content()));
        over.stream().filter(item -> contents.add(item.content())).forEach(merged::add);
        return new SequenceNode(position, merged);
    }

    private Node logging(Node base, Node over, @Nullable Key key, KeyPath path) {
        if (!(base instanceof MappingNode first) || !(over instanceof MappingNode second)) {
            return refuse(base, over, path);
        }
        boolean sameDriver = !first.has("driver")
                || !second.has("driver")
                || first.text("driver").equals(second.text("driver"));
        return sameDriver ? mappings(first, second, key, path) : second;
    }

    private Node pools(Node base, Node over, @Nullable Key key, KeyPath path) {
        if (!(base instanceof SequenceNode first) || !(over instanceof SequenceNode second)) {
            return refuse(base, over, path);
        }
        if (!findings.values()
                .spend((long) first.items().size() * second.items().size(), over.position())) {
            return over;
        }
        Map<Optional<String>, Node> bySubnet = new LinkedHashMap<>();
        for (Node pool : first.items()) {
            for (Node other : second.items()) {
                if (!(pool instanceof MappingNode left) || !(other instanceof MappingNode right)) {
                    return over;
                }
                Optional<String> subnet = right.text("subnet");
                boolean same = left.text("subnet").equals(subnet);
                if (same || bySubnet.containsKey(subnet)) {
                    MappingNode merged = mappings(
                            left, right, key == null ? null : key.item().orElse(null), path.child("[]"));
                    bySubnet.put(merged.text("subnet"), merged);
                } else {
                    bySubnet.put(subnet, right);
                }
            }
        }
        var merged = new SequenceNode(second.position(), List.copyOf(bySubnet.values()));
        return bySubnet.isEmpty() ? refuseNothing(base, merged, path) : merged;
    }
}
