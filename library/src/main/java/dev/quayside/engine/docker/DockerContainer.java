package dev.quayside.engine.docker;

import dev.quayside.model.PortMapping;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A container.
 *
 * @param id its full id
 * @param name its name without a leading slash
 * @param image the image as it was named when the container was created
 * @param status what it is doing
 * @param ports published ports; while it does not run, those it asked for
 * @param environment environment variables, those of the image included; empty if a listing was asked not to look them up
 * @param imageId the full id of the image
 * @param statusText the engine's words for people, such as {@code Up 5 minutes (healthy)}; empty unless listed
 * @param created when it was created
 * @param labels labels, those of the image included
 * @param addresses its addresses, by the name of the network; empty while it does not run
 */
public record DockerContainer(
        String id,
        String name,
        String image,
        ContainerStatus status,
        List<PortMapping> ports,
        Map<String, String> environment,
        String imageId,
        String statusText,
        Instant created,
        Map<String, String> labels,
        Map<String, String> addresses) {
    /** Copies the collections. */
    public DockerContainer {
        ports = List.copyOf(ports);
        environment = Map.copyOf(environment);
        labels = Map.copyOf(labels);
        addresses = Map.copyOf(addresses);
    }

    DockerContainer withConfiguration(List<PortMapping> newPorts, Map<String, String> newEnvironment) {
        return new DockerContainer(
                id, name, image, status, newPorts, newEnvironment, imageId, statusText, created, labels, addresses);
    }
}
