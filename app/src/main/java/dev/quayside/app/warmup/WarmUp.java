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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the usual commands against an {@link EngineOfPaper} and a {@link ClusterOfPaper}, so that a JVM that records what it loads records what they need.
 *
 * <p>The launcher does this once after each build. Nothing of the user's is read or changed, and nothing is printed.
 */
public final class WarmUp {
    /** Each common way of writing, once: what a rehearsal does not come by is loaded slowly later. */
    private static final String COMPOSE = """
            # What most files have.
            name: rehearsal
            x-common: &common
              environment: &environment { MODE: "${MODE:-test}", SIZE: 1.5, ON: true }
              restart: unless-stopped

            services:
              web:
                <<: *common
                build: &build
                  context: .
                  args: [VERSION=1]
                image: web:1
                ports:
                  - "127.0.0.1:${PORT:-8080}:80"
                  - { target: 81, published: "8081", protocol: tcp }
                expose: ["9000"]
                networks: [front, back]
                labels: { "org.example.kind": page }
                command: ["serve", "--all"]
                user: "1000:1000"
                read_only: true
                cap_drop: [ALL]
                tmpfs: /tmp
                logging: { driver: json-file, options: { max-size: 1m } }
                configs: [{ source: site, target: /etc/site }]
                secrets: [password]
                volumes:
                  - ./site:/site:ro
                  - { type: volume, source: data, target: /more }
                depends_on:
                  db: { condition: service_healthy, restart: true }
                deploy:
                  replicas: 1
                  resources: { limits: { cpus: "0.5", memory: 128M }, reservations: { memory: 64M } }
              db:
                image: db:1
                networks: [back]
                environment:
                  - NAME=rehearsal
                  - "FILE=/run/secrets/password"
                # Asked often, for it is small.
                healthcheck: { test: ["CMD-SHELL", "true || exit 1"], interval: 1s, timeout: 3s, retries: 5, start_period: 1s }
                volumes: ["data:/data"]
                secrets: [{ source: password, target: password }]
                stop_grace_period: 5s
              tool:
                image: web:1
                profiles: [tools]
                depends_on: [web]
            networks:
              front:
              back: { internal: true }
            volumes: { data: }
            configs: { site: { content: "site" } }
            secrets: { password: { file: ./compose.yaml } }
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

    private static final List<String> ON_A_CLUSTER = List.of(
            "-p rehearsal ps",
            "-p rehearsal ps --output json",
            "plan",
            "ls",
            "-p rehearsal logs --tail 5",
            "up -d --no-build",
            "pod ls -n rehearsal",
            "deployment ls -n rehearsal",
            "service ls -n rehearsal",
            "namespace ls",
            "convert",
            "fidelity");

    private static final String COMPOSE_FILE = "compose.yaml";
    private static final String SOCKET = "engine.sock";
    private static final String KUBECONFIG = "kubeconfig";

    private WarmUp() {}

    /**
     * Rehearses. A command that fails has rehearsed its failure.
     *
     * @param process what the program sees when it runs for a user
     * @param keyStore the key of a cluster, a PKCS #12 file; empty leaves out what needs a cluster
     */
    public static void run(Surroundings process, Optional<Path> keyStore) {
        Path folder = folder();
        try (EngineOfPaper engine = EngineOfPaper.at(folder.resolve(SOCKET))) {
            Files.writeString(folder.resolve(COMPOSE_FILE), COMPOSE);
            rehearse(LINES, folder, Map.of("DOCKER_HOST", engine.address()), process);
            if (keyStore.isPresent()) {
                rehearseOnACluster(keyStore.get(), folder, process);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            List.of(COMPOSE_FILE, SOCKET, KUBECONFIG, "").forEach(name -> delete(folder.resolve(name)));
        }
    }

    private static void rehearseOnACluster(Path keyStore, Path folder, Surroundings process) throws IOException {
        try (ClusterOfPaper cluster = ClusterOfPaper.with(keyStore)) {
            Path kubeconfig = Files.writeString(folder.resolve(KUBECONFIG), cluster.kubeconfig());
            var environment = Map.of("QUAYSIDE_ENGINE", "kubernetes", "KUBECONFIG", kubeconfig.toString());
            rehearse(ON_A_CLUSTER, folder, environment, process);
        }
    }

    private static void rehearse(
            List<String> lines, Path folder, Map<String, String> environment, Surroundings process) {
        var surroundings = surroundings(folder, environment, process);
        lines.forEach(line -> Cli.run(surroundings, line.split(" ", -1)));
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

    private static Surroundings surroundings(Path folder, Map<String, String> environment, Surroundings process) {
        var variables = new HashMap<>(environment);
        variables.put("HOME", folder.toString());
        return new Surroundings(
                variables,
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
