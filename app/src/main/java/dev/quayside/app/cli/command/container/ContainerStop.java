package dev.quayside.app.cli.command.container;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.EachName;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.engine.docker.StopOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code container stop}. */
public final class ContainerStop implements Command {
    @Option(
            names = {"-t", "--time", "--timeout"},
            paramLabel = "DURATION",
            description =
                    "How long it may take before it is killed, such as 30s (default: what the container says, or 10s)")
    private @Nullable Duration grace;

    @Option(names = "--signal", paramLabel = "SIGNAL", description = "The signal, such as SIGINT")
    private @Nullable String signal;

    @Parameters(paramLabel = "CONTAINER", arity = "1..*", description = "Names or ids")
    private List<String> names = new ArrayList<>();

    @Override
    public List<Example> examples() {
        return List.of(
                example("container stop web", "stops the container web"),
                example("container stop --timeout 30s db", "gives it half a minute"));
    }

    @Override
    public int run(Invocation invocation) {
        var options = new StopOptions(Optional.ofNullable(signal), Optional.ofNullable(grace));
        try (var quayside = invocation.connect()) {
            var containers = quayside.docker().containers();
            return EachName.run(invocation, names, name -> containers.stop(name, options));
        }
    }
}
