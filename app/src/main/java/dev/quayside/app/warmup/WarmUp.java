package dev.quayside.app.warmup;

import dev.quayside.app.cli.Cli;
import dev.quayside.app.cli.invocation.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs the usual commands against an {@link EngineOfPaper}, so that a JVM that records what it loads records what they need.
 *
 * <p>The launcher does this once after each build. Nothing of the user's is read or changed, and nothing is printed.
 */
public final class WarmUp {
    private static final String COMPOSE = """
            name: rehearsal
            services:
              web:
                image: web:1
                ports: ["127.0.0.1:8080:80"]
                environment: { MODE: "${MODE:-test}" }
                depends_on: { db: { condition: service_healthy } }
              db:
                image: db:1
                healthcheck: { test: ["CMD", "true"], interval: 1s }
                volumes: ["data:/data"]
            volumes: { data: }
            """;

    private static final List<String> LINES = List.of(
            "ps",
            "ps -a",
            "ps --output json",
            "-p rehearsal ps -q",
            "plan",
            "config",
            "config --services",
            "ls",
            "logs --tail 5",
            "stats",
            "down",
            "up -d --no-build",
            "container ls",
            "image ls",
            "network ls --output yaml",
            "volume ls",
            "version",
            "help",
            "help up",
            "pss");

    private WarmUp() {}

    /**
     * Rehearses. A command that fails has rehearsed its failure.
     *
     * @param process what the program sees when it runs for a user
     */
    public static void run(Surroundings process) {
        Path folder = folder();
        try (EngineOfPaper engine = EngineOfPaper.at(folder.resolve("engine.sock"))) {
            Files.writeString(folder.resolve("compose.yaml"), COMPOSE);
            var surroundings = surroundings(folder, engine.address(), process);
            LINES.forEach(line -> Cli.run(surroundings, line.split(" ", -1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            List.of("compose.yaml", "engine.sock", "").forEach(name -> delete(folder.resolve(name)));
        }
    }

    private static Path folder() {
        try {
            // The path of a socket has little room.
            return Files.createTempDirectory("quayside");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Surroundings surroundings(Path folder, String host, Surroundings process) {
        return new Surroundings(
                Map.of("DOCKER_HOST", host, "HOME", folder.toString()),
                folder,
                folder,
                InputStream.nullInputStream(),
                nowhere(),
                nowhere(),
                process.terminal(),
                process.signals(),
                process.clock(),
                process.connector());
    }

    private static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }
}
