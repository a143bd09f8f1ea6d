package dev.quayside.app.cli.command.pod;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Cluster;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.ListFlags;
import dev.quayside.app.cli.view.ClusterObjects.Namespaces;
import dev.quayside.app.cli.view.Pods;
import dev.quayside.app.cli.view.Tree;
import java.util.List;
import picocli.CommandLine.Mixin;

/** {@code pod ls}. */
public final class PodLs implements Command {
    @Mixin
    private ListFlags which = new ListFlags();

    @Override
    public List<Example> examples() {
        return List.of(
                example("pod ls", "lists the pods of the context's namespace"),
                example("pod ls -A -l team=web", "lists those of all namespaces that carry a label"));
    }

    @Override
    public int run(Invocation invocation) {
        try (var cluster = Cluster.connect(invocation)) {
            var kubernetes = cluster.kubernetes();
            var options = which.options(cluster);
            if (which.quiet()) {
                kubernetes.podRows(options).forEach(pod -> invocation.line(pod.name()));
            } else {
                var namespaces = which.everywhere() ? Namespaces.SHOWN : Namespaces.HIDDEN;
                invocation.data(
                        () -> Pods.table(kubernetes.podRows(options), namespaces),
                        () -> Tree.list(kubernetes.listPods(options), Pods::tree));
            }
        }
        return 0;
    }
}
