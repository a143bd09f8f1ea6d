package dev.quayside.app.cli.command.deployment;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Cluster;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.WaitFlags;
import dev.quayside.app.cli.view.Deployments;
import dev.quayside.engine.kubernetes.RolloutStatus;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code deployment status}. */
public final class DeploymentStatus implements Command {
    @Mixin
    private WaitFlags waiting = new WaitFlags();

    @Parameters(paramLabel = "NAME", index = "0", description = "Its name")
    private String name = "";

    @Override
    public List<Example> examples() {
        return List.of(
                example("deployment status web", "says how far the rollout is"),
                example("deployment status --wait --timeout 2m web", "waits until it is complete or cannot be"));
    }

    @Override
    public int run(Invocation invocation) {
        var wait = waiting.options(invocation);
        RolloutStatus status;
        try (var cluster = Cluster.connect(invocation)) {
            status = wait.isPresent()
                    ? cluster.kubernetes().awaitRollout(name, cluster.namespace(), wait.get())
                    : cluster.kubernetes().rolloutStatus(name, cluster.namespace());
        }
        invocation.data(text(status), () -> Deployments.tree(status).members());
        return 0;
    }

    private static String text(RolloutStatus status) {
        return status + (status.isComplete() ? ", complete" : "")
                + status.problem().map(problem -> "\n" + problem).orElse("") + "\n";
    }
}
