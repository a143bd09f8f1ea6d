package dev.quayside.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every key of the reader's table with every spelling of a value, right and wrong: one project for each pair. */
final class GeneratedVariants {
    /** How a service uses what a section defines, without which it is not shown. */
    private static final Map<String, String> USES = Map.of(
            "networks", ", networks: [a]",
            "volumes", ", volumes: [{type: volume, source: a, target: /a}]",
            "configs", ", configs: [a]",
            "secrets", ", secrets: [a]",
            "models", ", models: [a]");

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

    private GeneratedVariants() {}

    static List<Variant> all() {
        var variants = new ArrayList<Variant>();
        for (TablePath path : TablePath.all()) {
            for (String value : VALUES) {
                variants.add(new Variant(path + " = " + value, Map.of("compose.yaml", file(path, value))));
            }
        }
        return variants;
    }

    /** One part of all, as {@link Parts} says. */
    static List<Variant> part() {
        return Parts.one(all());
    }

    private static String file(TablePath path, String value) {
        boolean isService = path.kind().equals("services");
        var beside = new FlowText.Beside(
                isService ? "" : "services: {b: {image: y" + use(path) + "}}, ",
                isService ? "b: {image: y}, " : "",
                inResource(path));
        return "{" + new FlowText(path, value, beside, FlowText.Writing.IN_PLACE).file() + "}\n";
    }

    /** How a service uses what is looked at. */
    static String use(TablePath path) {
        return path.size() > 1 ? Optional.ofNullable(USES.get(path.kind())).orElse("") : "";
    }

    private static String inResource(TablePath path) {
        String key = path.keyOfResource().orElse("");
        return switch (path.kind()) {
            case "services" -> key.equals("image") ? "" : "image: x, ";
            case "jobs" ->
                (key.equals("image") ? "" : "image: x, ")
                        + (key.equals("triggers") ? "" : "triggers: {manual: true}, ");
            default -> "";
        };
    }
}
