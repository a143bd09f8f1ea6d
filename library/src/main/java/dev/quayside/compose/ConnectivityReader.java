package dev.quayside.compose;

import static dev.quayside.compose.AppReader.list;
import static dev.quayside.compose.AppReader.texts;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.Attachment;
import dev.quayside.model.Connectivity;
import dev.quayside.model.ContainerPort;
import dev.quayside.model.NetworkMode;
import dev.quayside.model.PortMapping;
import dev.quayside.model.PortName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes the model of how a service is connected. */
final class ConnectivityReader {
    private static final String OF_SERVICE = "service:";

    private final String name;
    private final MappingNode service;
    private final Findings findings;

    ConnectivityReader(String name, MappingNode service, Findings findings) {
        this.name = name;
        this.service = service;
        this.findings = findings;
    }

    Connectivity read() {
        NetworkMode mode = mode();
        checkLinks(mode);
        return new Connectivity(
                mode,
                ports(),
                exposed(),
                extraHosts(),
                list(service, "dns"),
                list(service, "dns_search"),
                list(service, "dns_opt"),
                service.text("mac_address"),
                portNames());
    }

    private void checkLinks(NetworkMode mode) {
        boolean joins = mode instanceof NetworkMode.Networks networks
                && !networks.attachments().isEmpty();
        if (service.has("external_links") && !joins) {
            findings.impossible(
                    service.at("external_links"),
                    "services." + name + ".external_links: it has no network in which it could reach them",
                    "give it a network of the other containers, or remove the links",
                    "services/external_links");
        }
    }

    private Map<ContainerPort, PortName> portNames() {
        Map<ContainerPort, PortName> names = new LinkedHashMap<>();
        for (Node item : service.items("ports")) {
            if (item instanceof MappingNode port && (port.has("name") || port.has("app_protocol"))) {
                target(port)
                        .ifPresent(container -> names.putIfAbsent(
                                container, new PortName(port.text("name"), port.text("app_protocol"))));
            }
        }
        return names;
    }

    private Optional<ContainerPort> target(MappingNode port) {
        return containerPort(
                port.text("target").orElse("0") + "/" + port.text("protocol").orElse("tcp"), port.position());
    }

    private NetworkMode mode() {
        String mode = service.text("network_mode").orElse("");
        return switch (mode) {
            case "" -> networks();
            case "host" -> new NetworkMode.Host();
            case "none" -> new NetworkMode.None();
            default -> {
                if (mode.startsWith(OF_SERVICE)) {
                    yield new NetworkMode.OfService(mode.substring(OF_SERVICE.length()));
                }
                unsupported(
                        "network_mode",
                        "the mode '" + mode + "'",
                        "write host, none or service:NAME, or use 'networks'");
                yield networks();
            }
        };
    }

    private NetworkMode networks() {
        if (!service.has("networks") && !service.has("provider") && !service.has("network_mode")) {
            findings.unsupported(
                    service.position(),
                    "services." + name + ": this version does not read an empty 'network_mode' yet",
                    "write none, or remove it",
                    "services/network_mode");
        }
        // Once one of the networks is preferred as gateway, the order of joining does not count for that.
        boolean preferred = service.mapping("networks").stream()
                .flatMap(networks -> networks.entries().values().stream())
                .anyMatch(ConnectivityReader::saysGatewayPriority);
        Map<String, Attachment> attachments = new LinkedHashMap<>();
        service.mapping("networks")
                .ifPresent(networks -> networks.entries()
                        .forEach((network, entry) -> attachments.put(
                                network,
                                entry.value() instanceof MappingNode attachment
                                        ? attachment(attachment, preferred)
                                        : Attachment.PLAIN)));
        List<String> links = links();
        if (!links.isEmpty()) {
            attachments.replaceAll((network, attachment) -> attachment.withLinks(links));
        }
        return new NetworkMode.Networks(attachments);
    }

    /** Containers outside of the app with the names under which the service knows them. */
    private List<String> links() {
        return list(service, "external_links").stream()
                .map(link -> link.contains(":") ? link : link + ":" + link)
                .toList();
    }

    private static boolean saysGatewayPriority(Node.Entry attachment) {
        return attachment.value() instanceof MappingNode known && known.has("gw_priority");
    }

    /**
     * How a network is joined.
     *
     * @param preferred whether the file says of any of the networks how far it is preferred as gateway
     */
    private Attachment attachment(MappingNode attachment, boolean preferred) {
        return new Attachment(
                list(attachment, "aliases"),
                attachment.text("ipv4_address"),
                attachment.text("ipv6_address"),
                list(attachment, "link_local_ips"),
                attachment.text("mac_address"),
                texts(attachment, "driver_opts"),
                priority(attachment, "priority"),
                preferred ? OptionalInt.of(priority(attachment, "gw_priority")) : OptionalInt.empty(),
                attachment.text("interface_name"));
    }

    private int priority(MappingNode attachment, String key) {
        long priority = attachment.text(key).map(Long::parseLong).orElse(0L);
        if (priority != (int) priority) {
            findings.impossible(
                    attachment.at(key),
                    "services." + name + ".networks: the " + key + " " + priority + " is out of range",
                    "write a smaller number",
                    "services/networks");
        }
        return (int) priority;
    }

    private List<PortMapping> ports() {
        var ports = new LinkedHashSet<PortMapping>();
        for (Node item : service.items("ports")) {
            if (item instanceof MappingNode port) {
                port(port).ifPresent(ports::add);
            }
        }
        return List.copyOf(ports);
    }

    private Optional<PortMapping> port(MappingNode port) {
        Optional<ContainerPort> target = target(port);
        String published = port.text("published").orElse("");
        Optional<PortSpec.Range> host = PortSpec.Range.parse(published);
        if (!published.isEmpty() && host.isEmpty()) {
            findings.impossible(
                    port.position(),
                    "services." + name + ".ports: '" + published + "' is not a port of the host",
                    "write a number from 1 to 65535",
                    "services/ports");
        }
        if (host.isPresent() && host.get().size() > 1) {
            unsupported("ports", "a range of host ports for one port of the container", "write one host port");
        }
        // Port 0 of the host asks the engine for a free one, like no port at all.
        OptionalInt number = host.map(PortSpec.Range::first)
                .filter(first -> first > 0)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
        return target.map(container -> new PortMapping(container, port.text("host_ip"), number));
    }

    private Optional<ContainerPort> containerPort(String text, Position position) {
        try {
            return Optional.of(ContainerPort.parse(text));
        } catch (QuaysideException e) {
            findings.impossible(position, "services." + name + ": " + e.problem(), e.remedy(), "services/ports");
            return Optional.empty();
        }
    }

    private List<ContainerPort> exposed() {
        var exposed = new ArrayList<ContainerPort>();
        for (Node item : service.items("expose")) {
            String[] parts = ((ScalarNode) item).text().split("/", 2);
            String protocol = parts.length > 1 ? "/" + parts[1] : "";
            PortSpec.Range range = PortSpec.Range.parse(parts[0]).orElse(new PortSpec.Range(0, 0));
            int last = findings.budget().spend(range.size(), item.position()) ? range.last() : -1;
            for (int port = range.first(); port <= last; port++) {
                containerPort(port == 0 ? ((ScalarNode) item).text() : port + protocol, item.position())
                        .ifPresent(exposed::add);
            }
        }
        return exposed;
    }

    private Map<String, List<String>> extraHosts() {
        Map<String, List<String>> hosts = new LinkedHashMap<>();
        for (String pair : list(service, "extra_hosts")) {
            String[] parts = pair.split("=", 2);
            if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
                findings.impossible(
                        service.at("extra_hosts"),
                        "services." + name + ".extra_hosts: '" + pair + "' lacks a name or an address",
                        "write NAME=ADDRESS",
                        "services/extra_hosts");
            } else {
                hosts.computeIfAbsent(parts[0], key -> new ArrayList<>()).add(parts[1]);
            }
        }
        return hosts;
    }

    private void unsupported(String key, String what, String remedy) {
        findings.unsupported(
                service.at(key),
                "services." + name + "." + key + ": this version does not read " + what + " yet",
                remedy,
                "services/" + key);
    }
}
