package dev.quayside.engine.kubernetes;

import dev.quayside.model.ContainerPort;
import dev.quayside.model.Ordered;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pod.
 *
 * @param image of its main container: the one that an annotation calls the default, else the first
 * @param status what it is doing, in the word that other tools show, such as {@code Running} or {@code CrashLoopBackOff}
 * @param ports of the main container
 * @param environment of the main container; without variables whose value comes from elsewhere
 * @param container the name of the main container
 * @param ready whether all its containers are ready
 * @param restarts how often its containers were restarted
 * @param address its address; empty while it has none
 * @param node the node that it is on; empty while it is not scheduled
 */
public record KubernetesPod(
        String name,
        String namespace,
        String image,
        String status,
        List<ContainerPort> ports,
        Map<String, String> environment,
        String container,
        boolean ready,
        int restarts,
        Optional<String> address,
        Optional<String> node,
        ObjectMetadata metadata) {
    /** Checks and copies. */
    public KubernetesPod {
        ports = List.copyOf(ports);
        environment = Ordered.copyOf(environment);
    }
}
