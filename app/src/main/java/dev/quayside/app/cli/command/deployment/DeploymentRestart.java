package dev.quayside.app.cli.command.deployment;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Cluster;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.EachName;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.WaitFlags;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code deployment restart}. */
public final class DeploymentRestart implements Command {
    @Mixin
    private WaitFlags waiting = new WaitFlags();

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "Their names")
    private List<String> names = new ArrayList<>();

    @Override
    public List<Example> examples() {
        return List.of(
                example("deployment restart web", "replaces its pods by new ones of the same kind, a few at a time"),
                example("deployment restart --wait web", "waits until the new ones are ready"));
    }

    @Override
    public int run(Invocation invocation) {
        var wait = waiting.options(invocation);
        try (var cluster = Cluster.connect(invocation)) {
            return EachName.run(invocation, names, name -> {
                cluster.kubernetes().restart(name, cluster.namespace());
                wait.ifPresent(options -> cluster.kubernetes().awaitRollout(name, cluster.namespace(), options));
            });
        }
    }
}
