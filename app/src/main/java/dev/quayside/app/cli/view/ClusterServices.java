package dev.quayside.app.cli.view;

import dev.quayside.app.cli.output.Table;
import dev.quayside.app.cli.view.ClusterObjects.Namespaces;
import dev.quayside.engine.kubernetes.KubernetesService;
import dev.quayside.engine.kubernetes.ServicePort;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Services of a cluster. */
public final class ClusterServices {
    private ClusterServices() {}

    /** For people. */
    public static Table table(List<KubernetesService> services, Namespaces namespaces, Function<Instant, String> ago) {
        var table =
                ClusterObjects.table(namespaces, "name", "type", "address", "external", "ports", "selector", "created");
        services.forEach(service -> table.row(ClusterObjects.cells(
                namespaces,
                service.namespace(),
                service.name(),
                service.serviceType().toString(),
                service.clusterAddress().orElse("-"),
                service.externalAddresses().isEmpty() ? "-" : String.join(", ", service.externalAddresses()),
                service.ports().stream().map(ServicePort::toString).collect(Collectors.joining(", ")),
                service.selector().entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(",")),
                ago.apply(service.metadata().created()))));
        return table;
    }

    /** For programs. */
    public static Tree tree(KubernetesService service) {
        var tree = new Tree()
                .put("name", service.name())
                .put("namespace", service.namespace())
                .put("selector", service.selector())
                .put("ports", service.ports(), ClusterServices::port)
                .put("serviceType", service.serviceType().toString())
                .put("clusterAddress", service.clusterAddress())
                .put("externalAddresses", service.externalAddresses());
        return ClusterObjects.withMetadata(tree, service.metadata());
    }

    private static Tree port(ServicePort port) {
        return new Tree()
                .put("port", port.port())
                .put("target", port.target().toString())
                .put("protocol", port.protocol().toString())
                .put("name", port.name())
                .put("nodePort", port.nodePort());
    }
}
