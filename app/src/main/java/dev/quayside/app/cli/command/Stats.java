package dev.quayside.app.cli.command;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.view.Tree;
import dev.quayside.app.cli.view.Usages;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** {@code stats}. */
final class Stats implements Command {
    @Parameters(paramLabel = "SERVICE", arity = "0..*", description = "Only these services")
    private List<String> services = new ArrayList<>();

    @Override
    public List<Example> examples() {
        return List.of(
                example("stats", "shows what each container uses now"),
                example("stats --output json db", "shows it for the service db, for a program"));
    }

    @Override
    public int run(Invocation invocation) {
        String app = invocation.appName();
        try (var quayside = invocation.connect()) {
            var usages = quayside.stats(app, services);
            invocation.data(() -> Usages.table(usages), () -> Tree.list(usages, Usages::tree));
        }
        return 0;
    }
}
