package dev.quayside.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody probably meant, for remedies. */
public final class Nearest {
    private static final int LONGEST = 64;
    private static final int SHORTEST_BEGINNING = 3;

    private Nearest() {}

    /** The known word nearest to what was written; empty if none is near. */
    public static Optional<String> to(String written, Collection<String> known) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        int limit = Math.max(1, written.length() / 3);
        return known.stream()
                .filter(word -> word.length() <= LONGEST)
                .filter(word -> Math.abs(word.length() - written.length()) <= limit || isBeginning(written, word))
                .map(word -> new Candidate(word, distance(written, word)))
                .filter(candidate -> candidate.distance() <= limit || isBeginning(written, candidate.word()))
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::word))
                .map(Candidate::word);
    }

    private record Candidate(String word, int distance) {}

    private static boolean isBeginning(String written, String word) {
        return written.length() >= SHORTEST_BEGINNING && word.startsWith(written);
    }

    /** How many characters must be added, removed, replaced or swapped with their neighbour, whatever their case. */
    static int distance(String from, String to) {
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
