package dev.quayside.compose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Few choices from several lists, such that any two alternatives of any two lists meet in one of them. */
final class Pairwise {
    private final int[] sizes;
    private final Set<Pair> open = new LinkedHashSet<>();

    /** Two alternatives of two lists. */
    private record Pair(int first, int one, int second, int other) {}

    private Pairwise(int... sizes) {
        this.sizes = sizes;
        for (int first = 0; first < sizes.length; first++) {
            for (int second = first + 1; second < sizes.length; second++) {
                for (int one = 0; one < sizes[first]; one++) {
                    for (int other = 0; other < sizes[second]; other++) {
                        open.add(new Pair(first, one, second, other));
                    }
                }
            }
        }
    }

    /** Each row has the number of an alternative for each list, which are as long as this says. */
    static List<List<Integer>> rows(int... sizes) {
        var pairwise = new Pairwise(sizes);
        var rows = new ArrayList<List<Integer>>();
        while (!pairwise.open.isEmpty()) {
            rows.add(pairwise.row());
        }
        return rows;
    }

    private List<Integer> row() {
        int[] row = new int[sizes.length];
        Arrays.fill(row, -1);
        Pair seed = open.iterator().next();
        row[seed.first()] = seed.one();
        row[seed.second()] = seed.other();
        for (int list = 0; list < sizes.length; list++) {
            if (row[list] < 0) {
                row[list] = best(row, list);
            }
        }
        open.removeAll(pairs(row));
        return Arrays.stream(row).boxed().toList();
    }

    private int best(int[] row, int list) {
        int best = 0;
        long most = -1;
        for (int alternative = 0; alternative < sizes[list]; alternative++) {
            row[list] = alternative;
            long covered = pairs(row).stream().filter(open::contains).count();
            if (covered > most) {
                most = covered;
                best = alternative;
            }
        }
        return best;
    }

    private static Set<Pair> pairs(int... row) {
        var pairs = new HashSet<Pair>();
        for (int first = 0; first < row.length; first++) {
            for (int second = first + 1; second < row.length; second++) {
                if (row[first] >= 0 && row[second] >= 0) {
                    pairs.add(new Pair(first, row[first], second, row[second]));
                }
            }
        }
        return pairs;
    }
}
