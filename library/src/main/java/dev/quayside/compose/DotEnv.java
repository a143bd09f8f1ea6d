package dev.quayside.compose;

import dev.quayside.error.QuaysideException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code .env} files: {@code KEY=value} in lines, with comments, {@code export}, quotes, escapes and variables.
 *
 * <p>A text in single quotes stays as it is; one in double quotes may have escapes and variables, and both may run over several
 * lines. Without quotes a value ends at the end of its line or before {@code " #"}. A key alone takes its value from the
 * variables that are known already.
 *
 * <pre>{@code
 * Map<String, String> variables = DotEnv.parse("NAME=shop\nURL=http://${NAME}.example\n", Map.of());
 * }</pre>
 */
public final class DotEnv {
    private static final Pattern EXPORT = Pattern.compile("export\\s+");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:[abcfnrtv$\"\\\\]|0\\d{0,3})");

    private static final String SHORTER = "give the right file, or shorten it";

    private final String file;
    private final String text;
    private final Function<String, Optional<String>> known;
    private final Map<String, String> variables;
    private EnvFault latest;
    private int at;
    private long length;

    private DotEnv(String file, String text, Function<String, Optional<String>> known, Map<String, String> variables) {
        this.file = file;
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        this.known = known;
        this.variables = variables;
        this.latest = new EnvFault(Position.startOf(file), "", "");
    }

    /**
     * Reads the text of one file.
     *
     * @param environment variables that are known already; they win over the file's own when a value refers to one
     * @return the file's variables in its order
     */
    public static Map<String, String> parse(String text, Map<String, String> environment) {
        return parse(ComposeReader.ENV_FILE, text, environment);
    }

    /** The same without the lines that are wrong: the reader says so. */
    public static Map<String, String> sound(String text, Map<String, String> environment) {
        var variables = new LinkedHashMap<String, String>();
        parse(ComposeReader.ENV_FILE, text, name -> Optional.ofNullable(environment.get(name)), variables, fault -> {});
        return variables;
    }

    /** The same for a file whose path stands in the message of a failure. */
    static Map<String, String> parse(String file, String text, Map<String, String> environment) {
        var variables = new LinkedHashMap<String, String>();
        parse(file, text, name -> Optional.ofNullable(environment.get(name)), variables, fault -> {
            throw fault.failure();
        });
        return variables;
    }

    /**
     * Adds a file's variables to those of files before it.
     *
     * @param faults is told of each line that is wrong, and left out
     */
    static void parse(
            String file,
            String text,
            Function<String, Optional<String>> known,
            Map<String, String> variables,
            Consumer<EnvFault> faults) {
        new DotEnv(file, text, known, variables).run(faults);
    }

    private void run(Consumer<EnvFault> faults) {
        if (text.length() > YamlGuard.MAXIMUM_BYTES) {
            at = 0;
            faults.accept(fault("the file has more than " + YamlGuard.MAXIMUM_BYTES + " characters", SHORTER));
            return;
        }
        while (skipToStatement()) {
            try {
                statement();
            } catch (QuaysideException e) {
                faults.accept(latest);
                skipLine();
            }
        }
    }

    private void statement() {
        int start = at;
        String key = key();
        boolean inherited = at == 0 || at > text.length() || text.charAt(at - 1) == '\n';
        if (key.contains(" ")) {
            at = start;
            throw fail("the key '" + key + "' holds a space", "write KEY=value, without a space in the key");
        }
        if (inherited) {
            known.apply(key).ifPresent(value -> variables.put(key, value));
            return;
        }
        skipSpaces();
        String value = value();
        length += value.length();
        if (length > YamlGuard.MAXIMUM_TEXT) {
            at = text.length();
            throw fail(
                    "the values of this file expand to more than " + YamlGuard.MAXIMUM_TEXT + " characters", SHORTER);
        }
        variables.put(key, value);
        if (variables.size() > YamlGuard.MAXIMUM_NODES) {
            at = text.length();
            throw fail("the file has more than " + YamlGuard.MAXIMUM_NODES + " variables", SHORTER);
        }
    }

    private void skipLine() {
        int end = text.indexOf('\n', Math.min(at, text.length()));
        at = end < 0 ? text.length() : end;
    }

    /** Moves to the next line that says something; false at the end. */
    private boolean skipToStatement() {
        while (at < text.length()) {
            if (isBlank(text.charAt(at))) {
                at++;
            } else if (text.charAt(at) == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else {
                return true;
            }
        }
        return false;
    }

    /** Reads a key and what ends it: {@code =}, {@code :} or the end of the line. */
    private String key() {
        // Most keys have no such word before them, and an env file may have very many.
        if (text.startsWith("export", at)
                && EXPORT.matcher(text).region(at, text.length()).lookingAt()) {
            at += "export".length();
            skipSpaces();
        }
        int start = at;
        while (at < text.length()) {
            char character = text.charAt(at++);
            if (character == '=' || character == ':' || character == '\n') {
                return text.substring(start, at - 1).stripTrailing();
            }
            boolean allowed = isSpace(character) || "_.-[]".indexOf(character) >= 0;
            if (!allowed && !Character.isLetterOrDigit(character) && !Character.isSurrogate(character)) {
                at--;
                throw fail(
                        "a key cannot hold '" + character + "'",
                        "write KEY=value, with letters, digits and '_' in the key");
            }
        }
        at++;
        return text.substring(start).stripTrailing();
    }

    private String value() {
        char quote = at < text.length() ? text.charAt(at) : ' ';
        return quote == '"' || quote == '\'' ? quoted(quote) : unquoted();
    }

    private String unquoted() {
        int end = text.indexOf('\n', at);
        String line = text.substring(at, end < 0 ? text.length() : end);
        int comment = line.indexOf(" #");
        String value = (comment < 0 ? line : line.substring(0, comment)).stripTrailing();
        String filled = fill(value);
        at = end < 0 ? text.length() : end + 1;
        return filled;
    }

    private String quoted(char quote) {
        var value = new StringBuilder();
        int start = at++;
        boolean escaped = false;
        while (at < text.length()) {
            char character = text.charAt(at++);
            if (character == quote && !escaped) {
                return quote == '"' ? fill(expandEscapes(value.toString())) : value.toString();
            }
            if (character == '\\' && !escaped) {
                escaped = true;
                continue;
            }
            if (escaped && character != quote) {
                value.append('\\');
            }
            escaped = false;
            value.append(character);
        }
        at = start;
        QuaysideException failure =
                fail("a quote is opened and not closed", "write the same quote at the end of the value");
        at = text.length();
        throw failure;
    }

    private static String expandEscapes(String value) {
        return value.indexOf('\\') < 0
                ? value
                : ESCAPE.matcher(value).replaceAll(match -> Matcher.quoteReplacement(expand(match.group())));
    }

    private static String expand(String escape) {
        return switch (escape.charAt(1)) {
            case 'a' -> "\u0007";
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'v' -> "\u000B";
            case '"' -> "\"";
            case '\\' -> "\\";
            // The variables are filled afterwards, and there two dollar signs stand for one.
            case '$' -> "$$";
            case '0' -> octal(escape);
            default -> escape;
        };
    }

    private static String octal(String escape) {
        String digits = escape.substring(2);
        boolean valid = digits.length() == 3 && digits.chars().allMatch(digit -> digit >= '0' && digit <= '7');
        int code = valid ? Integer.parseInt(digits, 8) : 256;
        return code < 256 ? Character.toString(code) : escape;
    }

    private String fill(String value) {
        Template.Outcome outcome = new Template(this::lookup, name -> {}).fill(value);
        if (outcome.problem().isPresent()) {
            throw fail(outcome.problem().get(), outcome.remedy());
        }
        return outcome.text();
    }

    private Optional<String> lookup(String name) {
        return known.apply(name).or(() -> Optional.ofNullable(variables.get(name)));
    }

    private void skipSpaces() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isSpace(char character) {
        return character != '\n' && isBlank(character);
    }

    private static boolean isBlank(char character) {
        return Character.isWhitespace(character) || character == '\u0085' || character == '\u00A0';
    }

    private QuaysideException fail(String message, String remedy) {
        latest = fault(message, remedy);
        return latest.failure();
    }

    private EnvFault fault(String message, String remedy) {
        return new EnvFault(Texts.position(file, text, at), message, remedy);
    }
}
