package dev.quayside.engine;

import dev.quayside.model.ContainerPort;
import dev.quayside.model.HealthCheck;
import java.util.List;
import java.util.Optional;

/**
 * What an image says of itself.
 *
 * @param id its full id
 * @param volumes the paths for which every container gets a volume
 */
public record ImageFacts(
        String id,
        List<String> volumes,
        List<ContainerPort> exposedPorts,
        Optional<HealthCheck> healthCheck,
        Optional<List<String>> entrypoint,
        Optional<List<String>> command,
        Optional<String> user) {
    public ImageFacts {
        volumes = List.copyOf(volumes);
        exposedPorts = List.copyOf(exposedPorts);
    }

    /** An image that says nothing but its id. */
    public static ImageFacts of(String id) {
        return new ImageFacts(
                id, List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
