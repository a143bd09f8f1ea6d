package dev.quayside.app.cli.command;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.output.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** {@code inspect}. */
final class Inspect implements Command {
    @Parameters(paramLabel = "SERVICE", arity = "0..*", description = "Only these services")
    private List<String> services = new ArrayList<>();

    @Override
    public List<Example> examples() {
        return List.of(
                example("inspect web", "shows the containers of the service web, as JSON"),
                example("inspect --output yaml", "shows all containers, as YAML"));
    }

    @Override
    public int run(Invocation invocation) {
        String app = invocation.appName();
        try (var quayside = invocation.connect()) {
            var containers = quayside.inspect(app, services);
            invocation.data(JsonWriter.document(containers), () -> containers);
        }
        return 0;
    }
}
