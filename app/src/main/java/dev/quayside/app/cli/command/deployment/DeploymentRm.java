package dev.quayside.app.cli.command.deployment;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Cluster;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.DeleteFlags;
import dev.quayside.app.cli.invocation.EachName;
import dev.quayside.app.cli.invocation.Invocation;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code deployment rm}. */
public final class DeploymentRm implements Command {
    @Mixin
    private DeleteFlags how = new DeleteFlags();

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "Their names")
    private List<String> names = new ArrayList<>();

    @Override
    public List<Example> examples() {
        return List.of(
                example("deployment rm web", "deletes the deployment web"),
                example("deployment rm --wait web old", "deletes two and waits until they are gone"));
    }

    @Override
    public int run(Invocation invocation) {
        var options = how.options(invocation);
        try (var cluster = Cluster.connect(invocation)) {
            return EachName.run(
                    invocation,
                    names,
                    name -> cluster.kubernetes().deleteDeployment(name, cluster.namespace(), options));
        }
    }
}
