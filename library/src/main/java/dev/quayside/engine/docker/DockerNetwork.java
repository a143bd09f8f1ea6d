package dev.quayside.engine.docker;

import dev.quayside.model.Network.AddressPool;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A network.
 *
 * @param id its full id
 * @param driver such as {@code bridge}
 * @param scope {@code local} or {@code swarm}
 * @param internal whether it has no way to the outside
 * @param attachable whether containers may join a swarm network by hand
 * @param pools its address ranges, as asked for or as the engine chose
 * @param options of its driver
 */
public record DockerNetwork(
        String id,
        String name,
        String driver,
        String scope,
        boolean internal,
        boolean attachable,
        boolean ipv6,
        List<AddressPool> pools,
        Instant created,
        Map<String, String> labels,
        Map<String, String> options) {
    /** Copies the collections. */
    public DockerNetwork {
        pools = List.copyOf(pools);
        labels = Map.copyOf(labels);
        options = Map.copyOf(options);
    }
}
