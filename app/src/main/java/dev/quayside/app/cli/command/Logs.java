package dev.quayside.app.cli.command;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Interruption;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.Moments;
import dev.quayside.app.cli.output.Palette;
import dev.quayside.app.cli.view.LogPrinter;
import dev.quayside.engine.LogLine;
import dev.quayside.engine.LogQuery;
import dev.quayside.engine.Replica;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logs}. */
final class Logs implements Command {
    @Option(
            names = {"-f", "--follow"},
            description = "Goes on as more is written, until Ctrl-C")
    private boolean follow;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only what was written since: 10m, or 2026-01-31T12:00:00Z")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Only what was written until then")
    private @Nullable String until;

    @Option(
            names = {"-n", "--tail"},
            paramLabel = "LINES",
            description = "At most so many lines from the end of each container's output, or all")
    private String tail = "all";

    @Option(
            names = {"-t", "--timestamps"},
            description = "The time before each line")
    private boolean timestamps;

    @Option(names = "--no-color", description = "No colours")
    private boolean noColor;

    @Option(names = "--no-log-prefix", description = "No container name before each line")
    private boolean noPrefix;

    @Parameters(paramLabel = "SERVICE", arity = "0..*", description = "Only these services")
    private List<String> services = new ArrayList<>();

    @Override
    public List<Example> examples() {
        return List.of(
                example("logs -f --tail 20", "shows the last 20 lines of each container and follows"),
                example("logs --since 10m web", "shows what the service web wrote in the last ten minutes"));
    }

    @Override
    public int run(Invocation invocation) {
        var query = new LogQuery(follow, moment(since, invocation), moment(until, invocation), lines());
        String app = invocation.appName();
        try (var quayside = invocation.connect()) {
            var printer = new LogPrinter(
                    invocation,
                    noColor ? Palette.PLAIN : invocation.colours(),
                    noPrefix ? LogPrinter.Prefix.HIDDEN : LogPrinter.Prefix.SHOWN,
                    timestamps ? LogPrinter.Timestamps.SHOWN : LogPrinter.Timestamps.HIDDEN,
                    quayside.ps(app, services).stream().map(Replica::id).toList());
            try (var logs = quayside.logs(app, services, query, invocation.now());
                    var interruption = new Interruption(invocation, logs::close)) {
                for (Optional<LogLine> line = logs.next(); line.isPresent(); line = logs.next()) {
                    printer.print(line.get());
                }
                return interruption.status();
            }
        }
    }

    private static Optional<Instant> moment(@Nullable String text, Invocation invocation) {
        return Optional.ofNullable(text).map(t -> Moments.instant(t, invocation.now(), ZoneId.systemDefault()));
    }

    private OptionalInt lines() {
        if (tail.equals("all") || tail.equals("-1")) {
            return OptionalInt.empty();
        }
        if (!tail.matches("\\d{1,9}")) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "--tail does not know '" + tail + "'",
                    "give a number of lines, or all");
        }
        return OptionalInt.of(Integer.parseInt(tail));
    }
}
