package dev.quayside.compose;

/**
 * One way of writing a value.
 *
 * @param first what a base says in it
 * @param second what is put over that, which differs where it can
 */
record Spelling(Kind kind, String first, String second) {
    /** What a value is written as. */
    enum Kind {
        TEXT,
        QUOTED,
        NUMBER,
        FLAG,
        VARIABLE,
        NULL,
        EMPTY,
        LIST,
        EMPTY_LIST,
        MAPPING,
        EMPTY_MAPPING
    }

    @Override
    public String toString() {
        return kind.name();
    }
}
