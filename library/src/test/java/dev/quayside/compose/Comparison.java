package dev.quayside.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What docker compose and this reader make of the same projects, where that differs and is not wanted. */
final class Comparison {
    /** Whoever has corrected these runs it again. */
    private static final int MOST_SHOWN = 10;

    private final Oracle oracle;

    Comparison(Oracle oracle) {
        this.oracle = oracle;
    }

    /** The first differences, each with the smallest project that shows one. */
    List<String> differences(List<Variant> variants) throws Exception {
        List<String> theirs = oracle.askAll(variants);
        var differences = new ArrayList<String>();
        for (int i = 0; i < variants.size() && differences.size() < MOST_SHOWN; i++) {
            Variant variant = variants.get(i);
            if (isUnwanted(variant, theirs.get(i))) {
                differences.add(described(Minimizer.minimize(variant, this::isUnwanted)));
            }
        }
        return differences;
    }

    private boolean isUnwanted(Variant variant) {
        return isUnwanted(variant, ask(variant));
    }

    private static boolean isUnwanted(Variant variant, String theirs) {
        String ours = variant.read();
        return !ours.equals(theirs)
                && WantedDifference.of(variant.line(), theirs, ours).isEmpty();
    }

    private String ask(Variant variant) {
        try {
            return oracle.ask(variant);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String described(Variant variant) {
        var text = new StringBuilder(variant.line());
        variant.files()
                .forEach((name, content) ->
                        text.append("\n  ").append(name).append(":\n").append(content.indent(4)));
        return text.append("  docker compose: ")
                .append(ask(variant))
                .append("\n  quayside: ")
                .append(variant.read())
                .toString();
    }
}
