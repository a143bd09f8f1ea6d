package dev.quayside.app.cli.command.pod;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Cluster;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.view.Pods;
import dev.quayside.engine.kubernetes.PodDescription;
import java.util.List;
import picocli.CommandLine.Parameters;

/** {@code pod get}. */
public final class PodGet implements Command {
    @Parameters(paramLabel = "NAME", index = "0", description = "Its name")
    private String name = "";

    @Override
    public List<Example> examples() {
        return List.of(
                example("pod get web-0", "shows a pod, what keeps it from being ready, and what the cluster noted"),
                example("pod get web-0 --output json", "shows all attributes, for a program"));
    }

    @Override
    public int run(Invocation invocation) {
        PodDescription description;
        try (var cluster = Cluster.connect(invocation)) {
            description = cluster.kubernetes().describePod(name, cluster.namespace());
        }
        invocation.data(
                Pods.text(description, invocation::ago),
                () -> Pods.tree(description).members());
        return 0;
    }
}
