package dev.quayside.app.cli.command.deployment;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Cluster;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.WaitFlags;
import dev.quayside.app.cli.view.Deployments;
import dev.quayside.engine.kubernetes.KubernetesDeployment;
import dev.quayside.engine.kubernetes.UpdateOptions;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deployment scale}. */
public final class DeploymentScale implements Command {
    @Option(
            names = {"-r", "--replicas"},
            paramLabel = "NUMBER",
            required = true,
            description = "How many pods there should be")
    private int replicas;

    @Option(
            names = "--override",
            description = "Takes the number over from someone else who manages it, such as an autoscaler")
    private boolean override;

    @Mixin
    private WaitFlags waiting = new WaitFlags();

    @Parameters(paramLabel = "NAME", index = "0", description = "Its name")
    private String name = "";

    @Override
    public List<Example> examples() {
        return List.of(
                example("deployment scale web --replicas 5", "asks for five pods"),
                example("deployment scale web --replicas 5 --wait", "waits until they are ready"));
    }

    @Override
    public int run(Invocation invocation) {
        var defaults = override ? UpdateOptions.DEFAULT.overriding() : UpdateOptions.DEFAULT;
        var options = waiting.options(invocation).map(defaults::waiting).orElse(defaults);
        KubernetesDeployment scaled;
        try (var cluster = Cluster.connect(invocation)) {
            var present = cluster.kubernetes().getDeployment(name, cluster.namespace());
            scaled = cluster.kubernetes().updateDeployment(present.withReplicas(replicas), options);
        }
        invocation.data(scaled.name() + "\n", () -> Deployments.tree(scaled).members());
        return 0;
    }
}
