package dev.quayside.app.cli.command.pod;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Cluster;
import dev.quayside.app.cli.invocation.ConnectedSession;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.PassesWordsOn;
import dev.quayside.app.cli.invocation.Terminal;
import dev.quayside.engine.ExecRequest;
import dev.quayside.error.QuaysideException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pod exec}. */
public final class PodExec implements PassesWordsOn {
    private static final int FAILED = 1;
    private static final int CLUSTER_COULD_NOT_RUN_IT = 125;

    @Option(
            names = {"-c", "--container"},
            paramLabel = "CONTAINER",
            description = "Which container (default: the main one)")
    private @Nullable String container;

    @Option(
            names = {"-T", "--no-tty"},
            description = "No terminal for the command, also where there is one")
    private boolean noTerminal;

    /** Both are so in any case; the flags are there because kubectl's users write them. */
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-i", "--stdin"},
            description = "Connects standard input; that is so in any case")
    private boolean interactive;

    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-t", "--tty"},
            description = "Gives the command a terminal where there is one; that is so in any case")
    private boolean terminalWanted;

    @Parameters(paramLabel = "NAME", index = "0", description = "The pod")
    private String name = "";

    @Parameters(paramLabel = "COMMAND", index = "1..*", arity = "1..*", description = "The command and its arguments")
    private List<String> command = new ArrayList<>();

    @Override
    public List<Example> examples() {
        return List.of(
                example("pod exec web-0 sh", "opens a shell in the main container of a pod"),
                example("pod exec -c db shop-0 -- pg_dump shop", "runs a command in another container of it"));
    }

    @Override
    public int statusOf(QuaysideException failure) {
        int status = failure.code().exitStatus();
        return status == FAILED ? CLUSTER_COULD_NOT_RUN_IT : status;
    }

    @Override
    public int run(Invocation invocation) {
        var surroundings = invocation.surroundings();
        boolean terminal = !noTerminal
                && surroundings.terminal().has(Terminal.Stream.INPUT)
                && surroundings.terminal().has(Terminal.Stream.OUTPUT);
        var words = command.getFirst().equals("--") ? command.subList(1, command.size()) : command;
        var request = new ExecRequest(words, Optional.empty(), Optional.empty(), Map.of(), terminal, true, false);
        try (var cluster = Cluster.connect(invocation)) {
            var kubernetes = cluster.kubernetes();
            var chosen = container == null
                    ? kubernetes.getPod(name, cluster.namespace()).container()
                    : container;
            try (var session = kubernetes.exec(name, cluster.namespace(), chosen, request)) {
                return new ConnectedSession(session, surroundings).run(terminal);
            }
        }
    }
}
