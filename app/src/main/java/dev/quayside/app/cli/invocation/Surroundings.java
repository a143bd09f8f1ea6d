package dev.quayside.app.cli.invocation;

import dev.quayside.ConnectOptions;
import dev.quayside.Quayside;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;

/**
 * Everything of the outside world that a command sees; tests bring their own.
 *
 * @param connector makes the connection to an engine
 */
public record Surroundings(
        Map<String, String> environment,
        Path workingDirectory,
        Path home,
        InputStream in,
        PrintStream out,
        PrintStream err,
        Terminal terminal,
        Signals signals,
        Clock clock,
        Function<ConnectOptions, Quayside> connector) {}
