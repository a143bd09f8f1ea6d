package dev.quayside.engine.kubernetes;

import dev.quayside.engine.Ownership;
import dev.quayside.engine.Published;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import dev.quayside.model.ContainerPort;
import dev.quayside.model.ContainerPort.Protocol;
import dev.quayside.model.PortMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The ways into a cluster to what an app publishes, as the cluster has them now. One per question; not thread-safe. */
final class PublishedPorts {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final KubernetesApi api;
    private List<String> nodes = List.of();
    private boolean asked;

    PublishedPorts(KubernetesApi api) {
        this.api = api;
    }

    /** What these objects lead to; a load balancer or an ingress that has no address yet is left out. */
    List<Published> of(List<ObjectRef> objects) {
        var published = new ArrayList<Published>();
        for (ObjectRef reference : objects) {
            api.find(Call.get(reference)).ifPresent(json -> {
                String service = json.at("metadata").at("labels").text(Ownership.KEY);
                switch (reference.kind()) {
                    case INGRESS -> ofIngress(service, json, published);
                    case HTTP_ROUTE -> ofRoute(service, json, published);
                    default -> ofService(service, json, published);
                }
            });
        }
        return published;
    }

    private void ofService(String service, Json json, List<Published> published) {
        boolean balanced = json.at("spec").text("type").equals("LoadBalancer");
        Optional<String> balancer = balancer(json);
        for (Json port : json.at("spec").items("ports")) {
            var inside = new ContainerPort(
                    port.smallNumber("targetPort"),
                    Protocol.valueOf(port.text("protocol").toUpperCase(Locale.ROOT)));
            if (balancer.isPresent()) {
                add(published, service, inside, balancer, port.smallNumber("port"));
            } else if (!balanced) {
                add(published, service, inside, node(), port.smallNumber("nodePort"));
            }
        }
    }

    private static void add(
            List<Published> published, String service, ContainerPort inside, Optional<String> address, int port) {
        var mapping = new PortMapping(inside, address, OptionalInt.of(port));
        published.add(new Published(service, Optional.empty(), mapping));
    }

    private static Optional<String> balancer(Json json) {
        return json.at("status").at("loadBalancer").items("ingress").stream()
                .map(point -> point.text("hostname").isEmpty() ? point.text("ip") : point.text("hostname"))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static void ofIngress(String service, Json json, List<Published> published) {
        Json spec = json.at("spec");
        int port = spec.items("tls").isEmpty() ? HTTP : HTTPS;
        for (Json rule : spec.items("rules")) {
            Optional<String> host = Optional.of(rule.text("host"))
                    .filter(text -> !text.isEmpty())
                    .or(() -> balancer(json));
            for (Json path : rule.at("http").items("paths")) {
                int number = path.at("backend").at("service").at("port").smallNumber("number");
                if (host.isPresent()) {
                    add(published, service, ContainerPort.of(number), host, port);
                }
            }
        }
    }

    private static void ofRoute(String service, Json json, List<Published> published) {
        Json spec = json.at("spec");
        for (String host : spec.texts("hostnames")) {
            for (Json rule : spec.items("rules")) {
                rule.items("backendRefs")
                        .forEach(backend -> add(
                                published,
                                service,
                                ContainerPort.of(backend.smallNumber("port")),
                                Optional.of(host),
                                HTTP));
            }
        }
    }

    /** The address of a node: each leads to all. Who may not list nodes is not told one. */
    private Optional<String> node() {
        if (!asked) {
            nodes = look();
            asked = true;
        }
        return nodes.stream().findFirst();
    }

    /** The addresses of nodes, those that the world outside knows first. */
    private List<String> look() {
        try {
            var found = new ArrayList<Json>();
            api.forEach(Call.list(ObjectRef.all(Kind.NODE, "")), found::add);
            return Stream.of("ExternalIP", "InternalIP")
                    .flatMap(type -> found.stream()
                            .flatMap(node -> node.at("status").items("addresses").stream())
                            .filter(address -> address.text("type").equals(type))
                            .map(address -> address.text("address")))
                    .toList();
        } catch (QuaysideException e) {
            if (e.code() != ErrorCode.ENGINE_PERMISSION_DENIED) {
                throw e;
            }
            return List.of();
        }
    }
}
