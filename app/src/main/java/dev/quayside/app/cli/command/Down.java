package dev.quayside.app.cli.command;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.view.Addresses;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.plan.DownOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code down}. */
final class Down implements Command {
    @Option(
            names = {"-v", "--volumes"},
            description = "Removes its volumes too, with their data")
    private boolean volumes;

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "DURATION",
            description = "How long a container may take to stop before it is killed, such as 30s")
    private @Nullable Duration timeout;

    /** What the files no longer have goes in any case; the flag is there because Compose's users write it. */
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = "--remove-orphans",
            description = "Containers of services that the files no longer have go in any case")
    private boolean removeOrphans;

    @Override
    public List<Example> examples() {
        return List.of(
                example("down", "removes containers and networks, and keeps volumes and images"),
                example("down -v", "removes the volumes too, with their data"),
                example("down -p shop", "works where the application's files are not"));
    }

    @Override
    public int run(Invocation invocation) {
        Optional<App> app = files(invocation);
        String name = app.map(App::name).orElseGet(invocation::appName);
        var options = new DownOptions(
                app, volumes ? DownOptions.Volumes.REMOVE : DownOptions.Volumes.KEEP, Optional.ofNullable(timeout));
        try (var quayside = invocation.connectToChange()) {
            var applied = new ShownRun(invocation)
                    .run("run 'quayside down' again to go on", listener -> quayside.down(name, options, listener));
            applied.warnings().forEach(invocation::warn);
            invocation.data("", () -> Addresses.tree(name, applied).members());
        }
        return 0;
    }

    /** The application's files give the order; without them everything stops at once. */
    private static Optional<App> files(Invocation invocation) {
        try {
            return Optional.of(invocation.project(List.of()).app());
        } catch (QuaysideException e) {
            boolean named = invocation.options().projectName().isPresent();
            if (named
                    && e.code() == ErrorCode.NOT_FOUND
                    && invocation.options().files().isEmpty()) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
