package dev.quayside.engine;

import dev.quayside.model.PortMapping;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A container of an app as the engine sees it.
 *
 * @param handle the engine's own full id
 * @param name the engine's name for it
 * @param specHash the hash of what was asked for when it was created
 * @param parts the digests of its parts at that time, by name of the part
 * @param image the image by the name it was created from, or its id
 * @param imageId the full id of the image it runs
 * @param message what the engine says of its state: the last output of its health check, or why it could not start; or empty
 * @param exitCode of its last end; empty if it never ended
 * @param endpoints the networks it is attached to, by the engine's name of the network
 * @param ports what is published now, with the host ports that the engine chose
 * @param writableVolumes the volumes it can write to, by the engine's name; those without a name of the user's included
 */
public record Replica(
        ReplicaId id,
        String handle,
        String name,
        String specHash,
        Map<String, String> parts,
        String image,
        String imageId,
        State state,
        Health health,
        OptionalInt exitCode,
        boolean outOfMemory,
        String message,
        Instant created,
        Optional<Instant> started,
        Optional<Instant> finished,
        int restarts,
        Map<String, Endpoint> endpoints,
        List<PortMapping> ports,
        Set<String> writableVolumes) {
    /** Whether it runs. */
    public enum State {
        CREATED,
        RUNNING,
        PAUSED,
        RESTARTING,
        EXITED,
        REMOVING;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What its health check says. */
    public enum Health {
        /** There is no health check. */
        NONE,
        STARTING,
        HEALTHY,
        UNHEALTHY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Its place in a network.
     *
     * @param aliases under which names the network knows it, without those that the engine adds by itself
     */
    public record Endpoint(List<String> aliases, Optional<String> address, Optional<String> macAddress) {
        public Endpoint {
            aliases = List.copyOf(aliases);
        }
    }

    public Replica {
        parts = Map.copyOf(parts);
        writableVolumes = Set.copyOf(writableVolumes);
        endpoints = Map.copyOf(endpoints);
        ports = List.copyOf(ports);
    }

    /** Whether clients reach it under the service's name in every network it is attached to. */
    public boolean serving() {
        return !endpoints.isEmpty()
                && endpoints.values().stream().allMatch(e -> e.aliases().contains(id.service()));
    }

    /** Whether it ended with exit code 0. */
    public boolean completed() {
        return state == State.EXITED && exitCode.isPresent() && exitCode.getAsInt() == 0;
    }
}
