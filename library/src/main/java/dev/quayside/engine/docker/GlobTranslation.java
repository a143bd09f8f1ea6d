package dev.quayside.engine.docker;

import dev.quayside.engine.docker.IgnorePattern.Exact;
import dev.quayside.engine.docker.IgnorePattern.Prefix;
import dev.quayside.engine.docker.IgnorePattern.Shape;
import dev.quayside.engine.docker.IgnorePattern.Suffix;
import dev.quayside.engine.docker.IgnorePattern.Wildcards;

/**
 * Translates a pattern into the regular expression that Docker makes of it, or into something simpler.
 *
 * <p>Docker translates character by character, also inside of {@code [classes]}: {@code [*]} becomes {@code [[^/]*]}. That is why
 * the way over the expression's text is kept instead of matching the pattern itself.
 */
final class GlobTranslation {
    /** Docker means to escape {@code |}, {@code {} and {@code }} as well, and does not: they keep their meaning in expressions. */
    private static final String ESCAPED = ".+()$";

    private enum Kind {
        EXACT,
        PREFIX,
        SUFFIX,
        EXPRESSION
    }

    private final String pattern;
    private final StringBuilder expression = new StringBuilder("^");
    private Kind kind = Kind.EXACT;
    private int at;

    private GlobTranslation(String pattern) {
        this.pattern = pattern;
    }

    static Shape of(String pattern) {
        return new GlobTranslation(pattern).translate();
    }

    private Shape translate() {
        at = pattern.startsWith("\uFEFF") ? 1 : 0;
        boolean first = true;
        while (at < pattern.length()) {
            int c = pattern.codePointAt(at);
            at += Character.charCount(c);
            translate(c, first);
            first = false;
        }
        return switch (kind) {
            case EXACT -> new Exact(pattern);
            case PREFIX -> new Prefix(pattern.substring(0, pattern.length() - 2));
            case SUFFIX -> new Suffix(pattern.startsWith("**") ? pattern.substring(2) : pattern);
            case EXPRESSION ->
                new Wildcards(PathExpressionParser.parse(expression.append('$').toString()));
        };
    }

    private void translate(int c, boolean first) {
        if (c == '*' && next('*')) {
            twoStars(first);
        } else if (c == '*') {
            append("[^/]*");
        } else if (c == '?') {
            append("[^/]");
        } else if (ESCAPED.indexOf(c) >= 0) {
            expression.append('\\').appendCodePoint(c);
        } else if (c == '\\' && at < pattern.length()) {
            int escaped = pattern.codePointAt(at);
            at += Character.charCount(escaped);
            append("\\" + Character.toString(escaped));
        } else if (c == '[' || c == ']') {
            append(Character.toString(c));
        } else {
            expression.appendCodePoint(c);
        }
    }

    private void twoStars(boolean first) {
        next('/');
        if (at < pattern.length()) {
            append("(.*/)?");
        } else if (kind == Kind.EXACT) {
            kind = Kind.PREFIX;
        } else {
            append(".*");
        }
        if (first) {
            kind = Kind.SUFFIX;
        }
    }

    private boolean next(char expected) {
        boolean found = at < pattern.length() && pattern.charAt(at) == expected;
        if (found) {
            at++;
        }
        return found;
    }

    private void append(String text) {
        expression.append(text);
        kind = Kind.EXPRESSION;
    }
}
