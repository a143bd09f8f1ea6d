package dev.quayside.engine.kubernetes;

import dev.quayside.model.App;
import java.util.HashMap;
import java.util.Map;

/** How many services are before each, one waiting for the other. Not thread-safe. */
final class Waves {
    private final App app;
    private final Map<String, Integer> known = new HashMap<>();

    Waves(App app) {
        this.app = app;
    }

    /** The wave of a service of the app; 0 if it waits for none. */
    int of(String service) {
        Integer wave = known.get(service);
        if (wave != null) {
            return wave;
        }
        // Counts for a service that waits for itself, which no reader lets pass.
        known.put(service, 0);
        int found = 0;
        var definition = app.services().get(service);
        if (definition != null) {
            for (String needed : definition.dependsOn().keySet()) {
                if (app.services().containsKey(needed)) {
                    found = Math.max(found, 1 + of(needed));
                }
            }
        }
        known.put(service, found);
        return found;
    }
}
