package dev.quayside.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Makes a project smaller, file by file, line by line and item by item, for as long as something holds for it. */
final class Minimizer {
    /** What is smaller after so many tries is small enough to be looked at. */
    private static final int MOST_TRIES = 300;

    private final Predicate<Variant> holds;
    private int tries;

    private Minimizer(Predicate<Variant> holds) {
        this.holds = holds;
    }

    /** The smallest that was found; it may be what is given. */
    static Variant minimize(Variant variant, Predicate<Variant> holds) {
        var minimizer = new Minimizer(holds);
        Variant smallest = variant;
        Optional<Variant> smaller = minimizer.smaller(smallest);
        while (smaller.isPresent()) {
            smallest = smaller.get();
            smaller = minimizer.smaller(smallest);
        }
        return smallest;
    }

    private Optional<Variant> smaller(Variant variant) {
        for (Variant candidate : candidates(variant)) {
            if (tries++ >= MOST_TRIES) {
                return Optional.empty();
            }
            if (holds.test(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static List<Variant> candidates(Variant variant) {
        var candidates = new ArrayList<Variant>();
        for (String name : variant.files().keySet()) {
            if (!name.equals("compose.yaml")) {
                var fewer = new LinkedHashMap<>(variant.files());
                fewer.remove(name);
                candidates.add(with(variant, fewer));
            }
        }
        variant.files()
                .forEach((name, text) -> FlowItems.without(text).forEach(shorter -> {
                    var files = new LinkedHashMap<>(variant.files());
                    files.put(name, shorter);
                    candidates.add(with(variant, files));
                }));
        return candidates;
    }

    private static Variant with(Variant variant, Map<String, String> files) {
        return new Variant(variant.line(), files, variant.flag());
    }
}
