package dev.quayside.app.cli;

import dev.quayside.ConnectOptions;
import dev.quayside.Quayside;
import dev.quayside.app.cli.invocation.Signals;
import dev.quayside.app.cli.invocation.Surroundings;
import dev.quayside.app.cli.invocation.Terminal;
import dev.quayside.engine.memory.MemoryEngine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The command line as tests see it: a folder, an environment, an engine in memory, and what was written. */
final class CommandLineRun {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    final MemoryEngine engine;
    final Path folder;
    final Map<String, String> environment = new HashMap<>();
    final List<ConnectOptions> connections = new ArrayList<>();
    final TestSignals signals = new TestSignals();
    Terminal terminal = Terminal.none();
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    String input = "";
    Function<ConnectOptions, Quayside> connector;
    private volatile ByteArrayOutputStream out = new ByteArrayOutputStream();
    private volatile ByteArrayOutputStream err = new ByteArrayOutputStream();

    CommandLineRun(Path folder) {
        this(folder, new MemoryEngine(Clock.fixed(NOW, ZoneOffset.UTC)));
    }

    CommandLineRun(Path folder, MemoryEngine engine) {
        this.folder = folder;
        this.engine = engine;
        this.connector = options -> Quayside.on(engine);
    }

    /** Writes a file into the folder. */
    CommandLineRun file(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command and returns its exit status. */
    int run(String... words) {
        out = new ByteArrayOutputStream();
        err = new ByteArrayOutputStream();
        var surroundings = new Surroundings(
                environment,
                folder,
                folder.resolve("home"),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                signals,
                clock,
                options -> {
                    connections.add(options);
                    return connector.apply(options);
                });
        return Cli.run(surroundings, words);
    }

    /** What was written to standard output. */
    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What was written to standard error. */
    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Signals that arrive when a test says so. */
    static final class TestSignals implements Signals {
        private final Map<Signal, Runnable> handlers = new ConcurrentHashMap<>();

        @Override
        public Handling handle(Signal signal, Runnable handler) {
            handlers.put(signal, handler);
            return () -> handlers.remove(signal, handler);
        }

        /** Whether a command listens. */
        boolean isHandled(Signal signal) {
            return handlers.containsKey(signal);
        }

        void send(Signal signal) {
            Runnable handler = handlers.get(signal);
            if (handler != null) {
                handler.run();
            }
        }
    }
}
