package dev.quayside.app.cli.command.namespace;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Cluster;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.KeyValues;
import dev.quayside.app.cli.view.ClusterObjects;
import dev.quayside.engine.kubernetes.CreateNamespaceOptions;
import dev.quayside.engine.kubernetes.KubernetesNamespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code namespace create}. */
public final class NamespaceCreate implements Command {
    @Option(
            names = {"-l", "--label"},
            paramLabel = "KEY=VALUE",
            description = "A label; may be repeated")
    private List<String> labels = new ArrayList<>();

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "How long to wait until pods can be created in it (default: 1m)")
    private Duration timeout = Duration.ofMinutes(1);

    @Parameters(paramLabel = "NAME", index = "0", description = "Its name")
    private String name = "";

    @Override
    public List<Example> examples() {
        return List.of(
                example("namespace create shop", "creates a namespace and waits until it can be used"),
                example("namespace create -l team=web shop", "creates one with a label"));
    }

    @Override
    public int run(Invocation invocation) {
        var options = CreateNamespaceOptions.DEFAULT
                .withLabels(KeyValues.map(labels))
                .waiting(Cluster.waiting(timeout, invocation));
        KubernetesNamespace namespace;
        try (var cluster = Cluster.connect(invocation)) {
            namespace = cluster.kubernetes().createNamespace(name, options);
        }
        invocation.data(
                namespace.name() + "\n", () -> ClusterObjects.tree(namespace).members());
        return 0;
    }
}
