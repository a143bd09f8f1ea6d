package dev.quayside.engine.kubernetes;

import dev.quayside.json.JsonObject;
import dev.quayside.model.App;
import dev.quayside.model.Attachment;
import dev.quayside.model.ContainerPort;
import dev.quayside.model.Network;
import dev.quayside.model.NetworkMode;
import dev.quayside.model.PortMapping;
import dev.quayside.model.PortName;
import dev.quayside.model.Service;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How services reach each other and are reached: Services and NetworkPolicies. */
final class NetworkMapping {
    private static final int DNS = 53;

    private final App app;
    private final String namespace;
    private final ManifestOptions options;
    private final MappingReport report;

    NetworkMapping(App app, String namespace, ManifestOptions options, MappingReport report) {
        this.app = app;
        this.namespace = namespace;
        this.options = options;
        this.report = report;
    }

    List<Manifest> manifests() {
        var manifests = new ArrayList<Manifest>();
        for (Service service : app.services().values()) {
            if (service.connectivity().mode() instanceof NetworkMode.Networks) {
                checkPortNames(service);
                manifests.add(service(service));
                new PublishingMapping(app, service, namespace, options, report)
                        .manifest()
                        .ifPresent(manifests::add);
            }
        }
        aliasOwners().forEach((alias, owner) -> manifests.add(alias(alias, owner)));
        app.networks().values().stream()
                .filter(network -> !members(network).isEmpty())
                .forEach(network -> manifests.add(policy(network)));
        app.services().values().stream()
                .filter(service -> service.connectivity().mode() instanceof NetworkMode.None)
                .forEach(service -> manifests.add(isolation(service)));
        return manifests;
    }

    /** The further names of a service, in whatever network. */
    Set<String> aliases(Service service) {
        var aliases = new TreeSet<String>();
        service.connectivity().attachments().values().stream()
                .map(Attachment::aliases)
                .forEach(aliases::addAll);
        service.lifecycle().containerName().filter(Names::isServiceName).ifPresent(aliases::add);
        aliases.removeIf(service.name()::equalsIgnoreCase);
        return aliases;
    }

    /** Which service each alias means: on Docker it may mean several, in one network or another. */
    private Map<String, Service> aliasOwners() {
        var names = new TreeMap<String, Service>(String.CASE_INSENSITIVE_ORDER);
        app.services().values().forEach(service -> names.put(service.name(), service));
        var owners = new TreeMap<String, Service>(String.CASE_INSENSITIVE_ORDER);
        for (Service service : app.services().values()) {
            for (String alias : aliases(service)) {
                Service other = Optional.ofNullable(names.get(alias)).orElse(owners.get(alias));
                if (other == null) {
                    owners.put(alias, service);
                } else if (!other.equals(service)) {
                    report.refused(
                            "services." + service.name() + ".networks",
                            "the alias '" + alias + "' means the service '" + other.name()
                                    + "', too; on Kubernetes a name means one thing");
                }
            }
        }
        return owners;
    }

    /**
     * Every port that the file or the image names. The number inside is what other services use, whatever it is published as.
     */
    Set<ContainerPort> ports(Service service) {
        var ports = new LinkedHashSet<ContainerPort>();
        service.connectivity().ports().stream().map(PortMapping::containerPort).forEach(ports::add);
        ports.addAll(service.connectivity().expose());
        options.image(service).ifPresent(image -> ports.addAll(image.exposedPorts()));
        return ports;
    }

    static List<JsonObject> containerPorts(Set<ContainerPort> ports) {
        return ports.stream()
                .map(port -> new JsonObject()
                        .put("name", name(port))
                        .put("containerPort", port.number())
                        .put("protocol", port.protocol().name()))
                .toList();
    }

    static String name(ContainerPort port) {
        return port.protocol().name().toLowerCase(Locale.ROOT) + "-" + port.number();
    }

    /** The ports of a Service, called and described as the file does it. */
    static List<JsonObject> servicePorts(Service service, Iterable<ContainerPort> ports) {
        var objects = new ArrayList<JsonObject>();
        for (ContainerPort port : ports) {
            PortName called = service.connectivity().portNames().getOrDefault(port, PortName.NONE);
            objects.add(new JsonObject()
                    .put("name", called.name().orElse(name(port)))
                    .put("port", port.number())
                    .put("targetPort", port.number())
                    .put("protocol", port.protocol().name())
                    .putUnlessEmpty("appProtocol", called.protocol().orElse("")));
        }
        return objects;
    }

    private void checkPortNames(Service service) {
        String place = "services." + service.name() + ".ports[].";
        var names = new TreeSet<String>();
        for (ContainerPort port : ports(service)) {
            PortName called = service.connectivity().portNames().getOrDefault(port, PortName.NONE);
            String name = called.name().orElse(name(port));
            if (!Names.isDnsLabel(name)) {
                report.refused(place + "name", "'" + name + "' is no name of a port on Kubernetes");
            } else if (!names.add(name)) {
                report.refused(place + "name", "two ports are called '" + name + "'");
            }
            called.protocol()
                    .filter(word -> !Names.isAnnotation(word))
                    .ifPresent(word -> report.refused(
                            place + "app_protocol", "'" + word + "' is no protocol's name on Kubernetes"));
        }
    }

    private Manifest service(Service service) {
        String name = Names.dnsLabel("service", service.name());
        if (ports(service).isEmpty()) {
            report.approximated(
                    "services." + service.name() + ".expose",
                    "the file names no port of it: its name leads to the pods of the moment, on any port; name its ports for an"
                            + " address that stays");
        }
        return service(service, name, ManifestLabels.ofService(app, service), ports(service));
    }

    private Manifest alias(String alias, Service owner) {
        return service(owner, Names.dnsLabel("alias", alias), ManifestLabels.ofAlias(app, alias), ports(owner));
    }

    private Manifest service(Service service, String name, Map<String, String> selector, Set<ContainerPort> ports) {
        var spec = new JsonObject();
        if (ports.isEmpty()) {
            spec.put("clusterIP", "None").put("publishNotReadyAddresses", true);
        } else if (service.orchestration().rollout().headless()) {
            spec.put("clusterIP", "None");
        }
        spec.put("selector", selector);
        if (!ports.isEmpty()) {
            spec.putObjects("ports", servicePorts(service, ports));
        }
        return AppManifests.manifest(
                "v1",
                "Service",
                ManifestLabels.metadata(app, namespace, name, "service", service.name()),
                new JsonObject().put("spec", spec));
    }

    private List<Service> members(Network network) {
        return app.services().values().stream()
                .filter(service -> service.connectivity().attachments().containsKey(network.key()))
                .toList();
    }

    /**
     * Members reach each other, and anyone reaches what they publish. Policies add up: one that limits nothing in a direction
     * says so, or a member of an internal network could not reach out through another.
     */
    private Manifest policy(Network network) {
        String place = "networks." + network.key();
        report.approximated(place, "whether networks are kept apart depends on the cluster's network plug-in");
        sayWhatDiffers(network);
        var self = peer(ManifestLabels.ofNetwork(app, network.key()));
        var ingress = new ArrayList<JsonObject>();
        ingress.add(new JsonObject().putObjects("from", List.of(self)));
        var publishedPorts = new LinkedHashSet<ContainerPort>();
        for (Service member : members(network)) {
            member.connectivity().ports().stream()
                    .map(PortMapping::containerPort)
                    .forEach(publishedPorts::add);
        }
        if (!publishedPorts.isEmpty()) {
            ingress.add(new JsonObject().putObjects("ports", policyPorts(publishedPorts)));
        }
        var egress = new ArrayList<JsonObject>();
        if (network.internal()) {
            egress.add(new JsonObject().putObjects("to", List.of(self)));
            egress.add(nameService());
        } else {
            egress.add(new JsonObject());
        }
        String name = "network-" + Names.objectName(network.key());
        return policy(name, "network", network.key(), ManifestLabels.ofNetwork(app, network.key()), ingress, egress);
    }

    private void sayWhatDiffers(Network network) {
        sayIf(network.external(), network, "external");
        sayIf(!network.pools().isEmpty() || !network.addressOptions().isEmpty(), network, "ipam");
        sayIf(network.driver().isPresent(), network, "driver");
        sayIf(!network.driverOptions().isEmpty(), network, "driver_opts");
        sayIf(network.ipv6(), network, "enable_ipv6");
        sayIf(network.withoutIpv4(), network, "enable_ipv4");
        sayIf(network.attachable(), network, "attachable");
        sayIf(!network.labels().isEmpty(), network, "labels");
        boolean named = !network.name().equals(app.name() + "_" + network.key());
        sayIf(named && !network.external(), network, "name");
        for (Service member : app.services().values()) {
            Optional.ofNullable(member.connectivity().attachments().get(network.key()))
                    .ifPresent(joined -> sayWhatDiffers(member, network, joined));
        }
    }

    private void sayWhatDiffers(Service member, Network network, Attachment joined) {
        sayIf(joined.ipv4Address().isPresent(), member, network, "ipv4_address");
        sayIf(joined.ipv6Address().isPresent(), member, network, "ipv6_address");
        sayIf(!joined.linkLocalAddresses().isEmpty(), member, network, "link_local_ips");
        sayIf(joined.macAddress().isPresent(), member, network, "mac_address");
        sayIf(!joined.driverOptions().isEmpty(), member, network, "driver_opts");
        sayIf(joined.priority() != 0, member, network, "priority");
        sayIf(joined.gatewayPriority().orElse(0) != 0, member, network, "gw_priority");
        sayIf(joined.interfaceName().isPresent(), member, network, "interface_name");
    }

    private void sayIf(boolean present, Network network, String key) {
        if (present) {
            report.keyAt("networks.NAME." + key, "networks." + network.key() + "." + key);
        }
    }

    private void sayIf(boolean present, Service member, Network network, String key) {
        if (present) {
            report.keyAt(
                    "services.NAME.networks.NAME." + key,
                    "services." + member.name() + ".networks." + network.key() + "." + key);
        }
    }

    private Manifest isolation(Service service) {
        String name = "isolated-" + Names.objectName(service.name());
        return policy(name, "service", service.name(), ManifestLabels.ofService(app, service), List.of(), List.of());
    }

    private Manifest policy(
            String name,
            String kind,
            String key,
            Map<String, String> pods,
            List<JsonObject> ingress,
            List<JsonObject> egress) {
        var spec = new JsonObject()
                .put("podSelector", new JsonObject().put("matchLabels", pods))
                .putTexts("policyTypes", List.of("Ingress", "Egress"))
                .putObjects("ingress", ingress)
                .putObjects("egress", egress);
        return AppManifests.manifest(
                "networking.k8s.io/v1",
                "NetworkPolicy",
                ManifestLabels.metadata(app, namespace, name, kind, key),
                new JsonObject().put("spec", spec));
    }

    private static JsonObject peer(Map<String, String> labels) {
        return new JsonObject().put("podSelector", new JsonObject().put("matchLabels", labels));
    }

    /** The cluster's name service may be anywhere. */
    private static JsonObject nameService() {
        var ports = new LinkedHashSet<ContainerPort>();
        ports.add(new ContainerPort(DNS, ContainerPort.Protocol.UDP));
        ports.add(new ContainerPort(DNS, ContainerPort.Protocol.TCP));
        return new JsonObject().putObjects("ports", policyPorts(ports));
    }

    private static List<JsonObject> policyPorts(Set<ContainerPort> ports) {
        return ports.stream()
                .map(port ->
                        new JsonObject().put("protocol", port.protocol().name()).put("port", port.number()))
                .toList();
    }
}
