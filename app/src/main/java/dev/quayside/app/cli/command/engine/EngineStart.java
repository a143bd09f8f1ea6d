package dev.quayside.app.cli.command.engine;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.Quayside;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.progress.ProgressDisplay;
import dev.quayside.app.cli.progress.ProgressDisplay.Status;
import dev.quayside.app.cli.view.EmbeddedEngines;
import java.util.List;
import picocli.CommandLine;

/** {@code engine start}. */
@CommandLine.Command
public final class EngineStart implements Command {
    @Override
    public List<Example> examples() {
        return List.of(example(
                "engine start", "starts the engine of Quayside's own, which other commands do when they need it"));
    }

    @Override
    public int run(Invocation invocation) {
        var engine = Quayside.embeddedEngine(invocation.connectOptions());
        try (var display = ProgressDisplay.of(invocation)) {
            display.show("embedded engine", Status.RUNNING, "starting");
            engine.start(display.listener("embedded engine"));
            display.show("embedded engine", Status.DONE, "runs");
        }
        var status = engine.status();
        invocation.data(
                EmbeddedEngines.address(status) + "\n",
                () -> EmbeddedEngines.tree(status).members());
        return 0;
    }
}
