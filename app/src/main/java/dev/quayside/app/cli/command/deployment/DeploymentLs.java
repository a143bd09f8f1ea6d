package dev.quayside.app.cli.command.deployment;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Cluster;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.ListFlags;
import dev.quayside.app.cli.view.ClusterObjects.Namespaces;
import dev.quayside.app.cli.view.Deployments;
import dev.quayside.app.cli.view.Tree;
import dev.quayside.engine.kubernetes.KubernetesDeployment;
import java.util.List;
import picocli.CommandLine.Mixin;

/** {@code deployment ls}. */
public final class DeploymentLs implements Command {
    @Mixin
    private ListFlags which = new ListFlags();

    @Override
    public List<Example> examples() {
        return List.of(
                example("deployment ls", "lists the deployments of the context's namespace"),
                example("deployment ls -A -l team=web", "lists those of all namespaces that carry a label"));
    }

    @Override
    public int run(Invocation invocation) {
        List<KubernetesDeployment> deployments;
        try (var cluster = Cluster.connect(invocation)) {
            deployments = cluster.kubernetes().listDeployments(which.options(cluster));
        }
        if (which.quiet()) {
            deployments.forEach(deployment -> invocation.line(deployment.name()));
        } else {
            var namespaces = which.everywhere() ? Namespaces.SHOWN : Namespaces.HIDDEN;
            invocation.data(
                    () -> Deployments.table(deployments, namespaces, invocation::ago),
                    () -> Tree.list(deployments, Deployments::tree));
        }
        return 0;
    }
}
