package dev.quayside.engine.docker;

import dev.quayside.engine.Ownership;
import dev.quayside.engine.docker.AddressBook.Layout;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is written on a network beside its {@link Ownership}: how its subnets came about. */
final class NetworkLabels {
    private static final String LAYOUT = Ownership.PREFIX + "addresses";

    private NetworkLabels() {}

    /** Empty if no subnet was given when the network was made, so that no container can ask for an address. */
    static Optional<Layout> layout(Map<String, String> labels) {
        var text = labels.getOrDefault(LAYOUT, "");
        for (var layout : Layout.values()) {
            if (text(layout).equals(text)) {
                return Optional.of(layout);
            }
        }
        return Optional.empty();
    }

    /** The user's labels, and ours over them. */
    static Map<String, String> of(Map<String, String> users, Ownership ownership, Optional<Layout> layout) {
        var labels = new LinkedHashMap<>(users);
        labels.keySet().removeIf(key -> key.startsWith(Ownership.PREFIX));
        labels.putAll(ownership.labels());
        labels.put(LAYOUT, layout.map(NetworkLabels::text).orElse(""));
        return labels;
    }

    private static String text(Layout layout) {
        return layout.name().toLowerCase(Locale.ROOT);
    }
}
