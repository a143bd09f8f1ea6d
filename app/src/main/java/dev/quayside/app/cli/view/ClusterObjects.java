package dev.quayside.app.cli.view;

import dev.quayside.app.cli.output.Table;
import dev.quayside.engine.kubernetes.Condition;
import dev.quayside.engine.kubernetes.KubernetesEvent;
import dev.quayside.engine.kubernetes.KubernetesNamespace;
import dev.quayside.engine.kubernetes.ObjectMetadata;
import dev.quayside.model.ContainerPort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What objects of a cluster have in common, and namespaces, which have little else. */
public final class ClusterObjects {
    private ClusterObjects() {}

    /** Adds what all objects carry. */
    static Tree withMetadata(Tree tree, ObjectMetadata metadata) {
        return tree.put("uid", metadata.uid())
                .put("resourceVersion", metadata.resourceVersion())
                .put("created", metadata.created())
                .put("labels", metadata.labels())
                .put("annotations", metadata.annotations())
                .put("deleting", metadata.deleting());
    }

    /** Adds ports of a container. */
    static List<String> ports(List<ContainerPort> ports) {
        return ports.stream().map(ContainerPort::toString).toList();
    }

    /** A table whose first column is the namespace, where it is of several. */
    static Table table(Namespaces namespaces, String... headings) {
        return Table.of(cells(namespaces, "namespace", headings));
    }

    /** A row of such a table. */
    static String[] cells(Namespaces namespaces, String namespace, String... cells) {
        var all = new ArrayList<>(List.of(cells));
        if (namespaces == Namespaces.SHOWN) {
            all.addFirst(namespace);
        }
        return all.toArray(String[]::new);
    }

    /** Whether a table says of which namespace things are. */
    public enum Namespaces {
        SHOWN,
        HIDDEN
    }

    /** What the cluster noted, for people; empty for nothing. */
    public static String events(List<KubernetesEvent> events, Function<Instant, String> ago) {
        if (events.isEmpty()) {
            return "";
        }
        var table = Table.of("last seen", "type", "reason", "object", "message");
        events.forEach(event -> table.row(
                ago.apply(event.time()),
                event.warning() ? "Warning" : "Normal",
                event.reason(),
                event.kind().toLowerCase(Locale.ROOT) + "/" + event.name(),
                event.message()));
        return "\n" + table;
    }

    /** For programs. */
    public static Tree tree(KubernetesEvent event) {
        return new Tree()
                .put("time", event.time())
                .put("warning", event.warning())
                .put("reason", event.reason())
                .put("message", event.message())
                .put("kind", event.kind())
                .put("name", event.name())
                .put("count", event.count());
    }

    /** For programs. */
    public static Tree tree(Condition condition) {
        return new Tree()
                .put("type", condition.type())
                .put("status", condition.status())
                .put("reason", condition.reason())
                .put("message", condition.message());
    }

    /** Namespaces, for people. */
    public static Table table(List<KubernetesNamespace> namespaces, Function<Instant, String> ago) {
        var table = Table.of("name", "status", "created");
        namespaces.forEach(namespace -> table.row(namespace.name(), word(namespace), ago.apply(namespace.created())));
        return table;
    }

    private static String word(KubernetesNamespace namespace) {
        return switch (namespace.status()) {
            case ACTIVE -> "Active";
            case TERMINATING -> "Terminating";
            case UNKNOWN -> "Unknown";
        };
    }

    /** For programs. */
    public static Tree tree(KubernetesNamespace namespace) {
        return withMetadata(
                new Tree().put("name", namespace.name()).put("status", word(namespace)), namespace.metadata());
    }
}
