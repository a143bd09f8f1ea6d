package dev.quayside.engine.docker;

import java.time.Instant;
import java.util.Map;

/**
 * A volume.
 *
 * @param id the same as the name: the engine gives volumes no other id
 * @param driver such as {@code local}
 * @param mountpoint where its data is on the engine's host
 * @param scope {@code local} or {@code global}
 * @param created when it was created; the epoch if the engine does not say
 * @param options of its driver
 */
public record DockerVolume(
        String id,
        String name,
        String driver,
        String mountpoint,
        String scope,
        Instant created,
        Map<String, String> labels,
        Map<String, String> options) {
    /** Copies the maps. */
    public DockerVolume {
        labels = Map.copyOf(labels);
        options = Map.copyOf(options);
    }
}
