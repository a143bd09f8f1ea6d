package dev.quayside.app.cli.command;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** {@code pull}. */
final class Pull implements Command {
    @Parameters(paramLabel = "SERVICE", arity = "0..*", description = "Only these services")
    private List<String> services = new ArrayList<>();

    @Override
    public List<Example> examples() {
        return List.of(
                example("pull", "pulls the images of all services that are not built"),
                example("pull db cache", "pulls those of two services"));
    }

    @Override
    public int run(Invocation invocation) {
        var app = invocation.project(services).app();
        try (var quayside = invocation.connect()) {
            return new ShownRun(invocation).run("run 'quayside pull' again", listener -> {
                quayside.pull(app, services, listener);
                return 0;
            });
        }
    }
}
