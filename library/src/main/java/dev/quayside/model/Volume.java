package dev.quayside.model;

import java.util.Map;
import java.util.Optional;

/**
 * A named volume of an app.
 *
 * @param key its key in the file
 * @param name the name under which the engine knows it
 * @param external whether it exists already and is only used
 */
public record Volume(
        String key,
        String name,
        boolean external,
        Optional<String> driver,
        Map<String, String> driverOptions,
        Map<String, String> labels) {
    public Volume {
        driverOptions = Ordered.copyOf(driverOptions);
        labels = Ordered.copyOf(labels);
    }

    /** A volume with the engine's defaults. */
    public static Volume named(String key, String name) {
        return new Volume(key, name, false, Optional.empty(), Map.of(), Map.of());
    }
}
