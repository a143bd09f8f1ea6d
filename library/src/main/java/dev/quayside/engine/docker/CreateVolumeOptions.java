package dev.quayside.engine.docker;

import java.util.Map;

/**
 * What a volume is created with, beside its name.
 *
 * @param driver empty: the engine's default, {@code local}
 */
public record CreateVolumeOptions(String driver, Map<String, String> driverOptions, Map<String, String> labels) {
    /** The engine's defaults. */
    public static final CreateVolumeOptions DEFAULT = new CreateVolumeOptions("", Map.of(), Map.of());

    /** Copies the maps. */
    public CreateVolumeOptions {
        driverOptions = Map.copyOf(driverOptions);
        labels = Map.copyOf(labels);
    }

    /** The same with another driver and its options. */
    public CreateVolumeOptions withDriver(String other, Map<String, String> options) {
        return new CreateVolumeOptions(other, options, labels);
    }

    /** The same with these labels. */
    public CreateVolumeOptions withLabels(Map<String, String> others) {
        return new CreateVolumeOptions(driver, driverOptions, others);
    }
}
