package dev.quayside.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a service reaches others and is reached.
 *
 * @param expose container ports that other services use, without publishing them on the host
 * @param extraHosts host names and their addresses; {@code host-gateway} stands for the engine's host
 * @param portNames what the file calls ports, and what is spoken there
 */
public record Connectivity(
        NetworkMode mode,
        List<PortMapping> ports,
        List<ContainerPort> expose,
        Map<String, List<String>> extraHosts,
        List<String> dns,
        List<String> dnsSearch,
        List<String> dnsOptions,
        Optional<String> macAddress,
        Map<ContainerPort, PortName> portNames) {
    /** Attached to the app's default network, nothing published. */
    public static final Connectivity DEFAULT = new Connectivity(
            NetworkMode.ofDefault(), List.of(), List.of(), Map.of(), List.of(), List.of(), List.of(), Optional.empty());

    public Connectivity {
        ports = List.copyOf(ports);
        expose = List.copyOf(expose);
        extraHosts = Ordered.copyOf(extraHosts);
        dns = List.copyOf(dns);
        dnsSearch = List.copyOf(dnsSearch);
        dnsOptions = List.copyOf(dnsOptions);
        portNames = Ordered.copyOf(portNames);
    }

    /** Without names for ports. */
    public Connectivity(
            NetworkMode mode,
            List<PortMapping> ports,
            List<ContainerPort> expose,
            Map<String, List<String>> extraHosts,
            List<String> dns,
            List<String> dnsSearch,
            List<String> dnsOptions,
            Optional<String> macAddress) {
        this(mode, ports, expose, extraHosts, dns, dnsSearch, dnsOptions, macAddress, Map.of());
    }

    /** The networks this service joins, by key; none when it uses the host's or another's. */
    public Map<String, Attachment> attachments() {
        return mode instanceof NetworkMode.Networks networks ? networks.attachments() : Map.of();
    }

    /** The same with these ports that only other services reach. */
    public Connectivity withExpose(List<ContainerPort> reached) {
        return new Connectivity(mode, ports, reached, extraHosts, dns, dnsSearch, dnsOptions, macAddress, portNames);
    }

    /** The same with these published ports. */
    public Connectivity withPorts(PortMapping... published) {
        return new Connectivity(
                mode, List.of(published), expose, extraHosts, dns, dnsSearch, dnsOptions, macAddress, portNames);
    }

    /** The same with another mode. */
    public Connectivity withMode(NetworkMode other) {
        return new Connectivity(other, ports, expose, extraHosts, dns, dnsSearch, dnsOptions, macAddress, portNames);
    }
}
