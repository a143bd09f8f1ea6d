package dev.quayside.model;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A named volume of an app.
 *
 * @param key its key in the file
 * @param name the name under which the engine knows it
 * @param external whether it exists already and is only used
 * @param sizeBytes how large it is made where volumes have a size; empty: as whoever deploys it says
 */
public record Volume(
        String key,
        String name,
        boolean external,
        Optional<String> driver,
        Map<String, String> driverOptions,
        Map<String, String> labels,
        OptionalLong sizeBytes,
        Access access) {
    /** From where a volume can be written at the same time. */
    public enum Access {
        /** From one node of a cluster. */
        ONE_NODE,
        /** From every node, which not every storage can. */
        MANY_NODES
    }

    public Volume {
        driverOptions = Ordered.copyOf(driverOptions);
        labels = Ordered.copyOf(labels);
    }

    /** A volume of no certain size, used on one node. */
    public Volume(
            String key,
            String name,
            boolean external,
            Optional<String> driver,
            Map<String, String> driverOptions,
            Map<String, String> labels) {
        this(key, name, external, driver, driverOptions, labels, OptionalLong.empty(), Access.ONE_NODE);
    }

    /** A volume with the engine's defaults. */
    public static Volume named(String key, String name) {
        return new Volume(key, name, false, Optional.empty(), Map.of(), Map.of());
    }
}
