package dev.quayside.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every key of the reader's table with every spelling of a value, right and wrong: one project for each pair. */
final class GeneratedVariants {
    private static final String PART = "quayside.generated.part";

    /** How many parts there are: one is some two thousand projects. */
    private static final int PARTS = Integer.getInteger("quayside.generated.parts", 16);

    private static final String ITEM = "[]";
    private static final String ANY = "NAME";

    private static final List<String> VALUES = List.of(
            "~",
            "\"\"",
            "x",
            "\"1\"",
            "1",
            "-1",
            "1.5",
            "true",
            "\"true\"",
            "[]",
            "[x]",
            "[1]",
            "[\"\"]",
            "[x, x]",
            "[~]",
            "{}",
            "{x: y}",
            "{x: ~}",
            "{x: 1}",
            "\"${U}\"",
            "2001-01-01",
            "0x10",
            "10s",
            "1g",
            "a:b",
            "a=b",
            "[a=b]",
            "[\"a:b\"]",
            "/x",
            "[/x]",
            "\"${V:-7}\"",
            "{x: {}}",
            "[{}]",
            "[[]]");

    /** What must stand beside a key, so that more than its absence is looked at. */
    private static final Map<String, String> BESIDE = Map.of(
            "target", "/t",
            "type", "volume",
            "action", "rebuild",
            "command", "[c]",
            "capabilities", "[gpu]",
            "cron", "'@daily'");

    private final List<List<String>> paths = new ArrayList<>();

    private GeneratedVariants() {}

    /** One part of all; which one, a system property says. */
    static List<Variant> part() {
        var generated = new GeneratedVariants();
        generated.walk(KeyTable.ROOT, List.of());
        int part = Integer.getInteger(PART, 0);
        var variants = new ArrayList<Variant>();
        int number = 0;
        for (List<String> path : generated.paths) {
            for (String value : VALUES) {
                if (number++ % PARTS == part) {
                    String line = String.join(".", path) + " = " + value;
                    variants.add(new Variant(line, Map.of("compose.yaml", text(KeyTable.ROOT, path, 0, value) + "\n")));
                }
            }
        }
        return variants;
    }

    private void walk(Key key, List<String> path) {
        for (String name : key.names()) {
            add(key.child(name).orElseThrow(), path, name);
        }
        if (key.isOpen()) {
            add(key.child(ANY).orElseThrow(), path, ANY);
        }
        key.item().ifPresent(item -> add(item, path, ITEM));
    }

    private void add(Key key, List<String> path, String name) {
        var longer = new ArrayList<>(path);
        longer.add(name);
        paths.add(longer);
        walk(key, longer);
    }

    /** The file, in flow style, that has this value at the path. */
    private static String text(Key key, List<String> path, int depth, String value) {
        if (depth == path.size()) {
            return value;
        }
        String name = path.get(depth);
        if (name.equals(ITEM)) {
            return "[" + text(key.item().orElseThrow(), path, depth + 1, value) + "]";
        }
        String written = name.equals(ANY) ? (depth > 1 ? "n" : path.getFirst().equals("jobs") ? "j" : "a") : name;
        return "{" + beside(key, path, depth) + written + ": "
                + text(key.child(name).orElseThrow(), path, depth + 1, value) + "}";
    }

    private static String beside(Key key, List<String> path, int depth) {
        String kind = path.getFirst();
        String name = path.get(depth);
        return switch (depth) {
            case 0 -> kind.equals("services") ? "" : "services: {b: {image: y}}, ";
            case 1 -> kind.equals("services") ? "b: {image: y}, " : "";
            case 2 ->
                switch (kind) {
                    case "services" -> name.equals("image") ? "" : "image: x, ";
                    case "jobs" ->
                        (name.equals("image") ? "" : "image: x, ")
                                + (name.equals("triggers") ? "" : "triggers: {manual: true}, ");
                    default -> required(key, name);
                };
            default -> required(key, name);
        };
    }

    private static String required(Key key, String name) {
        var text = new StringBuilder();
        for (String required : key.required()) {
            if (!required.equals(name)) {
                text.append(required)
                        .append(": ")
                        .append(BESIDE.getOrDefault(required, "x"))
                        .append(", ");
            }
        }
        return text.toString();
    }
}
