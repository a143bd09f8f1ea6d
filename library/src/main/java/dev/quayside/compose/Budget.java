package dev.quayside.compose;

/** Limits what a short text may stand for: a line such as {@code 1-65535:1-65535} stands for as many ports. */
final class Budget {
    /** Every port there is, and some more. */
    private static final int MOST_ITEMS = 70_000;

    /** What two of the largest files have. */
    private static final int MOST_VALUES = 2 * YamlGuard.MAXIMUM_NODES;

    private final Findings findings;
    private final long maximum;
    private final String problem;
    private final String remedy;
    private long spent;
    private boolean exceeded;

    private Budget(Findings findings, long maximum, String problem, String remedy) {
        this.findings = findings;
        this.maximum = maximum;
        this.problem = problem;
        this.remedy = remedy;
    }

    /** How many items short spellings may expand to. */
    static Budget ofItems(Findings findings) {
        return new Budget(
                findings,
                MOST_ITEMS,
                "the short spellings of this app expand to more than " + MOST_ITEMS + " items",
                "write fewer or smaller ranges");
    }

    /** How many values files may have that are merged, included, extended or named again and again. */
    static Budget ofValues(Findings findings) {
        return new Budget(
                findings,
                MOST_VALUES,
                "the files of this app merge, include or extend too much: more than " + MOST_VALUES + " values",
                "repeat less");
    }

    /** Takes as many; false if that is more than is left, and the first time with a finding. */
    boolean spend(long count, Position position) {
        if (count > maximum - spent) {
            if (!exceeded) {
                findings.beyondLimits(position, problem, remedy);
            }
            exceeded = true;
            return false;
        }
        spent += count;
        return true;
    }

    /** Takes as many as a tree has values; a budget that is exceeded does not count them. */
    boolean spend(Node tree) {
        return spend(exceeded ? maximum : tree.values(), tree.position());
    }
}
