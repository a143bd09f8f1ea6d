package dev.quayside.app.cli.view;

import dev.quayside.app.cli.output.Table;
import dev.quayside.app.cli.view.ClusterObjects.Namespaces;
import dev.quayside.engine.kubernetes.KubernetesPod;
import dev.quayside.engine.kubernetes.PodDescription;
import dev.quayside.engine.kubernetes.PodRow;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Pods of a cluster. */
public final class Pods {
    private Pods() {}

    /** For people. */
    public static Table table(List<KubernetesPod> pods, Namespaces namespaces, Function<Instant, String> ago) {
        var table = ClusterObjects.table(
                namespaces, "name", "ready", "status", "restarts", "image", "address", "node", "created");
        pods.forEach(pod -> table.row(ClusterObjects.cells(
                namespaces,
                pod.namespace(),
                pod.name(),
                pod.ready() ? "yes" : "no",
                pod.status(),
                Integer.toString(pod.restarts()),
                pod.image(),
                pod.address().orElse("-"),
                pod.node().orElse("-"),
                ago.apply(pod.metadata().created()))));
        return table;
    }

    /** Many of them for people, as the cluster shows them. */
    public static Table table(List<PodRow> rows, Namespaces namespaces) {
        var table = ClusterObjects.table(namespaces, "name", "ready", "status", "restarts", "age", "address", "node");
        rows.forEach(row -> table.row(ClusterObjects.cells(
                namespaces,
                row.namespace(),
                row.name(),
                row.ready(),
                row.status(),
                row.restarts(),
                row.age(),
                orDash(row.address()),
                orDash(row.node()))));
        return table;
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }

    /** For programs. */
    public static Tree tree(KubernetesPod pod) {
        var tree = new Tree()
                .put("name", pod.name())
                .put("namespace", pod.namespace())
                .put("image", pod.image())
                .put("status", pod.status())
                .put("ports", ClusterObjects.ports(pod.ports()))
                .put("environment", pod.environment())
                .put("container", pod.container())
                .put("ready", pod.ready())
                .put("restarts", pod.restarts())
                .put("address", pod.address())
                .put("node", pod.node());
        return ClusterObjects.withMetadata(tree, pod.metadata());
    }

    /** With what helps to see why it is as it is, for people. */
    public static String text(PodDescription description, Function<Instant, String> ago) {
        var trouble = description.trouble().map(text -> "\n" + text + "\n").orElse("");
        return table(List.of(description.pod()), Namespaces.HIDDEN, ago)
                + trouble
                + ClusterObjects.events(description.events(), ago);
    }

    /** With what helps to see why it is as it is, for programs. */
    public static Tree tree(PodDescription description) {
        return tree(description.pod())
                .put("trouble", description.trouble())
                .put("conditions", description.conditions(), ClusterObjects::tree)
                .put("events", description.events(), ClusterObjects::tree);
    }
}
