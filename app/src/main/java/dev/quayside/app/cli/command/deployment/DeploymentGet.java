package dev.quayside.app.cli.command.deployment;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Cluster;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.view.Deployments;
import dev.quayside.engine.kubernetes.DeploymentDescription;
import java.util.List;
import picocli.CommandLine.Parameters;

/** {@code deployment get}. */
public final class DeploymentGet implements Command {
    @Parameters(paramLabel = "NAME", index = "0", description = "Its name")
    private String name = "";

    @Override
    public List<Example> examples() {
        return List.of(
                example("deployment get web", "shows a deployment, its pods and what the cluster noted about them"),
                example("deployment get web --output json", "shows all attributes, for a program"));
    }

    @Override
    public int run(Invocation invocation) {
        DeploymentDescription description;
        try (var cluster = Cluster.connect(invocation)) {
            description = cluster.kubernetes().describeDeployment(name, cluster.namespace());
        }
        invocation.data(
                Deployments.text(description, invocation::ago),
                () -> Deployments.tree(description).members());
        return 0;
    }
}
