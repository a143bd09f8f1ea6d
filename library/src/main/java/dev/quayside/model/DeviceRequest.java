package dev.quayside.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Devices that the engine's drivers choose for a container, such as graphics processors.
 *
 * @param driver the driver that is asked; empty: any that has the capabilities
 * @param count how many; {@link #ALL} for as many as there are, 0 for those of the ids
 * @param ids the devices, as the driver calls them
 * @param capabilities what they must be able to do, such as {@code gpu}
 * @param options for the driver
 */
public record DeviceRequest(
        Optional<String> driver, long count, List<String> ids, List<String> capabilities, Map<String, String> options) {
    /** As many as there are. */
    public static final long ALL = -1;

    /** The capability of graphics processors. */
    public static final String GPU = "gpu";

    public DeviceRequest {
        ids = List.copyOf(ids);
        capabilities = List.copyOf(capabilities);
        options = Ordered.copyOf(options);
    }
}
