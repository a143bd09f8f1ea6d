package dev.quayside.app.cli.command.network;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.EachName;
import dev.quayside.app.cli.invocation.Invocation;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** {@code network rm}. */
public final class NetworkRm implements Command {
    @Parameters(paramLabel = "NETWORK", arity = "1..*", description = "Names or ids")
    private List<String> names = new ArrayList<>();

    @Override
    public List<Example> examples() {
        return List.of(example("network rm backend", "removes the network backend"));
    }

    @Override
    public int run(Invocation invocation) {
        try (var quayside = invocation.connect()) {
            var networks = quayside.docker().networks();
            return EachName.run(invocation, names, networks::remove);
        }
    }
}
