package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.compose.Node.ScalarNode.Kind;
import dev.quayside.compose.Node.SequenceNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes every value of a tree in the one way that the canonical tree has for it, and leaves empty ones out. */
final class CanonicalForm {
    private final Findings findings;

    CanonicalForm(Findings findings) {
        this.findings = findings;
    }

    MappingNode write(MappingNode root) {
        return mapping(root, KeyTable.ROOT, KeyPath.ROOT);
    }

    private MappingNode mapping(MappingNode mapping, Key key, KeyPath path) {
        return completed(mapping, key).filterAll((name, entry) -> {
            Key child = key.child(name).orElse(null);
            return child == null ? Optional.of(entry.value()) : write(entry.value(), child, path.child(name));
        });
    }

    private static MappingNode completed(MappingNode mapping, Key key) {
        MappingNode complete = mapping;
        for (Map.Entry<String, String> fallback : key.fallbacks().entrySet()) {
            if (mapping.get(fallback.getKey()).filter(node -> !node.isNothing()).isEmpty()) {
                complete = complete.with(fallback.getKey(), ScalarNode.text(mapping.position(), fallback.getValue()));
            }
        }
        return complete;
    }

    private Optional<Node> write(Node node, Key key, KeyPath path) {
        return switch (node) {
            case MappingNode mapping when isPairs(key.form()) -> pairs(mapping, key.form(), path);
            case MappingNode mapping when key.form() == Form.SSH -> ssh(mapping);
            case MappingNode mapping -> structure(mapping, key, path);
            case SequenceNode list -> list(list, key, path);
            case ScalarNode scalar -> scalar(scalar, key.form(), path);
        };
    }

    private static boolean isPairs(Form form) {
        return form == Form.ENVIRONMENT || form == Form.LABELS || form == Form.OPTIONS || form == Form.HOSTS;
    }

    private Optional<Node> structure(MappingNode mapping, Key key, KeyPath path) {
        MappingNode written = mapping(mapping, key, path);
        boolean keep = key.form() != Form.PLAIN || !written.entries().isEmpty();
        return keep ? Optional.of(written) : Optional.empty();
    }

    private Optional<Node> list(SequenceNode list, Key key, KeyPath path) {
        return switch (key.form()) {
            case ENVIRONMENT, LABELS, OPTIONS, HOSTS -> pairs(list, key.form(), path);
            case COMMAND -> Optional.of(list);
            case HEALTH_TEST -> filled(list);
            case TEXTS, FILLED_TEXTS -> filled(texts(list, key));
            default -> filled(items(list, key, path));
        };
    }

    private SequenceNode items(SequenceNode list, Key key, KeyPath path) {
        Key child = key.item().orElse(null);
        if (child == null) {
            return list;
        }
        var items = new ArrayList<Node>(list.items().size());
        int index = 0;
        for (Node item : list.items()) {
            write(item, child, path.item(index++)).ifPresent(items::add);
        }
        return new SequenceNode(list.position(), items);
    }

    private static Optional<Node> filled(SequenceNode list) {
        return list.items().isEmpty() ? Optional.empty() : Optional.of(list);
    }

    private static SequenceNode texts(SequenceNode list, Key key) {
        List<Node> texts = list.items().stream()
                .map(CanonicalForm::text)
                .filter(text ->
                        key.form() != Form.FILLED_TEXTS || !text.content().equals(""))
                .toList();
        return new SequenceNode(list.position(), texts);
    }

    private static Node text(Node node) {
        return node instanceof ScalarNode scalar ? ScalarNode.text(scalar.position(), scalar.text()) : node;
    }

    private Optional<Node> pairs(Node node, Form form, KeyPath path) {
        if (form == Form.HOSTS) {
            return hosts(node, path);
        }
        checkNames(node, form, path);
        MappingNode pairs = Pairs.toMapping(node);
        if (pairs.has("") && form != Form.OPTIONS && node instanceof MappingNode) {
            findings.warning(pairs.at(""), path + " has a value without a name", "write KEY=value", path.section());
        }
        if (form != Form.OPTIONS) {
            pairs = pairs.without("");
        }
        MappingNode written = form == Form.ENVIRONMENT
                ? pairs
                : pairs.changeAll((name, value) -> value.isNothing() ? ScalarNode.text(value.position(), "") : value);
        return written.entries().isEmpty() ? Optional.empty() : Optional.of(written);
    }

    private static Optional<Node> ssh(MappingNode keys) {
        var items = new ArrayList<Node>();
        keys.entries().keySet().stream()
                .sorted()
                .forEach(id -> items.add(ScalarNode.text(
                        keys.position(),
                        keys.text(id).map(path -> id + "=" + path).orElse(id))));
        return filled(new SequenceNode(keys.position(), items));
    }

    private Optional<Node> hosts(Node node, KeyPath path) {
        var hosts = new ArrayList<Node>();
        boolean sound = true;
        if (!findings.budget().spend(Pairs.countHosts(node), node.position())) {
            return Optional.empty();
        }
        String last = "";
        for (Pairs.Host host : Pairs.hosts(node)) {
            // The same item twice could not be read again.
            if (!host.toString().equals(last)) {
                hosts.add(ScalarNode.text(host.at(), host.toString()));
            }
            last = host.toString();
            if (host.name().isEmpty()
                    || host.name().contains(":")
                    || host.name().contains("=")) {
                findings.error(
                        host.at(),
                        path + ": '" + host.name() + "' is not the name of a host",
                        "write NAME=ADDRESS",
                        path.section());
                sound = false;
            }
        }
        if (!sound) {
            return Optional.empty();
        }
        var written = new SequenceNode(node.position(), hosts);
        return node instanceof MappingNode mapping && !mapping.entries().isEmpty()
                ? Optional.of(written)
                : addressed(node, written, path);
    }

    /** In a list, a name without even a separator is no host. */
    private Optional<Node> addressed(Node node, SequenceNode hosts, KeyPath path) {
        boolean addressed = true;
        if (node instanceof SequenceNode list) {
            for (Node item : list.items()) {
                if (item instanceof ScalarNode host
                        && !host.text().contains("=")
                        && !host.text().contains(":")) {
                    findings.error(
                            item.position(),
                            path + ": '" + host.text() + "' has no address",
                            "write NAME=ADDRESS",
                            path.section());
                    addressed = false;
                }
            }
        }
        return addressed ? filled(hosts) : Optional.empty();
    }

    /** In a list, a space before the equals sign would become part of the name. */
    private void checkNames(Node node, Form form, KeyPath path) {
        if (!(node instanceof SequenceNode list)) {
            return;
        }
        for (Node item : list.items()) {
            String name = item instanceof ScalarNode scalar ? scalar.text().split("=", 2)[0] : "";
            if (name.isEmpty()) {
                findings.error(item.position(), path + ": a value has no name", "write NAME=VALUE", path.section());
            } else if (form == Form.ENVIRONMENT && !name.equals(name.stripTrailing())) {
                findings.error(
                        item.position(),
                        path + ": the name '" + name + "' ends with a space",
                        "remove the space",
                        path.section());
            }
        }
    }

    private Optional<Node> scalar(ScalarNode scalar, Form form, KeyPath path) {
        if (scalar.isNull()) {
            return form == Form.NULLABLE_STRUCTURE ? Optional.of(scalar) : Optional.empty();
        }
        return switch (form) {
            case FLAG, WRITTEN_FLAG, FLAG_UNLESS_FALSE -> flag(scalar, form, path);
            case INTEGER, WRITTEN_INTEGER -> integer(scalar, form, path);
            case ULIMIT -> integer(scalar, Form.WRITTEN_INTEGER, path).map(CanonicalForm::limit);
            case COUNT -> count(scalar, path);
            case WEIGHT -> weight(scalar, path);
            case DEVICE_COUNT -> deviceCount(scalar, path);
            case DECIMAL -> decimal(scalar, path);
            case BYTES, WRITTEN_BYTES -> bytes(scalar, form, path);
            case DURATION, POSITIVE_DURATION -> duration(scalar, form, path);
            case COMMAND -> words(scalar, path);
            case HEALTH_TEST -> Optional.of(shellTest(scalar));
            case FILE_MODE -> fileMode(scalar, path);
            case TEXTS, FILLED_TEXTS -> Optional.of(new SequenceNode(scalar.position(), List.of(text(scalar))));
            case WRITTEN_TEXT -> Optional.of(text(scalar));
            default -> scalar.text().isEmpty() ? Optional.empty() : Optional.of(text(scalar));
        };
    }

    private Optional<Node> flag(ScalarNode scalar, Form form, KeyPath path) {
        Optional<Boolean> value = Values.flag(scalar.text());
        if (value.isEmpty()) {
            refuse(scalar, path, "true or false", "write true or false");
            return Optional.empty();
        }
        boolean omit = (form == Form.FLAG && !value.get()) || (form == Form.FLAG_UNLESS_FALSE && value.get());
        return omit ? Optional.empty() : Optional.of(ScalarNode.flag(scalar.position(), value.get()));
    }

    private Optional<Node> integer(ScalarNode scalar, Form form, KeyPath path) {
        Optional<String> value = scalar.kind() == Kind.FLOAT
                ? Optional.of(Long.toString((long) Double.parseDouble(scalar.text())))
                : Values.integer(scalar.text());
        if (value.isEmpty()) {
            refuse(scalar, path, "an integer", "write a number without quotes");
            return Optional.empty();
        }
        boolean omit = form == Form.INTEGER && value.get().equals("0");
        return omit ? Optional.empty() : Optional.of(new ScalarNode(scalar.position(), Kind.INTEGER, value.get()));
    }

    private Optional<Node> weight(ScalarNode scalar, KeyPath path) {
        if (scalar.kind() == ScalarNode.Kind.TEXT) {
            findings.error(
                    scalar.position(),
                    path + " is an integer, not text",
                    Values.integer(scalar.text()).isPresent()
                            ? "write it without quotes and variables"
                            : "write an integer",
                    path.section());
            return Optional.empty();
        }
        return integer(scalar, Form.INTEGER, path);
    }

    private Optional<Node> count(ScalarNode scalar, KeyPath path) {
        Optional<Node> number = integer(scalar, Form.WRITTEN_INTEGER, path);
        if (number.isPresent() && scalar.text().startsWith("-")) {
            refuse(scalar, path, "a number of times", "write 0 or more");
            return Optional.empty();
        }
        return number;
    }

    private Optional<Node> deviceCount(ScalarNode scalar, KeyPath path) {
        if (scalar.text().equals("all")) {
            return Optional.of(new ScalarNode(scalar.position(), Kind.INTEGER, "-1"));
        }
        if (Values.integer(scalar.text()).isEmpty()) {
            refuse(scalar, path, "a number of devices", "write a number, or all");
            return Optional.empty();
        }
        // Without it, reading what was written would take it for all of them.
        return integer(scalar, Form.WRITTEN_INTEGER, path);
    }

    /** Without a limit there are two of them. */
    private static Node limit(Node number) {
        return number instanceof ScalarNode scalar && scalar.text().equals("0")
                ? MappingNode.empty(number.position()).with("soft", number).with("hard", number)
                : number;
    }

    private Optional<Node> decimal(ScalarNode scalar, KeyPath path) {
        Optional<String> value = Values.decimal(scalar.text());
        if (value.isEmpty()) {
            refuse(scalar, path, "a number", "write a number such as 0.5");
            return Optional.empty();
        }
        float number = Float.parseFloat(value.get());
        if (Float.isInfinite(number)) {
            refuse(scalar, path, "a number", "write a smaller one");
            return Optional.empty();
        }
        return number == 0
                ? Optional.empty()
                : Optional.of(new ScalarNode(scalar.position(), Kind.FLOAT, Numbers.format(number)));
    }

    private Optional<Node> bytes(ScalarNode scalar, Form form, KeyPath path) {
        if (scalar.kind() == Kind.FLOAT) {
            findings.warning(
                    scalar.position(),
                    path + " is a number with a fraction, which has no effect",
                    "write whole bytes, or a unit: 512m",
                    path.section());
            return Optional.empty();
        }
        var value = Values.bytes(scalar.text());
        if (value.isEmpty()) {
            refuse(scalar, path, "a size", "write a number with a unit, such as 512m or 2g");
            return Optional.empty();
        }
        return value.getAsLong() == 0 && form == Form.BYTES
                ? Optional.empty()
                : Optional.of(ScalarNode.text(scalar.position(), Long.toString(value.getAsLong())));
    }

    private Optional<Node> duration(ScalarNode scalar, Form form, KeyPath path) {
        var value = Values.duration(scalar.text());
        if (value.isEmpty()) {
            refuse(scalar, path, "a duration", "write numbers with units, such as 1m30s or 500ms");
            return Optional.empty();
        }
        return value.getAsLong() == 0 && form == Form.POSITIVE_DURATION
                ? Optional.empty()
                : Optional.of(ScalarNode.text(scalar.position(), Values.formatDuration(value.getAsLong())));
    }

    private Optional<Node> words(ScalarNode scalar, KeyPath path) {
        Optional<List<String>> words = ShellWords.split(scalar.text());
        if (words.isEmpty()) {
            refuse(scalar, path, "a command line", "close every quote and bracket, or write a list of words");
            return Optional.empty();
        }
        if (!findings.budget().spend(words.get().size(), scalar.position())) {
            return Optional.empty();
        }
        var items = new ArrayList<Node>();
        words.get().forEach(word -> items.add(ScalarNode.text(scalar.position(), word)));
        return Optional.of(new SequenceNode(scalar.position(), items));
    }

    private static Node shellTest(ScalarNode scalar) {
        Position position = scalar.position();
        return new SequenceNode(
                position, List.of(ScalarNode.text(position, "CMD-SHELL"), ScalarNode.text(position, scalar.text())));
    }

    private Optional<Node> fileMode(ScalarNode scalar, KeyPath path) {
        boolean octal = scalar.kind() == Kind.TEXT;
        Optional<String> digits = Values.integer(scalar.text());
        if (digits.isEmpty()
                || digits.get().startsWith("-")
                || (octal && !scalar.text().matches("[0-7]{1,10}"))) {
            refuse(scalar, path, "a file mode", "write it in octal digits, such as 0440");
            return Optional.empty();
        }
        long mode = Long.parseLong(scalar.text(), octal ? 8 : 10);
        return Optional.of(ScalarNode.text(scalar.position(), "0" + Long.toOctalString(mode)));
    }

    private void refuse(ScalarNode scalar, KeyPath path, String wanted, String remedy) {
        findings.error(
                scalar.position(), path + " is " + wanted + ", not '" + scalar.text() + "'", remedy, path.section());
    }
}
