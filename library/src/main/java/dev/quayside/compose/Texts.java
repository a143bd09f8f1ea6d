package dev.quayside.compose;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Questions about text that several parts of the reader ask. */
final class Texts {
    private Texts() {}

    /** The text with escapes for characters that would act on a terminal or turn the direction of writing. */
    static String visible(String text) {
        var visible = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            boolean hidden = Character.isISOControl(at) || Character.getType(at) == Character.FORMAT;
            visible.append(hidden ? String.format(Locale.ROOT, "\\u%04x", (int) at) : Character.toString(at));
        }
        return visible.toString();
    }

    /** The place of a character in a file's text. */
    static Position position(String file, String text, int index) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < Math.min(index, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new Position(file, line, text.codePointCount(start, Math.min(index, text.length())) + 1);
    }

    /** The candidate that a mistyped word most likely means. */
    static Optional<String> nearest(String word, Collection<String> candidates) {
        if (word.length() > 64) {
            return Optional.empty();
        }
        int limit = Math.max(1, word.length() / 3);
        return candidates.stream()
                .filter(candidate -> Math.abs(candidate.length() - word.length()) <= limit)
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .filter(candidate -> distance(word, candidate) <= limit);
    }

    /** How many letters must be changed, added, removed or swapped with their neighbour to turn one word into the other. */
    private static int distance(String from, String to) {
        String left = from.toLowerCase(Locale.ROOT);
        String right = to.toLowerCase(Locale.ROOT);
        int[][] costs = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                costs[i][j] = i == 0 || j == 0 ? i + j : step(left, right, costs, i, j);
            }
        }
        return costs[left.length()][right.length()];
    }

    private static int step(String left, String right, int[][] costs, int i, int j) {
        boolean same = left.charAt(i - 1) == right.charAt(j - 1);
        int cost = Math.min(costs[i - 1][j - 1] + (same ? 0 : 1), Math.min(costs[i - 1][j], costs[i][j - 1]) + 1);
        boolean swapped = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        return swapped ? Math.min(cost, costs[i - 2][j - 2] + 1) : cost;
    }
}
