package dev.quayside.app.cli.output;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes trees of maps, lists, texts, numbers and truth values as YAML in block style. Members keep the map's order. */
public final class YamlWriter {
    /** Texts that no reader of YAML takes for anything but text; everything else is quoted as in JSON. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./@+-]*(?: [A-Za-z0-9_./@+(),-]+)*");

    /** The pattern takes a place on the stack for each word. */
    private static final int LONGEST_PLAIN = 500;

    private static final Pattern WORD_WITH_MEANING =
            Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|nan|inf|infinity");

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    /** One document, with a line end. */
    public static String document(@Nullable Object tree) {
        var writer = new YamlWriter();
        if (isEmpty(tree) || !(tree instanceof Map<?, ?> || tree instanceof List<?>)) {
            writer.scalar(tree);
            writer.out.append('\n');
        } else {
            writer.block(tree, 0, false);
        }
        return writer.out.toString();
    }

    /** Writes a map or list whose first line may already have begun, behind a dash. */
    private void block(@Nullable Object tree, int depth, boolean begun) {
        boolean inLine = begun;
        if (tree instanceof Map<?, ?> map) {
            for (var entry : map.entrySet()) {
                indent(inLine ? 0 : depth);
                inLine = false;
                scalar(String.valueOf(entry.getKey()));
                out.append(':');
                child(entry.getValue(), depth + 1);
            }
        } else if (tree instanceof List<?> list) {
            for (Object item : list) {
                indent(inLine ? 0 : depth);
                inLine = false;
                out.append('-');
                item(item, depth + 1);
            }
        }
    }

    private void child(@Nullable Object value, int depth) {
        if (isEmpty(value) || !(value instanceof Map<?, ?> || value instanceof List<?>)) {
            out.append(' ');
            scalar(value);
            out.append('\n');
        } else {
            out.append('\n');
            block(value, depth, false);
        }
    }

    private void item(@Nullable Object value, int depth) {
        out.append(' ');
        if (isEmpty(value) || !(value instanceof Map<?, ?> || value instanceof List<?>)) {
            scalar(value);
            out.append('\n');
        } else {
            block(value, depth, true);
        }
    }

    private void indent(int depth) {
        out.append("  ".repeat(depth));
    }

    private void scalar(@Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case Map<?, ?> empty -> out.append("{}");
            case List<?> empty -> out.append("[]");
            case Number number -> out.append(JsonWriter.line(number));
            case Boolean flag -> out.append(flag);
            default -> {
                String text = value.toString();
                boolean plain = text.length() <= LONGEST_PLAIN
                        && PLAIN.matcher(text).matches()
                        && !WORD_WITH_MEANING.matcher(text).matches();
                out.append(plain ? text : JsonWriter.line(text));
            }
        }
    }

    private static boolean isEmpty(@Nullable Object value) {
        return (value instanceof Map<?, ?> map && map.isEmpty()) || (value instanceof List<?> list && list.isEmpty());
    }
}
