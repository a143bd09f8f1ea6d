package dev.quayside.benchmarks;

import dev.quayside.engine.docker.CreateContainerOptions;
import dev.quayside.engine.docker.DockerContainer;
import dev.quayside.engine.docker.DockerIntegration;
import dev.quayside.engine.docker.LogOptions;
import dev.quayside.engine.docker.RemoveContainerOptions;
import java.util.Locale;

/** Reads the log of a container that wrote a lot, line by line, with whatever heap this program was given. */
public final class StreamLogs {
    private static final int LINE = 100;

    private StreamLogs() {}

    /** Takes the size of the log in millions of bytes. */
    public static void main(String[] arguments) {
        long bytes = Long.parseLong(arguments[0]) * 1_000_000;
        try (var docker = DockerIntegration.connect()) {
            var options = CreateContainerOptions.DEFAULT.withCommand(
                    "sh", "-c", "yes " + "x".repeat(LINE - 1) + " | head -c " + bytes);
            var container = docker.createContainer("busybox:1.37", "quayside-benchmark-logs", options);
            try {
                docker.startContainer(container);
                docker.waitFor(container.id());
                read(docker, container, bytes);
            } finally {
                docker.removeContainer(container, RemoveContainerOptions.DEFAULT.killing());
            }
        }
    }

    private static void read(DockerIntegration docker, DockerContainer container, long expected) {
        long begin = System.nanoTime();
        long bytes = 0;
        try (var lines = docker.logs(container.id(), LogOptions.ALL)) {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                bytes += line.get().text().length() + 1;
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (bytes != expected) {
            throw new IllegalStateException("read " + bytes + " bytes of " + expected);
        }
        System.out.printf(
                Locale.ROOT,
                "%d MB of log lines in %.1f s, %.0f MB/s, largest heap %d MB%n",
                bytes / 1_000_000,
                seconds,
                bytes / 1e6 / seconds,
                Runtime.getRuntime().maxMemory() >> 20);
    }
}
