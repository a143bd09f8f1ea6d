package dev.quayside.engine.docker;

import dev.quayside.json.Json;
import java.util.Map;

/**
 * Everything that an inspection says of a network.
 *
 * @param members the containers in it that run, by full id
 * @param document the engine's whole answer
 */
public record NetworkDetails(DockerNetwork network, Map<String, Member> members, Json document) {
    /** Copies the members. */
    public NetworkDetails {
        members = Map.copyOf(members);
    }

    /**
     * A container in the network.
     *
     * @param address its IPv4 address with the length of the prefix
     */
    public record Member(String name, String address, String ipv6Address, String macAddress) {}
}
