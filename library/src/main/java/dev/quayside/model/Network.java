package dev.quayside.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network of an app.
 *
 * @param key its key in the file
 * @param name the name under which the engine knows it
 * @param external whether it exists already and is only used
 * @param internal whether it has no way to the outside
 * @param pools its address ranges; none: the engine chooses
 * @param withoutIpv4 whether its containers get no IPv4 addresses
 * @param addressOptions for whatever gives out its addresses
 */
public record Network(
        String key,
        String name,
        boolean external,
        Optional<String> driver,
        Map<String, String> driverOptions,
        boolean internal,
        boolean attachable,
        boolean ipv6,
        List<AddressPool> pools,
        Map<String, String> labels,
        boolean withoutIpv4,
        Map<String, String> addressOptions) {
    /** The key of the network that services join when the file names none. */
    public static final String DEFAULT = "default";

    /** An address range, each part in CIDR or address notation. */
    public record AddressPool(
            Optional<String> subnet,
            Optional<String> gateway,
            Optional<String> ipRange,
            Map<String, String> auxiliaryAddresses) {
        public AddressPool {
            auxiliaryAddresses = Ordered.copyOf(auxiliaryAddresses);
        }
    }

    /** A network with IPv4. */
    public Network(
            String key,
            String name,
            boolean external,
            Optional<String> driver,
            Map<String, String> driverOptions,
            boolean internal,
            boolean attachable,
            boolean ipv6,
            List<AddressPool> pools,
            Map<String, String> labels) {
        this(key, name, external, driver, driverOptions, internal, attachable, ipv6, pools, labels, false, Map.of());
    }

    public Network {
        driverOptions = Ordered.copyOf(driverOptions);
        pools = List.copyOf(pools);
        labels = Ordered.copyOf(labels);
        addressOptions = Ordered.copyOf(addressOptions);
    }

    /** A network with the engine's defaults. */
    public static Network named(String key, String name) {
        return new Network(key, name, false, Optional.empty(), Map.of(), false, false, false, List.of(), Map.of());
    }
}
