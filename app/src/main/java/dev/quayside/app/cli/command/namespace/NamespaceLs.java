package dev.quayside.app.cli.command.namespace;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Cluster;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.view.ClusterObjects;
import dev.quayside.app.cli.view.Tree;
import dev.quayside.engine.kubernetes.KubernetesNamespace;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code namespace ls}. */
public final class NamespaceLs implements Command {
    @Option(
            names = {"-q", "--quiet"},
            description = "Only the names")
    private boolean quiet;

    @Override
    public List<Example> examples() {
        return List.of(
                example("namespace ls", "lists the namespaces"),
                example("namespace ls --output yaml", "lists them with all attributes"));
    }

    @Override
    public int run(Invocation invocation) {
        List<KubernetesNamespace> namespaces;
        try (var cluster = Cluster.connect(invocation)) {
            namespaces = cluster.kubernetes().listNamespaces();
        }
        if (quiet) {
            namespaces.forEach(namespace -> invocation.line(namespace.name()));
        } else {
            invocation.data(
                    () -> ClusterObjects.table(namespaces, invocation::ago),
                    () -> Tree.list(namespaces, ClusterObjects::tree));
        }
        return 0;
    }
}
