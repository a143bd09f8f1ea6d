package dev.quayside.app.cli.command.engine;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.Quayside;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.output.Texts;
import dev.quayside.app.cli.view.EmbeddedEngines;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.List;
import picocli.CommandLine;

/** {@code engine remove}. */
@CommandLine.Command
public final class EngineRemove implements Command {
    @Override
    public List<Example> examples() {
        return List.of(example("engine remove --yes", "stops it and deletes its images, containers and volumes"));
    }

    @Override
    public int run(Invocation invocation) {
        var engine = Quayside.embeddedEngine(invocation.connectOptions());
        var status = engine.status();
        if (!invocation.confirmed("Delete all images, containers and volumes in " + status.data() + " ("
                + Texts.bytes(status.dataBytes()) + ")?")) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "removing the embedded engine deletes its volumes, and nobody confirmed it",
                    "answer y, or add --yes");
        }
        var report = engine.remove();
        report.stop().remaining().forEach(left -> invocation.warn("could not be removed: " + left));
        invocation.data(
                "removed; this freed " + Texts.bytes(report.freedBytes()) + "\n",
                () -> EmbeddedEngines.tree(report.stop())
                        .put("freedBytes", report.freedBytes())
                        .members());
        return report.stop().remaining().isEmpty() ? 0 : 1;
    }
}
