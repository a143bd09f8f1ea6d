package dev.quayside.app.cli.command.deployment;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Cluster;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.PodFlags;
import dev.quayside.app.cli.invocation.WaitFlags;
import dev.quayside.app.cli.view.Deployments;
import dev.quayside.engine.kubernetes.CreateDeploymentOptions;
import dev.quayside.engine.kubernetes.KubernetesDeployment;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deployment create}. */
public final class DeploymentCreate implements Command {
    @Mixin
    private PodFlags pods = new PodFlags();

    @Option(
            names = {"-r", "--replicas"},
            paramLabel = "NUMBER",
            description = "How many pods (default: 1)")
    private int replicas = 1;

    @Mixin
    private WaitFlags waiting = new WaitFlags();

    @Parameters(paramLabel = "NAME", index = "0", description = "Its name; its pods carry it as the label app")
    private String name = "";

    @Parameters(
            paramLabel = "ARGUMENT",
            index = "1..*",
            arity = "0..*",
            description =
                    "Given to the image's entry point instead of its own command; -- before what begins with a dash")
    private List<String> command = new ArrayList<>();

    @Override
    public List<Example> examples() {
        return List.of(
                example(
                        "deployment create web --image nginx:1.27 --replicas 3 -p 80 --wait",
                        "creates three pods and waits until they are ready"),
                example(
                        "deployment create worker --image busybox:1.37 -- sh -c 'sleep 600'",
                        "creates one with its own command"));
    }

    @Override
    public int run(Invocation invocation) {
        var defaults = CreateDeploymentOptions.DEFAULT.withPod(pods.options(command));
        var options = waiting.options(invocation).map(defaults::waiting).orElse(defaults);
        KubernetesDeployment deployment;
        try (var cluster = Cluster.connect(invocation)) {
            deployment = cluster.kubernetes()
                    .createDeployment(
                            name,
                            cluster.namespace(),
                            pods.image(),
                            replicas,
                            pods.ports(),
                            pods.environment(invocation),
                            options);
        }
        invocation.data(
                deployment.name() + "\n", () -> Deployments.tree(deployment).members());
        return 0;
    }
}
