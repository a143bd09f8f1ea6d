package dev.quayside.app.cli.command.container;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.EachName;
import dev.quayside.app.cli.invocation.Invocation;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** {@code container start}. */
public final class ContainerStart implements Command {
    @Parameters(paramLabel = "CONTAINER", arity = "1..*", description = "Names or ids")
    private List<String> names = new ArrayList<>();

    @Override
    public List<Example> examples() {
        return List.of(example("container start web", "starts the container web"));
    }

    @Override
    public int run(Invocation invocation) {
        try (var quayside = invocation.connect()) {
            var containers = quayside.docker().containers();
            return EachName.run(invocation, names, containers::start);
        }
    }
}
