package dev.quayside.engine.kubernetes;

import dev.quayside.model.Ordered;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service: one name and address for the pods that its selector means.
 *
 * @param selector the labels of its pods; empty if it has none
 * @param clusterAddress its address inside the cluster; empty for one without
 * @param externalAddresses addresses or names that its load balancer got so far
 */
public record KubernetesService(
        String name,
        String namespace,
        Map<String, String> selector,
        List<ServicePort> ports,
        ServiceType serviceType,
        Optional<String> clusterAddress,
        List<String> externalAddresses,
        ObjectMetadata metadata) {
    /** Checks and copies. */
    public KubernetesService {
        selector = Ordered.copyOf(selector);
        ports = List.copyOf(ports);
        externalAddresses = List.copyOf(externalAddresses);
    }
}
