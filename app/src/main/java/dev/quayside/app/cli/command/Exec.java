package dev.quayside.app.cli.command;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.ConnectedSession;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.PassesWordsOn;
import dev.quayside.app.cli.invocation.Terminal;
import dev.quayside.engine.ExecRequest;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code exec}. */
final class Exec implements PassesWordsOn {
    private static final int FAILED = 1;
    private static final int ENGINE_COULD_NOT_RUN_IT = 125;

    @Option(
            names = {"-u", "--user"},
            paramLabel = "USER",
            description = "Runs it as this user, or USER:GROUP")
    private @Nullable String user;

    @Option(
            names = {"-w", "--workdir"},
            paramLabel = "DIR",
            description = "Runs it in this folder of the container")
    private @Nullable String workingDirectory;

    @Option(
            names = {"-e", "--env"},
            paramLabel = "NAME[=VALUE]",
            description = "Sets a variable, or passes one on; may be repeated")
    private List<String> variables = new ArrayList<>();

    @Option(
            names = {"-T", "--no-tty"},
            description = "No terminal for the command, also where there is one")
    private boolean noTerminal;

    /** Standard input is connected in any case; the flag is there because docker's users write it. */
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-i", "--interactive"},
            description = "Connects standard input; that is so in any case")
    private boolean interactive;

    @Option(names = "--index", paramLabel = "NUMBER", description = "Which of the service's containers")
    private @Nullable Integer index;

    @Option(names = "--privileged", description = "Gives the command all rights on the engine's host")
    private boolean privileged;

    @Parameters(paramLabel = "SERVICE", index = "0", description = "The service")
    private String service = "";

    @Parameters(paramLabel = "COMMAND", index = "1..*", arity = "1..*", description = "The command and its arguments")
    private List<String> command = new ArrayList<>();

    @Override
    public List<Example> examples() {
        return List.of(
                example("exec web sh", "opens a shell in the container of the service web"),
                example("exec -T db pg_dump shop", "runs a command whose output goes to a file or a pipe"));
    }

    @Override
    public int statusOf(QuaysideException failure) {
        int status = failure.code().exitStatus();
        return status == FAILED ? ENGINE_COULD_NOT_RUN_IT : status;
    }

    @Override
    public int run(Invocation invocation) {
        var surroundings = invocation.surroundings();
        boolean terminal = !noTerminal
                && surroundings.terminal().has(Terminal.Stream.INPUT)
                && surroundings.terminal().has(Terminal.Stream.OUTPUT);
        var request = new ExecRequest(
                command,
                Optional.ofNullable(user),
                Optional.ofNullable(workingDirectory),
                environment(surroundings.environment(), terminal),
                terminal,
                true,
                privileged);
        String app = invocation.appName();
        try (var quayside = invocation.connect()) {
            var replica = quayside.replica(app, service, index == null ? OptionalInt.empty() : OptionalInt.of(index));
            try (var session = quayside.exec(replica.id(), request)) {
                return new ConnectedSession(session, surroundings).run(terminal);
            }
        }
    }

    private Map<String, String> environment(Map<String, String> own, boolean terminal) {
        var environment = new LinkedHashMap<String, String>();
        if (terminal) {
            environment.put("TERM", own.getOrDefault("TERM", "xterm"));
        }
        for (String variable : variables) {
            int equals = variable.indexOf('=');
            String name = equals < 0 ? variable : variable.substring(0, equals);
            if (name.isEmpty()) {
                throw new QuaysideException(
                        ErrorCode.INVALID_ARGUMENT, "'" + variable + "' names no variable", "write -e NAME=VALUE");
            }
            if (equals >= 0) {
                environment.put(name, variable.substring(equals + 1));
            } else if (own.containsKey(name)) {
                environment.put(name, own.getOrDefault(name, ""));
            }
        }
        return environment;
    }
}
