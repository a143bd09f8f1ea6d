package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.compose.Node.SequenceNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes the short spellings of a tree in the long way, as the table says. A value that is neither stays as it is. */
final class LongSyntax {
    private final Findings findings;
    private final boolean variables;
    private final Settled settled;

    /**
     * Creates a way to write them.
     *
     * @param variables whether there still are variables in the texts: what cannot be understood may be one, and stays
     * @param settled what is in long syntax already
     */
    LongSyntax(Findings findings, boolean variables, Settled settled) {
        this.findings = findings;
        this.variables = variables;
        this.settled = settled;
    }

    MappingNode expand(MappingNode root) {
        return (MappingNode) expand(root, KeyTable.ROOT, KeyPath.ROOT);
    }

    private Node expand(Node node, Key key, KeyPath path) {
        return switch (expandThis(node, key, path)) {
            case MappingNode mapping ->
                mapping.changeAll((name, value) -> {
                    Key child = settled.has(value) ? null : key.child(name).orElse(null);
                    return child == null ? value : expand(value, child, path.child(name));
                });
            case SequenceNode list -> {
                Key item = key.item().orElse(null);
                yield item == null ? list : list.changeEach((index, value) -> expand(value, item, path.item(index)));
            }
            case ScalarNode scalar -> key.path() == PathRule.CONTEXT ? present(scalar, path) : scalar;
        };
    }

    /** What a service extends in another file is not checked before; nothing is said of what is nothing there. */
    private Node present(Node node, KeyPath path) {
        if (node instanceof ScalarNode scalar && scalar.isNull()) {
            findings.error(
                    node.position(), path + " has no value", "give it a value or remove the key", path.section());
        }
        return node;
    }

    private Node expandThis(Node node, Key key, KeyPath path) {
        boolean text = node instanceof ScalarNode scalar && scalar.kind() == ScalarNode.Kind.TEXT;
        return switch (key.shortSyntax()) {
            case NONE -> node;
            case LIST -> text ? new SequenceNode(node.position(), List.of(node)) : node;
            case FILLED_LIST -> text && !variables ? new SequenceNode(node.position(), List.of(node)) : node;
            case NAMES -> Merger.names(node, false);
            case DEPENDENCIES -> dependencies(present(node, path), path);
            case BUILD -> text ? MappingNode.empty(node.position()).with("context", node) : node;
            case EXTENDS -> text ? MappingNode.empty(node.position()).with("service", node) : node;
            case SCHEDULE -> text ? MappingNode.empty(node.position()).with("cron", node) : node;
            case FILE_MOUNT -> text ? MappingNode.empty(node.position()).with("source", node) : node;
            case ENV_FILES -> envFiles(node);
            case PORTS -> node instanceof SequenceNode list ? ports(list, path) : node;
            case VOLUME -> text ? volume((ScalarNode) node, path) : node;
            case DEVICE -> text ? device((ScalarNode) node, path) : node;
            case PAIRS ->
                node instanceof SequenceNode list
                        ? pairs(list, path, Set.of(), "it has no value", "write NAME=VALUE")
                        : present(node, path);
            case SSH ->
                node instanceof SequenceNode list
                        ? pairs(
                                list,
                                path,
                                Set.of("default"),
                                "it has no path",
                                "write ID=PATH, or default for the agent's keys")
                        : present(node, path);
            case DEVICES -> text ? allDevices(node) : node;
            case EXTERNAL -> node instanceof MappingNode mapping ? external(mapping, path) : node;
        };
    }

    private Node dependencies(Node node, KeyPath path) {
        if (!(Merger.names(node, true) instanceof MappingNode dependencies)) {
            return node;
        }
        return dependencies.changeAll((name, value) -> {
            if (!(value instanceof MappingNode dependency)) {
                return present(value, path.child(name));
            }
            MappingNode complete = dependency.has("condition")
                    ? dependency
                    : dependency.with("condition", ScalarNode.text(dependency.position(), "service_started"));
            return complete.has("required")
                    ? complete
                    : complete.with("required", ScalarNode.flag(complete.position(), true));
        });
    }

    private static Node envFiles(Node node) {
        List<Node> files = node instanceof SequenceNode list ? list.items() : List.of(node);
        var expanded = new ArrayList<Node>();
        for (Node file : files) {
            MappingNode mapping = file instanceof MappingNode known
                    ? known
                    : MappingNode.empty(file.position()).with("path", file);
            expanded.add(
                    mapping.has("required")
                            ? mapping
                            : mapping.with("required", ScalarNode.flag(mapping.position(), true)));
        }
        return node.isNothing() ? node : new SequenceNode(node.position(), expanded);
    }

    private Node ports(SequenceNode list, KeyPath path) {
        var ports = new ArrayList<Node>();
        int index = 0;
        for (Node item : list.items()) {
            KeyPath at = path.item(index++);
            if (item instanceof ScalarNode scalar) {
                PortSpec.Parsed parsed = PortSpec.parse(scalar.text(), scalar.position(), findings.budget());
                if (variables && parsed.problem().isPresent()) {
                    return list;
                }
                parsed.problem()
                        .ifPresent(problem -> refuse(scalar, at, problem, "write [[address:]port:]port[/protocol]"));
                ports.addAll(parsed.ports());
            } else {
                ports.add(item);
            }
        }
        return new SequenceNode(list.position(), ports);
    }

    private Node volume(ScalarNode scalar, KeyPath path) {
        VolumeSpec.Parsed parsed = VolumeSpec.parse(scalar.text(), scalar.position());
        if (!variables) {
            parsed.problem().ifPresent(problem -> refuse(scalar, path, problem, "write [source:]target[:options]"));
        }
        return parsed.volume().orElse(scalar);
    }

    private Node device(ScalarNode scalar, KeyPath path) {
        String[] parts = scalar.text().split(":", -1);
        if (parts.length > 3) {
            refuse(scalar, path, "it has too many colons", "write source[:target[:permissions]]");
        }
        if (parts[0].isEmpty()) {
            findings.impossible(
                    scalar.position(),
                    path + " cannot be '" + scalar.text() + "': it names no device",
                    "write source[:target[:permissions]]",
                    path.section());
        }
        Position position = scalar.position();
        String target = parts.length > 1 && !parts[1].isEmpty() ? parts[1] : parts[0];
        return MappingNode.empty(position)
                .with("source", ScalarNode.text(position, parts[0]))
                .with("target", ScalarNode.text(position, target))
                .with("permissions", ScalarNode.text(position, parts.length > 2 ? parts[2] : "rwm"));
    }

    private void refuse(ScalarNode scalar, KeyPath path, String problem, String remedy) {
        findings.error(
                scalar.position(), path + " cannot be '" + scalar.text() + "': " + problem, remedy, path.section());
    }

    /** Pairs as a mapping; some names may stand alone. */
    private Node pairs(SequenceNode list, KeyPath path, Set<String> alone, String problem, String remedy) {
        for (Node item : list.items()) {
            if (item instanceof ScalarNode scalar && !scalar.text().contains("=") && !alone.contains(scalar.text())) {
                refuse(scalar, path, problem, remedy);
            }
        }
        return Pairs.toMapping(list);
    }

    private static Node allDevices(Node node) {
        MappingNode request = MappingNode.empty(node.position()).with("count", node);
        return new SequenceNode(node.position(), List.of(request));
    }

    private Node external(MappingNode resource, KeyPath path) {
        if (!(resource.get("external").orElse(null) instanceof MappingNode older)) {
            return resource;
        }
        MappingNode changed = resource.with("external", ScalarNode.flag(older.position(), true));
        Node name = older.get("name").orElse(null);
        if (name == null) {
            return changed;
        }
        findings.warning(
                older.position(),
                path + ".external.name is an older spelling",
                "write 'name' beside 'external: true'",
                path.section());
        if (resource.has("name") && !resource.text("name").equals(older.text("name"))) {
            findings.error(
                    name.position(), path + " has two names", "keep 'name', remove 'external.name'", path.section());
        }
        return resource.has("name") ? changed : changed.with("name", name);
    }
}
