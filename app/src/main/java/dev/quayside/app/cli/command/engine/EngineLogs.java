package dev.quayside.app.cli.command.engine;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.Quayside;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code engine logs}. */
public final class EngineLogs implements Command {
    @Option(
            names = {"-n", "--tail"},
            paramLabel = "LINES",
            description = "At most so many lines from the end (default: 100)")
    private int lines = 100;

    @Override
    public List<Example> examples() {
        return List.of(example("engine logs --tail 20", "shows the last 20 lines of the embedded engine's own log"));
    }

    @Override
    public int run(Invocation invocation) {
        var log = Quayside.embeddedEngine(invocation.connectOptions()).logs(lines);
        invocation.data(log.isEmpty() ? "" : String.join("\n", log) + "\n", () -> log);
        return 0;
    }
}
