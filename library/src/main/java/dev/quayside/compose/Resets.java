package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a later document takes back of those before it with {@code !reset} or {@code !override}: a tree of the keys that lead there. */
final class Resets {
    private final Map<String, Resets> below = new HashMap<>();
    private boolean whole;

    private Resets() {}

    static Resets of(List<KeyPath> paths) {
        var resets = new Resets();
        for (KeyPath path : paths) {
            Resets at = resets;
            for (String name : path.names()) {
                at = at.below.computeIfAbsent(name, key -> new Resets());
            }
            at.whole = true;
        }
        return resets;
    }

    /** The tree without all of that. */
    MappingNode apply(MappingNode base) {
        return below.isEmpty() ? base : base.filterAll((name, entry) -> kept(below.get(name), entry.value()));
    }

    private static Optional<Node> kept(@Nullable Resets resets, Node value) {
        if (resets == null) {
            return Optional.of(value);
        }
        if (resets.whole) {
            return Optional.empty();
        }
        return Optional.of(value instanceof MappingNode mapping ? resets.apply(mapping) : value);
    }
}
