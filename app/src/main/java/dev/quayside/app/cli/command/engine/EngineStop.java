package dev.quayside.app.cli.command.engine;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.Quayside;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.view.EmbeddedEngines;
import java.util.List;
import picocli.CommandLine;

/** {@code engine stop}. */
@CommandLine.Command
public final class EngineStop implements Command {
    @Override
    public List<Example> examples() {
        return List.of(example("engine stop", "stops it with all its containers; its images and volumes stay"));
    }

    @Override
    public int run(Invocation invocation) {
        var report = Quayside.embeddedEngine(invocation.connectOptions()).stop();
        report.remaining().forEach(left -> invocation.warn("could not be removed: " + left));
        invocation.data(
                EmbeddedEngines.sentence(report) + "\n",
                () -> EmbeddedEngines.tree(report).members());
        return report.remaining().isEmpty() ? 0 : 1;
    }
}
