package dev.quayside.app.cli.command.pod;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Cluster;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Interruption;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.ListFlags;
import dev.quayside.app.cli.invocation.Moments;
import dev.quayside.app.cli.view.PodLogPrinter;
import dev.quayside.engine.EntryStream;
import dev.quayside.engine.kubernetes.ListOptions;
import dev.quayside.engine.kubernetes.LogOptions;
import dev.quayside.engine.kubernetes.PodLogLine;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pod logs}. */
public final class PodLogs implements Command {
    @Option(
            names = {"-f", "--follow"},
            description = "Goes on as more is written, until the container ends or Ctrl-C")
    private boolean follow;

    @Option(
            names = {"-p", "--previous"},
            description = "What the container wrote before it was restarted last")
    private boolean previous;

    @Option(
            names = {"-c", "--container"},
            paramLabel = "CONTAINER",
            description = "Which container (default: the main one)")
    private @Nullable String container;

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "KEY[=VALUE],…",
            description = "Those of all pods with these labels instead of one")
    private @Nullable String selector;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only what was written since: 10m, or 2026-01-31T12:00:00Z")
    private @Nullable String since;

    @Option(
            names = "--tail",
            paramLabel = "LINES",
            description = "At most so many lines from the end of what there is, or all")
    private String tail = "all";

    @Option(
            names = {"-t", "--timestamps"},
            description = "The time before each line")
    private boolean timestamps;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The pod")
    private @Nullable String name;

    @Override
    public List<Example> examples() {
        return List.of(
                example("pod logs -f --tail 20 web-0", "shows the last 20 lines of a pod and follows"),
                example(
                        "pod logs -l app=web --since 10m",
                        "shows what all pods of a deployment wrote lately, by time"));
    }

    @Override
    public int run(Invocation invocation) {
        var options = options(invocation);
        try (var cluster = Cluster.connect(invocation);
                var logs = open(cluster, options);
                var interruption = new Interruption(invocation, logs::close)) {
            var printer = new PodLogPrinter(
                    invocation.surroundings().out(),
                    invocation.format(),
                    name == null ? PodLogPrinter.Prefix.SHOWN : PodLogPrinter.Prefix.HIDDEN,
                    timestamps ? PodLogPrinter.Timestamps.SHOWN : PodLogPrinter.Timestamps.HIDDEN);
            for (Optional<PodLogLine> line = logs.next(); line.isPresent(); line = logs.next()) {
                printer.print(line.get());
            }
            return interruption.status();
        }
    }

    private EntryStream<PodLogLine> open(Cluster cluster, LogOptions options) {
        if ((name == null) == (selector == null)) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "pod logs needs either a name or --selector",
                    "write 'pod logs NAME' or 'pod logs -l KEY=VALUE'");
        }
        return name == null
                ? cluster.kubernetes()
                        .logs(
                                ListFlags.selecting(
                                        ListOptions.in(cluster.namespace()), selector == null ? "" : selector),
                                options)
                : cluster.kubernetes().logs(name, cluster.namespace(), options);
    }

    private LogOptions options(Invocation invocation) {
        var options = follow ? LogOptions.FOLLOWED : LogOptions.ALL;
        options = previous ? options.previous() : options;
        options = container == null ? options : options.of(container);
        options = since == null
                ? options
                : options.since(Moments.instant(since, invocation.now(), ZoneId.systemDefault()));
        if (tail.equals("all") || tail.equals("-1")) {
            return options;
        }
        if (!tail.matches("\\d{1,9}")) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "--tail does not know '" + tail + "'",
                    "give a number of lines, or all");
        }
        return options.lastLines(Integer.parseInt(tail));
    }
}
