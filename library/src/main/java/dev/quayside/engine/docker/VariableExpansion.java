package dev.quayside.engine.docker;

import java.util.Map;

/**
 * Replaces {@code $NAME}, {@code ${NAME}}, {@code ${NAME:-word}} and {@code ${NAME:+word}} in one word of a Dockerfile, and removes
 * its quotes. A name without a value becomes nothing.
 */
final class VariableExpansion {
    private final String word;
    private final char escape;
    private final Map<String, String> values;
    private int at;

    private VariableExpansion(String word, char escape, Map<String, String> values) {
        this.word = word;
        this.escape = escape;
        this.values = values;
    }

    /** Throws IllegalArgumentException with what is wrong, if something is. */
    static String expand(String word, char escape, Map<String, String> values) {
        var expansion = new VariableExpansion(word, escape, values);
        return expansion.until("");
    }

    /** Expands up to one of these characters, or to the end of the word. */
    private String until(String ends) {
        var result = new StringBuilder();
        while (at < word.length() && ends.indexOf(word.charAt(at)) < 0) {
            char c = word.charAt(at++);
            if (c == '\'') {
                int end = word.indexOf('\'', at);
                result.append(word, at, end < 0 ? word.length() : end);
                at = end < 0 ? word.length() : end + 1;
            } else if (c == '"') {
                result.append(until("\""));
                at = Math.min(at + 1, word.length());
            } else if (c == escape && at < word.length()) {
                result.append(word.charAt(at++));
            } else if (c == '$') {
                result.append(variable());
            } else {
                result.append(c);
            }
        }
        return result.toString();
    }

    private String variable() {
        if (at < word.length() && word.charAt(at) == '{') {
            at++;
            return inBraces();
        }
        var name = name();
        return name.isEmpty() ? "$" : values.getOrDefault(name, "");
    }

    private String name() {
        int start = at;
        while (at < word.length() && (Character.isLetterOrDigit(word.charAt(at)) || word.charAt(at) == '_')) {
            at++;
        }
        return word.substring(start, at);
    }

    private String inBraces() {
        var name = name();
        if (name.isEmpty() || at >= word.length()) {
            throw new IllegalArgumentException("'${' is not followed by a name and '}'");
        }
        boolean emptyCounts = word.charAt(at) == ':';
        at += emptyCounts ? 1 : 0;
        char operator = at < word.length() ? word.charAt(at++) : 0;
        if (operator == '}' && !emptyCounts) {
            return values.getOrDefault(name, "");
        }
        var alternative = until("}");
        if (at >= word.length()) {
            throw new IllegalArgumentException("'${" + name + "' has no '}'");
        }
        at++;
        var value = values.getOrDefault(name, "");
        boolean isSet = values.containsKey(name) && !(emptyCounts && value.isEmpty());
        return switch (operator) {
            case '-' -> isSet ? value : alternative;
            case '+' -> isSet ? alternative : "";
            case '?' -> {
                if (!isSet) {
                    throw new IllegalArgumentException(name + ": " + (alternative.isEmpty() ? "not set" : alternative));
                }
                yield value;
            }
            default -> throw new IllegalArgumentException("'${" + name + operator + "' is not supported");
        };
    }
}
