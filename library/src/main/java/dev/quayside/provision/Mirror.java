package dev.quayside.provision;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The registry on this machine's loopback from which an embedded engine pulls images that were made here. */
record Mirror(EngineFolders folders, EngineState state) {
    private static final Set<String> PROGRAMS = Set.of("docker-registry", "registry", "setsid", "nsenter", "sh");
    private static final Duration DEATH = Duration.ofSeconds(5);

    private Path configuration() {
        return folders.run().resolve("registry.yml");
    }

    Optional<ProcessTable.Entry> find() {
        return ProcessTable.running(PROGRAMS, configuration().toString()).stream()
                .findFirst();
    }

    void stop() {
        find().ifPresent(process -> {
            process.terminate();
            if (!Waiting.until(() -> !process.isAlive(), DEATH)) {
                process.kill();
            }
        });
    }
}
