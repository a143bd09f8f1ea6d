package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.compose.Node.ScalarNode.Kind;
import dev.quayside.compose.Node.SequenceNode;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Writes a tree as text that the {@link ComposeReader} reads back to the same tree.
 *
 * <p>Dollar signs are doubled, so that reading does not take them for variables. Thread-safe, without state.
 */
public final class ComposeWriter {
    /** Which language the text is in. */
    public enum Format {
        YAML,
        JSON
    }

    private static final int LONGEST_PLAIN = 200;
    private static final Position NOWHERE = Position.startOf("");

    private final StringBuilder text = new StringBuilder();
    private final Format format;
    private final String dollar;
    /** How the keys are written: there are few, used again and again. */
    private final Map<String, String> keys = new HashMap<>();

    private ComposeWriter(Format format, String dollar) {
        this.format = format;
        this.dollar = dollar;
    }

    /** The tree as text, with a line feed at its end. */
    public static String write(MappingNode tree, Format format) {
        return write(tree, format, "$$");
    }

    /** The same for a tree whose variables were not filled in: they stay variables. */
    public static String writeWithVariables(MappingNode tree, Format format) {
        return write(tree, format, "$");
    }

    private static String write(MappingNode tree, Format format, String dollar) {
        var writer = new ComposeWriter(format, dollar);
        if (format == Format.JSON || tree.entries().isEmpty()) {
            writer.flow(tree, 0);
        } else {
            writer.block(tree, 0);
        }
        String text = writer.text.toString();
        return text.endsWith("\n") ? text : text + "\n";
    }

    private void block(MappingNode mapping, int indent) {
        mapping.entries().forEach((name, entry) -> {
            indent(indent).append(key(name)).append(':');
            value(entry.value(), indent + 1);
        });
    }

    private void value(Node node, int indent) {
        switch (node) {
            case MappingNode mapping
            when !mapping.entries().isEmpty() -> {
                text.append('\n');
                block(mapping, indent);
            }
            case SequenceNode list
            when !list.items().isEmpty() -> {
                text.append('\n');
                list.items().forEach(item -> item(item, indent));
            }
            case MappingNode empty -> text.append(" {}\n");
            case SequenceNode empty -> text.append(" []\n");
            case ScalarNode scalar -> text.append(' ').append(scalar(scalar)).append('\n');
        }
    }

    private void item(Node node, int indent) {
        indent(indent).append('-');
        if (node instanceof MappingNode mapping && !mapping.entries().isEmpty()) {
            int start = text.length();
            block(mapping, indent + 1);
            // The first key stands on the line of the dash.
            text.delete(start, start + 2 * (indent + 1));
            text.insert(start, ' ');
        } else if (node instanceof SequenceNode list && !list.items().isEmpty()) {
            text.append(' ');
            flow(list, 0);
            text.append('\n');
        } else {
            value(node, indent + 1);
        }
    }

    private StringBuilder indent(int depth) {
        return text.append("  ".repeat(depth));
    }

    /** JSON, which is YAML too; on several lines only where JSON was asked for. */
    private void flow(Node node, int depth) {
        switch (node) {
            case MappingNode mapping ->
                braces('{', '}', mapping.entries().entrySet().iterator(), depth, entry -> {
                    text.append(quoted(entry.getKey())).append(": ");
                    flow(entry.getValue().value(), depth + 1);
                });
            case SequenceNode list -> braces('[', ']', list.items().iterator(), depth, item -> flow(item, depth + 1));
            case ScalarNode scalar -> text.append(json(scalar));
        }
    }

    private <T> void braces(char open, char close, Iterator<T> items, int depth, java.util.function.Consumer<T> write) {
        boolean filled = items.hasNext();
        text.append(open);
        while (items.hasNext()) {
            breakLine(depth + 1);
            write.accept(items.next());
            text.append(items.hasNext() ? (format == Format.JSON ? "," : ", ") : "");
        }
        if (filled) {
            breakLine(depth);
        }
        text.append(close);
    }

    private void breakLine(int depth) {
        if (format == Format.JSON) {
            text.append('\n');
            indent(depth);
        }
    }

    private String key(String name) {
        return keys.computeIfAbsent(name, key -> isPlain(key) ? key : quoted(key));
    }

    private String scalar(ScalarNode scalar) {
        return switch (scalar.kind()) {
            case NULL -> "null";
            case TEXT -> {
                String escaped = scalar.text().replace("$", dollar);
                yield isPlain(escaped) ? escaped : quoted(escaped);
            }
            case TIMESTAMP -> Timestamps.canonical(scalar.text());
            case BOOLEAN, INTEGER, FLOAT -> scalar.text();
        };
    }

    private String json(ScalarNode scalar) {
        return switch (scalar.kind()) {
            case TEXT -> quoted(scalar.text().replace("$", dollar));
            case TIMESTAMP -> quoted(Timestamps.canonical(scalar.text()));
            case NULL, BOOLEAN, INTEGER, FLOAT -> scalar(scalar);
        };
    }

    /** Whether every reader of YAML takes the text for text without quotes. */
    private static boolean isPlain(String text) {
        return text.length() < LONGEST_PLAIN
                && isWords(text)
                && ScalarResolver.resolve(NOWHERE, text).kind() == Kind.TEXT
                && !ScalarResolver.isNotFinite(text)
                && Values.flag(text).isEmpty()
                && !isLikeANumber(text);
    }

    /** Whether the text is words of letters, digits and some signs, with one space or colon between two of them. */
    private static boolean isWords(String text) {
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            boolean first = Texts.isLetter(at) || Texts.isDigit(at) || at == '_' || at == '.' || at == '/';
            if (first || (i > 0 && (at == '@' || at == '+' || at == '=' || at == '-'))) {
                inWord = true;
            } else if (inWord && (at == ' ' || at == ':')) {
                inWord = false;
            } else {
                return false;
            }
        }
        return inWord;
    }

    private static boolean isLikeANumber(String text) {
        return Texts.isDigit(text.charAt(0))
                && text.chars().allMatch(at -> Texts.isDigit((char) at) || ":._xobe+-".indexOf(at) >= 0);
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            switch (at) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (isPrintable(at)) {
                        quoted.append(at);
                    } else {
                        quoted.append(Texts.escape(at));
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    private static boolean isPrintable(char character) {
        return (character >= 0x20 && character < 0x7F)
                || (character >= 0xA0
                        && character != 0x2028
                        && character != 0x2029
                        && character < 0xFFFE
                        && character != 0xFEFF);
    }
}
