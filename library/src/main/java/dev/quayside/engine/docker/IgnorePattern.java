package dev.quayside.engine.docker;

/**
 * One pattern of an ignore file, compared with paths exactly as Docker (moby/patternmatcher) compares it.
 *
 * @param text the cleaned pattern without a leading {@code !}
 * @param exception whether it includes again what an earlier pattern excluded
 * @param shape how it is compared
 */
record IgnorePattern(String text, boolean exception, Shape shape) {
    /** How a pattern is compared with a path: the four do not agree in all corners, so none is left out. */
    sealed interface Shape {}

    /** The path is this text. */
    record Exact(String path) implements Shape {}

    /** The path starts with this text. */
    record Prefix(String start) implements Shape {}

    /** The path ends with this text, or is this text without its leading slash. */
    record Suffix(String end) implements Shape {}

    /** The expression matches the path. */
    record Wildcards(PathExpression expression) implements Shape {}

    /**
     * Reads one line that was cleaned before.
     *
     * @throws IllegalArgumentException with what is wrong, if the pattern is malformed
     */
    static IgnorePattern of(String line) {
        boolean exception = line.startsWith("!");
        var text = exception ? line.substring(1) : line;
        if (text.isEmpty()) {
            throw new IllegalArgumentException("nothing follows the '!'");
        }
        GlobSyntax.check(text);
        return new IgnorePattern(text, exception, GlobTranslation.of(text));
    }

    boolean matches(String path) {
        return switch (shape) {
            case Exact(var whole) -> path.equals(whole);
            case Prefix(var start) -> path.startsWith(start);
            case Suffix(var end) -> path.endsWith(end) || (end.startsWith("/") && path.equals(end.substring(1)));
            case Wildcards(var expression) -> expression.matches(path);
        };
    }

    /** Whether something below a directory could match, so that the directory has to be walked. */
    boolean couldMatchBelow(String directory) {
        var prefix = directory + "/";
        return switch (shape) {
            case Exact(var whole) -> whole.startsWith(prefix);
            case Prefix(var start) -> start.startsWith(prefix) || prefix.startsWith(start);
            case Suffix ignored -> true;
            case Wildcards(var expression) -> expression.couldMatchAfter(prefix);
        };
    }
}
