package dev.quayside.app.cli.command.volume;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.EachName;
import dev.quayside.app.cli.invocation.Invocation;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** {@code volume rm}. */
public final class VolumeRm implements Command {
    @Parameters(paramLabel = "VOLUME", arity = "1..*", description = "Names")
    private List<String> names = new ArrayList<>();

    @Override
    public List<Example> examples() {
        return List.of(example("volume rm shop-data", "removes the volume and what is in it"));
    }

    @Override
    public int run(Invocation invocation) {
        try (var quayside = invocation.connect()) {
            var volumes = quayside.docker().volumes();
            return EachName.run(invocation, names, volumes::remove);
        }
    }
}
