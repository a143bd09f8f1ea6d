package dev.quayside.engine.docker;

import java.nio.file.Path;
import java.util.Map;

/** Where Docker's command keeps its configuration. */
final class DockerConfigFolder {
    private DockerConfigFolder() {}

    static Path of(Map<String, String> environment, Path home) {
        var configured = environment.getOrDefault("DOCKER_CONFIG", "");
        return configured.isBlank() ? home.resolve(".docker") : Path.of(configured);
    }
}
