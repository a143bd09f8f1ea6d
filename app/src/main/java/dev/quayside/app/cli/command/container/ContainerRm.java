package dev.quayside.app.cli.command.container;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.EachName;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.engine.docker.RemoveContainerOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code container rm}. */
public final class ContainerRm implements Command {
    @Option(
            names = {"-f", "--force"},
            description = "Kills it if it runs")
    private boolean force;

    @Option(
            names = {"-v", "--volumes"},
            description = "Removes its anonymous volumes too")
    private boolean volumes;

    @Parameters(paramLabel = "CONTAINER", arity = "1..*", description = "Names or ids")
    private List<String> names = new ArrayList<>();

    @Override
    public List<Example> examples() {
        return List.of(
                example("container rm web", "removes the stopped container web"),
                example("container rm -f web db", "kills and removes two"));
    }

    @Override
    public int run(Invocation invocation) {
        var options = RemoveContainerOptions.DEFAULT;
        options = force ? options.killing() : options;
        var chosen = volumes ? options.withVolumes() : options;
        try (var quayside = invocation.connect()) {
            var containers = quayside.docker().containers();
            return EachName.run(invocation, names, name -> containers.remove(name, chosen));
        }
    }
}
