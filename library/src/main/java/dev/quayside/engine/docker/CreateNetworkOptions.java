package dev.quayside.engine.docker;

import dev.quayside.model.Network.AddressPool;
import java.util.List;
import java.util.Map;

/**
 * What a network is created with, beside its name.
 *
 * @param driver such as {@code bridge}; empty: the engine's default
 * @param driverOptions options of the driver
 * @param pools address ranges; none: the engine chooses
 * @param withoutIpv4 whether containers get no IPv4 addresses
 * @param addressOptions for whatever gives out the addresses
 */
public record CreateNetworkOptions(
        String driver,
        Map<String, String> driverOptions,
        boolean internal,
        boolean attachable,
        boolean ipv6,
        List<AddressPool> pools,
        Map<String, String> labels,
        boolean withoutIpv4,
        Map<String, String> addressOptions) {
    /** The engine's defaults. */
    public static final CreateNetworkOptions DEFAULT =
            new CreateNetworkOptions("", Map.of(), false, false, false, List.of(), Map.of());

    /** What is created with IPv4. */
    public CreateNetworkOptions(
            String driver,
            Map<String, String> driverOptions,
            boolean internal,
            boolean attachable,
            boolean ipv6,
            List<AddressPool> pools,
            Map<String, String> labels) {
        this(driver, driverOptions, internal, attachable, ipv6, pools, labels, false, Map.of());
    }

    /** Copies the collections. */
    public CreateNetworkOptions {
        driverOptions = Map.copyOf(driverOptions);
        pools = List.copyOf(pools);
        labels = Map.copyOf(labels);
        addressOptions = Map.copyOf(addressOptions);
    }

    /** The same with another driver. */
    public CreateNetworkOptions withDriver(String other) {
        return new CreateNetworkOptions(
                other, driverOptions, internal, attachable, ipv6, pools, labels, withoutIpv4, addressOptions);
    }

    /** The same without a way to the outside. */
    public CreateNetworkOptions withoutOutside() {
        return new CreateNetworkOptions(
                driver, driverOptions, true, attachable, ipv6, pools, labels, withoutIpv4, addressOptions);
    }

    /** The same with these address ranges. */
    public CreateNetworkOptions withPools(AddressPool... others) {
        return new CreateNetworkOptions(
                driver,
                driverOptions,
                internal,
                attachable,
                ipv6,
                List.of(others),
                labels,
                withoutIpv4,
                addressOptions);
    }

    /** The same with IPv6. */
    public CreateNetworkOptions withIpv6() {
        return new CreateNetworkOptions(
                driver, driverOptions, internal, attachable, true, pools, labels, withoutIpv4, addressOptions);
    }

    /** The same with these labels. */
    public CreateNetworkOptions withLabels(Map<String, String> others) {
        return new CreateNetworkOptions(
                driver, driverOptions, internal, attachable, ipv6, pools, others, withoutIpv4, addressOptions);
    }
}
