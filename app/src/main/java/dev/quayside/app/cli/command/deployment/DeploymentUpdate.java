package dev.quayside.app.cli.command.deployment;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Cluster;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.KeyValues;
import dev.quayside.app.cli.invocation.WaitFlags;
import dev.quayside.app.cli.view.Deployments;
import dev.quayside.engine.kubernetes.KubernetesDeployment;
import dev.quayside.engine.kubernetes.UpdateOptions;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.ContainerPort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deployment update}. */
public final class DeploymentUpdate implements Command {
    @Option(names = "--image", paramLabel = "IMAGE", description = "Another image")
    private @Nullable String image;

    @Option(
            names = {"-r", "--replicas"},
            paramLabel = "NUMBER",
            description = "Another number of pods")
    private @Nullable Integer replicas;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT[/PROTOCOL]",
            description = "The ports where the container listens, instead of those before; may be repeated")
    private List<String> ports = new ArrayList<>();

    @Option(
            names = {"-e", "--env"},
            paramLabel = "NAME[=VALUE]",
            description = "Sets a variable, or passes one on; may be repeated")
    private List<String> variables = new ArrayList<>();

    @Option(names = "--remove-env", paramLabel = "NAME", description = "Removes a variable; may be repeated")
    private List<String> removed = new ArrayList<>();

    @Option(
            names = {"-l", "--label"},
            paramLabel = "KEY=VALUE",
            description = "Sets a label of the deployment itself; may be repeated")
    private List<String> labels = new ArrayList<>();

    @Option(
            names = "--override",
            description = "Takes over what someone else manages, such as an autoscaler's number of pods")
    private boolean override;

    @Mixin
    private WaitFlags waiting = new WaitFlags();

    @Parameters(paramLabel = "NAME", index = "0", description = "Its name")
    private String name = "";

    @Override
    public List<Example> examples() {
        return List.of(
                example("deployment update web --image nginx:1.28 --wait", "rolls out another image and waits for it"),
                example("deployment update web -e MODE=test --remove-env DEBUG", "changes variables"));
    }

    @Override
    public int run(Invocation invocation) {
        var defaults = override ? UpdateOptions.DEFAULT.overriding() : UpdateOptions.DEFAULT;
        var options = waiting.options(invocation).map(defaults::waiting).orElse(defaults);
        KubernetesDeployment updated;
        try (var cluster = Cluster.connect(invocation)) {
            var present = cluster.kubernetes().getDeployment(name, cluster.namespace());
            updated = cluster.kubernetes().updateDeployment(changed(present, invocation), options);
        }
        invocation.data(updated.name() + "\n", () -> Deployments.tree(updated).members());
        return 0;
    }

    private KubernetesDeployment changed(KubernetesDeployment present, Invocation invocation) {
        var changed = image == null ? present : present.withImage(image);
        changed = replicas == null ? changed : changed.withReplicas(replicas);
        changed = ports.isEmpty()
                ? changed
                : changed.withPorts(ports.stream().map(ContainerPort::parse).toList());
        if (!variables.isEmpty() || !removed.isEmpty()) {
            var environment = new LinkedHashMap<>(present.environment());
            environment.putAll(
                    KeyValues.variables(variables, invocation.surroundings().environment()));
            removed.forEach(environment::remove);
            changed = changed.withEnvironment(environment);
        }
        if (!labels.isEmpty()) {
            var all = new LinkedHashMap<>(present.metadata().labels());
            all.putAll(KeyValues.map(labels));
            changed = changed.withLabels(all);
        }
        if (changed.original().isEmpty()) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "Nothing of the deployment '" + name + "' would change",
                    "say what to change, such as --image or --env");
        }
        return changed;
    }
}
