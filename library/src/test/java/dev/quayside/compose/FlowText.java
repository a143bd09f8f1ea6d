package dev.quayside.compose;

import java.util.Map;
import java.util.Optional;

/**
 * A value at a place of the table, as text in flow style with what must stand beside it.
 *
 * @param beside what else stands in the file, in the section and in the resource: whole entries, each with a comma after it
 * @param writing whether the value stands where it is meant
 */
record FlowText(TablePath path, String value, Beside beside, Writing writing) {
    /** Entries beside those that lead to the value. */
    record Beside(String inFile, String inSection, String inResource) {}

    enum Writing {
        /** The value stands where it is meant. */
        IN_PLACE,
        /** The last key that has a name comes from the anchor {@code m}. */
        MERGED
    }

    /** What must stand beside a key, so that more than its absence is looked at. */
    private static final Map<String, String> REQUIRED = Map.of(
            "target", "/t",
            "type", "volume",
            "action", "rebuild",
            "command", "[c]",
            "capabilities", "[gpu]",
            "cron", "'@daily'");

    private static final Map<String, String> NAMES = Map.of("depends_on", "b", "networks", "n", "models", "q");

    /** The whole file but for its outer braces. */
    String file() {
        return entries(0);
    }

    /** What the anchor {@code m} must be. */
    String merged() {
        return "{" + entry(mergedAt()) + "}";
    }

    private String text(int depth) {
        if (depth == path.size()) {
            return value;
        }
        return path.steps().get(depth).equals(TablePath.ITEM)
                ? "[" + text(depth + 1) + "]"
                : "{" + entries(depth) + "}";
    }

    private String entries(int depth) {
        boolean merges = writing == Writing.MERGED && depth == mergedAt();
        return besideAt(depth) + (merges ? "<<: *m" : entry(depth));
    }

    private String entry(int depth) {
        return nameAt(depth) + ": " + text(depth + 1);
    }

    private int mergedAt() {
        int depth = path.size() - 1;
        while (path.steps().get(depth).equals(TablePath.ITEM)) {
            depth--;
        }
        return depth;
    }

    private String besideAt(int depth) {
        return switch (depth) {
            case 0 -> beside.inFile();
            case 1 -> beside.inSection();
            case 2 -> beside.inResource() + required(depth);
            default -> required(depth);
        };
    }

    private String required(int depth) {
        var text = new StringBuilder();
        for (String required : path.keyAt(depth).required()) {
            if (!required.equals(path.steps().get(depth)) && !required.equals("triggers")) {
                text.append(required).append(": ").append(required(required)).append(", ");
            }
        }
        return text.toString();
    }

    /** A value for a key that must be there. */
    static String required(String key) {
        return Optional.ofNullable(REQUIRED.get(key)).orElse("x");
    }

    private String nameAt(int depth) {
        String step = path.steps().get(depth);
        if (!step.equals(TablePath.ANY)) {
            return step;
        }
        return depth == 1 ? nameInSection(path.kind()) : nameBelow(path.steps().get(depth - 1));
    }

    /** What a resource is called. */
    static String nameInSection(String kind) {
        return kind.equals("jobs") ? "j" : "a";
    }

    /** A name that the user chooses, of something that exists if it must. */
    static String nameBelow(String key) {
        return Optional.ofNullable(NAMES.get(key)).orElse("n");
    }
}
