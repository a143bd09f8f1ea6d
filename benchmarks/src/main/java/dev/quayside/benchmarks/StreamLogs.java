package dev.quayside.benchmarks;

import dev.quayside.engine.docker.CreateContainerOptions;
import dev.quayside.engine.docker.DockerContainer;
import dev.quayside.engine.docker.DockerIntegration;
import dev.quayside.engine.docker.LogOptions;
import dev.quayside.engine.docker.RemoveContainerOptions;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Locale;

/**
 * Reads the log of a container that wrote a lot, line by line, with whatever heap this program was given; then lets
 * {@code docker logs} do the same.
 */
public final class StreamLogs {
    private static final int LINE = 100;

    private StreamLogs() {}

    /** Takes the size of the log in millions of bytes. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        long bytes = Long.parseLong(arguments[0]) * 1_000_000;
        try (var docker = DockerIntegration.connect()) {
            var options = CreateContainerOptions.DEFAULT.withCommand(
                    "sh", "-c", "yes " + "x".repeat(LINE - 1) + " | head -c " + bytes);
            var container = docker.createContainer("busybox:1.37", "quayside-benchmark-logs", options);
            try {
                docker.startContainer(container);
                docker.waitFor(container.id());
                double ours = read(docker, container, bytes);
                double peers = readWithPeer(container);
                System.out.printf(
                        Locale.ROOT,
                        "%d MB of log lines: quayside %.1f s, docker logs %.1f s, ratio %.2f; largest heap %d MB%n",
                        bytes / 1_000_000,
                        ours,
                        peers,
                        ours / peers,
                        Runtime.getRuntime().maxMemory() >> 20);
            } finally {
                docker.removeContainer(container, RemoveContainerOptions.DEFAULT.killing());
            }
        }
    }

    private static double read(DockerIntegration docker, DockerContainer container, long expected) {
        long begin = System.nanoTime();
        long bytes = 0;
        try (var lines = docker.logs(container.id(), LogOptions.ALL)) {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                bytes += line.get().text().length() + 1;
            }
        }
        if (bytes != expected) {
            throw new IllegalStateException("read " + bytes + " bytes of " + expected);
        }
        return secondsSince(begin);
    }

    private static double readWithPeer(DockerContainer container) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        int status = new ProcessBuilder("docker", "logs", "--timestamps", container.id())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("docker logs ended with " + status);
        }
        return secondsSince(begin);
    }

    private static double secondsSince(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
