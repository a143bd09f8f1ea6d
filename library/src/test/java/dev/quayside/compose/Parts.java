package dev.quayside.compose;

import java.util.List;
import java.util.stream.IntStream;

/** Cuts lists of generated projects into parts, of which one run compares one: {@code -Dquayside.generated.part} says which. */
final class Parts {
    private static final String PART = "quayside.generated.part";

    private static final int PARTS = Integer.getInteger("quayside.generated.parts", 20);

    private Parts() {}

    /** Every so manieth of all, so that no key is left out for long. */
    static <T> List<T> one(List<T> all) {
        return one(all, Integer.getInteger(PART, 0));
    }

    static int number() {
        return PARTS;
    }

    static <T> List<T> one(List<T> all, int part) {
        return IntStream.range(0, all.size())
                .filter(number -> number % PARTS == part)
                .mapToObj(all::get)
                .toList();
    }
}
