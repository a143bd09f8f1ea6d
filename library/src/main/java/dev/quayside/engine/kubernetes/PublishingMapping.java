package dev.quayside.engine.kubernetes;

import dev.quayside.json.JsonObject;
import dev.quayside.model.App;
import dev.quayside.model.ContainerPort;
import dev.quayside.model.ContainerPort.Protocol;
import dev.quayside.model.Orchestration.Exposure;
import dev.quayside.model.PortMapping;
import dev.quayside.model.Service;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The way in from outside the cluster to what a service publishes. What is published on the loopback address stays inside. */
final class PublishingMapping {
    private static final String PREFIX = "PathPrefix";

    private final App app;
    private final Service service;
    private final String namespace;
    private final ManifestOptions options;
    private final MappingReport report;
    private final String place;

    PublishingMapping(App app, Service service, String namespace, ManifestOptions options, MappingReport report) {
        this.app = app;
        this.service = service;
        this.namespace = namespace;
        this.options = options;
        this.report = report;
        this.place = "services." + service.name() + ".ports";
    }

    /** The object that leads in; empty if a port forward does. */
    Optional<Manifest> manifest() {
        Exposure exposure = service.orchestration().exposure().orElseGet(() -> exposure(options.publish()));
        Set<ContainerPort> outside = outside(exposure == Exposure.Plain.FORWARD);
        if (outside.isEmpty()) {
            return Optional.empty();
        }
        return switch (exposure) {
            case Exposure.Plain plain -> {
                report.approximated(place, "the cluster chooses addresses and ports outside");
                yield Optional.of(service(plain == Exposure.Plain.NODEPORT ? "NodePort" : "LoadBalancer", outside));
            }
            case Exposure.Ingress ingress -> onlyPort(outside, "an ingress").map(port -> ingress(ingress, port));
            case Exposure.Gateway gateway -> onlyPort(outside, "a gateway").map(port -> route(gateway, port));
        };
    }

    private static Exposure exposure(ManifestOptions.Publish publish) {
        return switch (publish) {
            case FORWARD -> Exposure.Plain.FORWARD;
            case NODE_PORT -> Exposure.Plain.NODEPORT;
            case LOAD_BALANCER -> Exposure.Plain.LOADBALANCER;
        };
    }

    private Set<ContainerPort> outside(boolean forwarded) {
        var outside = new LinkedHashSet<ContainerPort>();
        for (PortMapping port : service.connectivity().ports()) {
            boolean loopback = port.hostAddress()
                    .filter(address -> address.startsWith("127.") || address.equals("::1"))
                    .isPresent();
            if (forwarded || loopback) {
                report.approximated(
                        place,
                        loopback
                                ? "what is published on the loopback address is reached by a port forward"
                                : "published ports are reached by a port forward");
            } else {
                outside.add(port.containerPort());
            }
        }
        return outside;
    }

    private Optional<ContainerPort> onlyPort(Set<ContainerPort> outside, String way) {
        ContainerPort first = outside.iterator().next();
        if (outside.size() > 1 || first.protocol() != Protocol.TCP) {
            report.refused(
                    "services." + service.name() + ".x-quayside.expose",
                    way + " leads to one TCP port, and the service publishes " + outside.size() + ", " + "such as "
                            + first + ": publish the one that speaks HTTP, and the others on 127.0.0.1");
            return Optional.empty();
        }
        report.approximated(place, "the port outside is that of " + way + " for HTTP");
        return Optional.of(first);
    }

    private Manifest service(String type, Set<ContainerPort> outside) {
        return manifest(
                "v1",
                "Service",
                new JsonObject()
                        .put("type", type)
                        .put("selector", ManifestLabels.ofService(app, service))
                        .putObjects("ports", NetworkMapping.servicePorts(service, outside)));
    }

    private Manifest ingress(Exposure.Ingress ingress, ContainerPort port) {
        var backend = new JsonObject()
                .put(
                        "service",
                        new JsonObject()
                                .put("name", serviceName())
                                .put("port", new JsonObject().put("number", port.number())));
        var path = new JsonObject().put("path", "/").put("pathType", "Prefix").put("backend", backend);
        var rule = new JsonObject();
        ingress.host().ifPresent(host -> rule.put("host", host));
        rule.put("http", new JsonObject().putObjects("paths", List.of(path)));
        var spec = new JsonObject();
        ingress.ingressClass().ifPresent(name -> spec.put("ingressClassName", name));
        ingress.tlsSecret().ifPresent(secret -> {
            var tls = new JsonObject();
            ingress.host().ifPresent(host -> tls.putTexts("hosts", List.of(host)));
            spec.putObjects("tls", List.of(tls.put("secretName", secret)));
        });
        spec.putObjects("rules", List.of(rule));
        return manifest(Kind.INGRESS.apiVersion(), Kind.INGRESS.kind(), spec);
    }

    private Manifest route(Exposure.Gateway gateway, ContainerPort port) {
        var parent = new JsonObject()
                .put("group", Kind.HTTP_ROUTE.group())
                .put("kind", "Gateway")
                .put("name", gateway.name());
        gateway.namespace().ifPresent(name -> parent.put("namespace", name));
        var backend = new JsonObject()
                .put("group", "")
                .put("kind", "Service")
                .put("name", serviceName())
                .put("port", port.number())
                .put("weight", 1);
        var match = new JsonObject()
                .put("path", new JsonObject().put("type", PREFIX).put("value", "/"));
        var spec = new JsonObject().putObjects("parentRefs", List.of(parent));
        gateway.host().ifPresent(host -> spec.putTexts("hostnames", List.of(host)));
        spec.putObjects(
                "rules",
                List.of(new JsonObject()
                        .putObjects("matches", List.of(match))
                        .putObjects("backendRefs", List.of(backend))));
        return manifest(Kind.HTTP_ROUTE.apiVersion(), Kind.HTTP_ROUTE.kind(), spec);
    }

    private String serviceName() {
        return Names.dnsLabel("service", service.name());
    }

    private Manifest manifest(String apiVersion, String kind, JsonObject spec) {
        String name = Names.dnsLabel("service", service.name() + "-published");
        return AppManifests.manifest(
                apiVersion,
                kind,
                ManifestLabels.metadata(app, namespace, name, "published", service.name()),
                new JsonObject().put("spec", spec));
    }
}
