package dev.quayside.examples;

import dev.quayside.engine.docker.DockerContainer;
import dev.quayside.engine.docker.DockerImage;
import dev.quayside.engine.docker.DockerIntegration;
import java.nio.file.Path;
import java.util.Map;

/**
 * The life of an image and a container, from build to removal.
 *
 * <p>Run it in {@code examples/java}, where the folder {@code app} is; the engine is found as the docker command finds it.
 */
public final class DockerExample {
    private DockerExample() {}

    /** Builds, runs, lists, stops and removes. */
    public static void main(String[] arguments) {
        try (var docker = DockerIntegration.connect()) {
            DockerImage image = docker.buildImage(Path.of("app"), "toronto-ai:latest", "Dockerfile");
            System.out.println("Image: " + image.repository() + ":" + image.tag());

            DockerContainer app = docker.createContainer(
                    "toronto-ai:latest", "toronto-ai-app", Map.of("8080/tcp", 8080), Map.of("NODE_ENV", "production"));
            docker.startContainer(app);

            docker.listContainers()
                    .forEach(c -> System.out.println("Container: " + c.name() + ", Status: " + c.status()));

            docker.stopContainer(app);
            docker.removeContainer(app);
        }
    }
}
