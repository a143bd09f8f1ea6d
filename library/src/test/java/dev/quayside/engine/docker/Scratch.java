package dev.quayside.engine.docker;

import dev.quayside.engine.ExecRequest;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Names that no other test uses, and the removal of everything that got one. */
final class Scratch implements AutoCloseable {
    static final String IMAGE = "busybox:1.37";

    private final DockerIntegration docker;
    private final String prefix = "qs-" + UUID.randomUUID().toString().substring(0, 8);

    Scratch(DockerIntegration docker) {
        this.docker = docker;
    }

    String name(String word) {
        return prefix + "-" + word;
    }

    DockerContainer sleeping(String word) {
        return shell(word, "sleep 60");
    }

    DockerContainer shell(String word, String script) {
        return docker.createContainer(
                IMAGE, name(word), CreateContainerOptions.DEFAULT.withCommand("sh", "-c", script));
    }

    DockerContainer started(String word, String script) {
        var container = shell(word, script);
        docker.startContainer(container);
        return container;
    }

    /** The output of a command in a container. */
    String run(DockerContainer container, String... command) {
        try (var session = docker.exec(container.id(), ExecRequest.of(command))) {
            return new String(session.stdout().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        var filter = ListContainersOptions.ALL.withFilter("name", prefix).brief();
        docker.listContainers(filter)
                .forEach(c -> quietly(() -> docker.removeContainer(
                        c, RemoveContainerOptions.DEFAULT.killing().withVolumes())));
        var byName = ListOptions.ALL.withFilter("name", prefix);
        docker.networks().list(byName).forEach(n -> quietly(() -> docker.removeNetwork(n)));
        docker.volumes().list(byName).forEach(v -> quietly(() -> docker.removeVolume(v)));
        List<DockerImage> images = docker.listImages();
        images.stream()
                .filter(image -> image.repository().contains(prefix))
                .forEach(image -> quietly(() -> docker.images().remove(image.reference(), RemoveImageOptions.FORCED)));
    }

    private static void quietly(Runnable removal) {
        try {
            removal.run();
        } catch (QuaysideException e) {
            // Something else removed it, or still uses it: the next test has other names.
        }
    }
}
