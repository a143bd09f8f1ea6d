package dev.quayside.app.cli.command.pod;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Cluster;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.PodFlags;
import dev.quayside.app.cli.invocation.WaitFlags;
import dev.quayside.app.cli.view.Pods;
import dev.quayside.engine.kubernetes.CreatePodOptions;
import dev.quayside.engine.kubernetes.KubernetesPod;
import dev.quayside.engine.kubernetes.PodOptions.RestartPolicy;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pod create}. */
public final class PodCreate implements Command {
    @Mixin
    private PodFlags pod = new PodFlags();

    @Option(
            names = "--restart",
            paramLabel = "POLICY",
            description = "Whether what ended is started again: always, on-failure or never (default: always)")
    private String restart = "always";

    @Mixin
    private WaitFlags waiting = new WaitFlags();

    @Parameters(paramLabel = "NAME", index = "0", description = "Its name; it carries it as the label app")
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
                example("pod create web --image nginx:1.27 -p 80 --wait", "creates a pod and waits until it is ready"),
                example(
                        "pod create once --image busybox:1.37 --restart never -- echo hello",
                        "creates one that ends after its command"));
    }

    @Override
    public int run(Invocation invocation) {
        var defaults = CreatePodOptions.DEFAULT.withPod(pod.options(command).withRestartPolicy(policy()));
        var options = waiting.options(invocation).map(defaults::waiting).orElse(defaults);
        KubernetesPod created;
        try (var cluster = Cluster.connect(invocation)) {
            created = cluster.kubernetes()
                    .createPod(
                            name, cluster.namespace(), pod.image(), pod.ports(), pod.environment(invocation), options);
        }
        invocation.data(created.name() + "\n", () -> Pods.tree(created).members());
        return 0;
    }

    private RestartPolicy policy() {
        return switch (restart) {
            case "always" -> RestartPolicy.ALWAYS;
            case "on-failure" -> RestartPolicy.ON_FAILURE;
            case "never", "no" -> RestartPolicy.NEVER;
            default ->
                throw new QuaysideException(
                        ErrorCode.INVALID_ARGUMENT,
                        "--restart does not know '" + restart + "'",
                        "use one of always, on-failure, never");
        };
    }
}
