package dev.quayside.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** An inspection as a tree of maps, lists, texts and numbers, without the values that look like secrets. Pure. */
public final class InspectionTree {
    private static final String HIDDEN = "(hidden)";
    private static final Pattern SECRET_NAME =
            Pattern.compile("pass|secret|token|credential|private|api_?key|access_?key|auth", Pattern.CASE_INSENSITIVE);
    private static final Pattern IN_ADDRESS = Pattern.compile("://([^/@:\\s]*):[^/@\\s]+@");

    private InspectionTree() {}

    /** The tree of a document. */
    public static Map<String, Object> of(Json document) {
        var tree = new LinkedHashMap<String, Object>();
        document.members().forEach((name, member) -> tree.put(name, value(name, member)));
        return tree;
    }

    private static Object value(String name, Json json) {
        return switch (json.tree()) {
            case Map<?, ?> map -> json.at("name").isText() && json.at("value").isText() ? named(json) : of(json);
            case List<?> list -> list(name, json);
            case String text -> cleaned(name, text);
            case Object other -> other;
        };
    }

    /** A variable as Kubernetes writes it. */
    private static Map<String, Object> named(Json json) {
        var tree = of(json);
        tree.put("value", cleaned(json.text("name"), json.text("value")));
        return tree;
    }

    private static List<Object> list(String name, Json json) {
        var items = new ArrayList<>();
        for (var item : json.items()) {
            items.add(name.equals("Env") ? variable(item.text()) : value("", item));
        }
        return items;
    }

    private static String variable(String assignment) {
        var equals = assignment.indexOf('=');
        return equals < 0
                ? assignment
                : assignment.substring(0, equals + 1)
                        + cleaned(assignment.substring(0, equals), assignment.substring(equals + 1));
    }

    private static String cleaned(String name, String text) {
        return SECRET_NAME.matcher(name).find() && !text.isEmpty()
                ? HIDDEN
                : IN_ADDRESS.matcher(text).replaceAll("://$1:" + HIDDEN + "@");
    }
}
