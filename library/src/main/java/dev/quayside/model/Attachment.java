package dev.quayside.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a service joins one network.
 *
 * @param aliases further names under which the network knows it, beside the service's own
 * @param priority networks are joined from the highest to the lowest; the highest gives the default route
 * @param gatewayPriority the highest gives the default route, whatever the order of joining
 * @param interfaceName how its interface is called in the container; empty: the engine chooses
 * @param links containers outside of the app, as {@code NAME:ALIAS}, and the names under which this service alone knows them
 */
public record Attachment(
        List<String> aliases,
        Optional<String> ipv4Address,
        Optional<String> ipv6Address,
        List<String> linkLocalAddresses,
        Optional<String> macAddress,
        Map<String, String> driverOptions,
        int priority,
        OptionalInt gatewayPriority,
        Optional<String> interfaceName,
        List<String> links) {
    /** Joined under the service's name only, with an address that the engine chooses. */
    public static final Attachment PLAIN =
            new Attachment(List.of(), Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Map.of(), 0);

    /** Joined as usual: the priority alone gives the default route. */
    public Attachment(
            List<String> aliases,
            Optional<String> ipv4Address,
            Optional<String> ipv6Address,
            List<String> linkLocalAddresses,
            Optional<String> macAddress,
            Map<String, String> driverOptions,
            int priority) {
        this(
                aliases,
                ipv4Address,
                ipv6Address,
                linkLocalAddresses,
                macAddress,
                driverOptions,
                priority,
                OptionalInt.empty(),
                Optional.empty());
    }

    /** Joined without links to others. */
    public Attachment(
            List<String> aliases,
            Optional<String> ipv4Address,
            Optional<String> ipv6Address,
            List<String> linkLocalAddresses,
            Optional<String> macAddress,
            Map<String, String> driverOptions,
            int priority,
            OptionalInt gatewayPriority,
            Optional<String> interfaceName) {
        this(
                aliases,
                ipv4Address,
                ipv6Address,
                linkLocalAddresses,
                macAddress,
                driverOptions,
                priority,
                gatewayPriority,
                interfaceName,
                List.of());
    }

    public Attachment {
        links = List.copyOf(links);
        aliases = List.copyOf(aliases);
        linkLocalAddresses = List.copyOf(linkLocalAddresses);
        driverOptions = Ordered.copyOf(driverOptions);
    }

    /** The same under these further names and no others. */
    public Attachment renamed(List<String> others) {
        return new Attachment(
                others,
                ipv4Address,
                ipv6Address,
                linkLocalAddresses,
                macAddress,
                driverOptions,
                priority,
                gatewayPriority,
                interfaceName,
                links);
    }

    /** The same with these addresses. */
    public Attachment withAddresses(Optional<String> ipv4, Optional<String> ipv6) {
        return new Attachment(
                aliases,
                ipv4,
                ipv6,
                linkLocalAddresses,
                macAddress,
                driverOptions,
                priority,
                gatewayPriority,
                interfaceName,
                links);
    }

    /** The same with this MAC address, or one that the engine chooses. */
    public Attachment withMacAddress(Optional<String> other) {
        return new Attachment(
                aliases,
                ipv4Address,
                ipv6Address,
                linkLocalAddresses,
                other,
                driverOptions,
                priority,
                gatewayPriority,
                interfaceName,
                links);
    }

    /** The same, linked to these containers outside of the app. */
    public Attachment withLinks(List<String> others) {
        return new Attachment(
                aliases,
                ipv4Address,
                ipv6Address,
                linkLocalAddresses,
                macAddress,
                driverOptions,
                priority,
                gatewayPriority,
                interfaceName,
                others);
    }

    /** Joined under further names. */
    public static Attachment withAliases(String... aliases) {
        return new Attachment(
                List.of(aliases), Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Map.of(), 0);
    }
}
