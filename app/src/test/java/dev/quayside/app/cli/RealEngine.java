package dev.quayside.app.cli;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.quayside.Quayside;
import dev.quayside.app.cli.invocation.Surroundings;
import dev.quayside.app.cli.invocation.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The command line on a real engine: a folder and an application of its own, which is gone at the end with all that the folder's
 * files name.
 */
final class RealEngine implements AutoCloseable {
    private static final String VARIABLE = "QUAYSIDE_TEST_ENGINES";

    final String app = "qcli-" + UUID.randomUUID().toString().substring(0, 8);
    final Path folder;
    final Map<String, String> environment = new HashMap<>();
    final CommandLineRun.TestSignals signals = new CommandLineRun.TestSignals();
    String input = "";
    private final String host;
    private volatile ByteArrayOutputStream out = new ByteArrayOutputStream();
    private volatile ByteArrayOutputStream err = new ByteArrayOutputStream();

    RealEngine(String engine) throws IOException {
        this.host = engine.substring(engine.indexOf('=') + 1);
        this.folder = Files.createTempDirectory(app);
        environment.put("DOCKER_HOST", host);
        environment.put("COMPOSE_PROJECT_NAME", app);
    }

    /** Every engine that the build started; without any, the tests are skipped, or fail if engines are required. */
    static List<String> all() {
        String engines = System.getenv().getOrDefault(VARIABLE, "");
        if (engines.isBlank()) {
            if ("1".equals(System.getenv("QUAYSIDE_REQUIRE_ENGINES"))) {
                throw new AssertionError(VARIABLE + " is not set");
            }
            abort(VARIABLE + " is not set, for example to 29=unix:///run/docker.sock");
        }
        return Arrays.asList(engines.split(",", -1));
    }

    /** The path of the engine's socket. */
    Path socket() {
        return Path.of(host.substring("unix://".length()));
    }

    RealEngine file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        return this;
    }

    /** Runs a command as a user would, without a terminal, and returns its exit status. */
    int run(String... words) {
        out = new ByteArrayOutputStream();
        err = new ByteArrayOutputStream();
        return Cli.run(
                new Surroundings(
                        environment,
                        folder,
                        folder,
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Terminal.none(),
                        signals,
                        Clock.systemUTC(),
                        Quayside::connect),
                words);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        environment.put("DOCKER_HOST", host);
        run("down", "-p", app, "-v", "-t", "0");
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
