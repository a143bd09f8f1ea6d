package dev.quayside.app.cli.command.engine;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.Quayside;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.view.EmbeddedEngines;
import java.util.List;
import picocli.CommandLine;

/** {@code engine status}. */
@CommandLine.Command
public final class EngineStatus implements Command {
    @Override
    public List<Example> examples() {
        return List.of(
                example("engine status", "says which engine is used, why no other, and how it is"),
                example("engine status --output json", "says it for programs"));
    }

    /** Ends with the status of the failure if no engine is there; what is known is shown all the same. */
    @Override
    public int run(Invocation invocation) {
        var status = Quayside.engineStatus(invocation.connectOptions());
        invocation.data(
                EmbeddedEngines.text(status), () -> EmbeddedEngines.tree(status).members());
        return status.failure().map(failure -> failure.code().exitStatus()).orElse(0);
    }
}
