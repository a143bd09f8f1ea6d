package dev.quayside.app.cli.command;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.view.Replicas;
import dev.quayside.app.cli.view.Tree;
import dev.quayside.engine.Replica;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ps}. */
final class Ps implements Command {
    @Option(
            names = {"-a", "--all"},
            description = "Stopped containers too")
    private boolean all;

    @Option(
            names = {"-q", "--quiet"},
            description = "Only the ids")
    private boolean quiet;

    @Parameters(paramLabel = "SERVICE", arity = "0..*", description = "Only these services")
    private List<String> services = new ArrayList<>();

    @Override
    public List<Example> examples() {
        return List.of(
                example("ps", "lists the containers that run"),
                example("ps -a --output json", "lists all containers, for a program"));
    }

    @Override
    public int run(Invocation invocation) {
        String app = invocation.appName();
        List<Replica> shown;
        try (var quayside = invocation.connect()) {
            shown = quayside.ps(app, services).stream()
                    .filter(r -> all || (r.state() != Replica.State.EXITED && r.state() != Replica.State.CREATED))
                    .toList();
        }
        if (quiet) {
            shown.forEach(replica -> invocation.line(replica.handle()));
        } else {
            invocation.data(() -> Replicas.table(shown, invocation.now()), () -> Tree.list(shown, Replicas::tree));
        }
        return 0;
    }
}
