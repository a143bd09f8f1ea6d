package dev.quayside.app.cli.command;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.AppSummary;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.output.Table;
import dev.quayside.app.cli.view.Tree;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code ls}. */
final class Ls implements Command {
    @Option(
            names = {"-q", "--quiet"},
            description = "Only the names")
    private boolean quiet;

    @Override
    public List<Example> examples() {
        return List.of(
                example("ls", "lists the applications that have something on the engine"),
                example("ls -q", "lists their names only"));
    }

    @Override
    public int run(Invocation invocation) {
        try (var quayside = invocation.connect()) {
            var apps = quayside.ls();
            if (quiet) {
                apps.forEach(app -> invocation.line(app.name()));
            } else {
                invocation.data(() -> table(apps), () -> Tree.list(apps, Ls::tree));
            }
        }
        return 0;
    }

    private static Table table(List<AppSummary> apps) {
        var table = Table.of("name", "running", "services");
        apps.forEach(app -> table.row(
                app.name(),
                app.running() + "/" + app.containers()
                        + (app.unhealthy() > 0 ? " (" + app.unhealthy() + " unhealthy)" : ""),
                String.join(", ", app.services())));
        return table;
    }

    private static Tree tree(AppSummary app) {
        return new Tree()
                .put("name", app.name())
                .put("services", app.services())
                .put("containers", app.containers())
                .put("running", app.running())
                .put("unhealthy", app.unhealthy());
    }
}
