package dev.quayside.engine.docker;

import java.util.ArrayDeque;
import java.util.Optional;

/** Cleans one line of an ignore file, in the steps and with the definition of white space that Docker uses. */
final class IgnoreLine {
    private static final int LONGEST = (64 << 10) - 1;

    private IgnoreLine() {}

    /** The pattern of a line, or nothing for a comment or an empty line. */
    static Optional<String> clean(String line) {
        if (line.length() > LONGEST) {
            throw new IllegalArgumentException("it is longer than 64 KiB");
        }
        var trimmed = trim(line);
        if (line.startsWith("#") || trimmed.isEmpty()) {
            return Optional.empty();
        }
        boolean exception = trimmed.startsWith("!");
        var pattern = exception ? trim(trimmed.substring(1)) : trimmed;
        if (!pattern.isEmpty()) {
            pattern = cleanPath(pattern);
            pattern = pattern.length() > 1 && pattern.startsWith("/") ? pattern.substring(1) : pattern;
        }
        // The reader of the file cleans a pattern and so does the matcher, the second time together with the '!'.
        var again = trim(exception ? "!" + pattern : pattern);
        return again.isEmpty() ? Optional.empty() : Optional.of(cleanPath(again));
    }

    /** The shortest path that means the same: no empty parts, no {@code .}, no {@code ..} after a name. */
    static String cleanPath(String path) {
        boolean absolute = path.startsWith("/");
        var parts = new ArrayDeque<String>();
        for (var part : path.split("/", -1)) {
            if (part.equals("..")) {
                if (!parts.isEmpty() && !parts.getLast().equals("..")) {
                    parts.removeLast();
                } else if (!absolute) {
                    parts.addLast(part);
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        var joined = String.join("/", parts);
        return absolute ? "/" + joined : joined.isEmpty() ? "." : joined;
    }

    private static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (start < end && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return (c >= '\t' && c <= '\r') || c == 0x85 || Character.isSpaceChar(c);
    }
}
