package dev.quayside.app.cli.command.namespace;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Cluster;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.view.ClusterObjects;
import dev.quayside.engine.kubernetes.KubernetesNamespace;
import java.util.List;
import picocli.CommandLine.Parameters;

/** {@code namespace get}. */
public final class NamespaceGet implements Command {
    @Parameters(paramLabel = "NAME", index = "0", description = "Its name")
    private String name = "";

    @Override
    public List<Example> examples() {
        return List.of(
                example("namespace get shop", "shows a namespace"),
                example("namespace get shop --output json", "shows all attributes, for a program"));
    }

    @Override
    public int run(Invocation invocation) {
        KubernetesNamespace namespace;
        try (var cluster = Cluster.connect(invocation)) {
            namespace = cluster.kubernetes().getNamespace(name);
        }
        invocation.data(
                () -> ClusterObjects.table(List.of(namespace), invocation::ago),
                () -> ClusterObjects.tree(namespace).members());
        return 0;
    }
}
