package dev.quayside.engine;

import dev.quayside.model.ContainerPort;
import dev.quayside.model.HealthCheck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an image says of itself.
 *
 * @param id its full id
 * @param volumes the paths for which every container gets a volume
 * @param age for how long the engine has had it under its name; empty: that is not known
 */
public record ImageFacts(
        String id,
        List<String> volumes,
        List<ContainerPort> exposedPorts,
        Optional<HealthCheck> healthCheck,
        Optional<List<String>> entrypoint,
        Optional<List<String>> command,
        Optional<String> user,
        Optional<Duration> age) {
    public ImageFacts {
        volumes = List.copyOf(volumes);
        exposedPorts = List.copyOf(exposedPorts);
    }

    /** An image of which nobody knows how long it has been there. */
    public ImageFacts(
            String id,
            List<String> volumes,
            List<ContainerPort> exposedPorts,
            Optional<HealthCheck> healthCheck,
            Optional<List<String>> entrypoint,
            Optional<List<String>> command,
            Optional<String> user) {
        this(id, volumes, exposedPorts, healthCheck, entrypoint, command, user, Optional.empty());
    }

    /** The same, known to the engine under its name for this long. */
    public ImageFacts withAge(Duration known) {
        return new ImageFacts(id, volumes, exposedPorts, healthCheck, entrypoint, command, user, Optional.of(known));
    }

    /** An image that says nothing but its id. */
    public static ImageFacts of(String id) {
        return new ImageFacts(
                id, List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
