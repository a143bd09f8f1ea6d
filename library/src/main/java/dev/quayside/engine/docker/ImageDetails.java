package dev.quayside.engine.docker;

import dev.quayside.engine.ImageFacts;
import dev.quayside.json.Json;
import java.util.Map;

/**
 * Everything that an inspection says of an image.
 *
 * @param facts what it says of the containers made from it
 * @param environment variables that every container gets
 * @param workingDirectory where its process starts
 * @param document the engine's whole answer
 */
public record ImageDetails(
        DockerImage image,
        ImageFacts facts,
        Map<String, String> environment,
        String workingDirectory,
        String operatingSystem,
        String architecture,
        String author,
        Json document) {
    /** Copies the environment. */
    public ImageDetails {
        environment = Map.copyOf(environment);
    }
}
