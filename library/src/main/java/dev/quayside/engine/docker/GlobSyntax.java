package dev.quayside.engine.docker;

/**
 * Decides whether a pattern is well-formed as Docker does: it compares it with {@code "."} by Go's {@code filepath.Match}.
 *
 * <p>That comparison ends at the first part, from star to star, that does not match, so what follows is not looked at.
 */
final class GlobSyntax {
    private final String pattern;
    private int at;
    private int chunkEnd;
    private boolean acceptsDot;

    private GlobSyntax(String pattern) {
        this.pattern = pattern;
    }

    /** Throws IllegalArgumentException with what is wrong, if something is. */
    static void check(String pattern) {
        new GlobSyntax(pattern).checkChunks();
    }

    private void checkChunks() {
        boolean dotLeft = true;
        while (at < pattern.length()) {
            while (at < pattern.length() && pattern.charAt(at) == '*') {
                at++;
            }
            chunkEnd = endOfChunk();
            int elements = checkChunk();
            if (!dotLeft || elements != 1 || !acceptsDot) {
                return;
            }
            dotLeft = false;
        }
    }

    private int endOfChunk() {
        boolean inClass = false;
        for (int i = at; i < pattern.length(); i++) {
            switch (pattern.charAt(i)) {
                case '\\' -> i++;
                case '[' -> inClass = true;
                case ']' -> inClass = false;
                case '*' -> {
                    if (!inClass) {
                        return i;
                    }
                }
                default -> {}
            }
        }
        return pattern.length();
    }

    /** Checks a chunk, and counts the characters that it stands for. */
    private int checkChunk() {
        int elements = 0;
        while (at < chunkEnd) {
            elements++;
            char c = pattern.charAt(at++);
            acceptsDot = c == '.' || c == '?';
            if (c == '[') {
                acceptsDot = checkClass();
            } else if (c == '\\') {
                if (at >= chunkEnd) {
                    throw new IllegalArgumentException("it ends with a backslash");
                }
                acceptsDot = pattern.charAt(at++) == '.';
            }
        }
        return elements;
    }

    /** Checks a class; whether it accepts a dot is the answer. */
    private boolean checkClass() {
        boolean negated = at < chunkEnd && pattern.charAt(at) == '^';
        at += negated ? 1 : 0;
        boolean dot = false;
        for (int ranges = 0; ; ranges++) {
            if (ranges > 0 && at < chunkEnd && pattern.charAt(at) == ']') {
                at++;
                return dot != negated;
            }
            int low = member();
            int high = low;
            if (pattern.charAt(at) == '-') {
                at++;
                high = member();
            }
            dot |= low <= '.' && '.' <= high;
        }
    }

    private int member() {
        if (at < chunkEnd && (pattern.charAt(at) == '-' || pattern.charAt(at) == ']')) {
            throw new IllegalArgumentException("'" + pattern.charAt(at) + "' stands in a class without a backslash");
        }
        if (at < chunkEnd && pattern.charAt(at) == '\\') {
            at++;
        }
        int character = 0;
        if (at < chunkEnd) {
            character = pattern.codePointAt(at);
            at += Character.charCount(character);
        }
        if (at >= chunkEnd) {
            throw new IllegalArgumentException("a '[' has no ']'");
        }
        return character;
    }
}
