package dev.quayside.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a service joins one network.
 *
 * @param aliases further names under which the network knows it, beside the service's own
 * @param priority networks are joined from the highest to the lowest; the highest gives the default route
 */
public record Attachment(
        List<String> aliases,
        Optional<String> ipv4Address,
        Optional<String> ipv6Address,
        List<String> linkLocalAddresses,
        Optional<String> macAddress,
        Map<String, String> driverOptions,
        int priority) {
    /** Joined under the service's name only, with an address that the engine chooses. */
    public static final Attachment PLAIN =
            new Attachment(List.of(), Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Map.of(), 0);

    public Attachment {
        aliases = List.copyOf(aliases);
        linkLocalAddresses = List.copyOf(linkLocalAddresses);
        driverOptions = Ordered.copyOf(driverOptions);
    }

    /** Joined under further names. */
    public static Attachment withAliases(String... aliases) {
        return new Attachment(
                List.of(aliases), Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Map.of(), 0);
    }
}
