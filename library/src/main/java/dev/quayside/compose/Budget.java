package dev.quayside.compose;

/** Limits what short spellings expand to: a line such as {@code 1-65535:1-65535} stands for as many ports. */
final class Budget {
    /** Every port there is, and some more. */
    private static final int MAXIMUM = 70_000;

    private final Findings findings;
    private int spent;

    Budget(Findings findings) {
        this.findings = findings;
    }

    /** Takes as many items; false, with a finding, if that is more than is left. */
    boolean spend(int items, Position position) {
        if (items > MAXIMUM - spent) {
            findings.error(
                    position,
                    "the short spellings of this app expand to more than " + MAXIMUM + " items",
                    "write fewer or smaller ranges",
                    YamlGuard.SECTION);
            return false;
        }
        spent += items;
        return true;
    }
}
