package dev.quayside.engine.docker;

import dev.quayside.json.Json;
import dev.quayside.model.HealthCheck;
import dev.quayside.model.Lifecycle.RestartPolicy;
import dev.quayside.model.ServiceProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that an inspection says of a container.
 *
 * @param networks the networks it is attached to, by name
 * @param process what it runs, the image's part included
 * @param networkMode the engine's word, such as {@code bridge}, {@code host} or {@code container:…}
 * @param document the engine's whole answer
 */
public record ContainerDetails(
        DockerContainer container,
        State state,
        Map<String, NetworkEndpoint> networks,
        List<MountPoint> mounts,
        ServiceProcess process,
        Optional<HealthCheck> healthCheck,
        RestartPolicy restartPolicy,
        Optional<String> stopSignal,
        Optional<Duration> stopGracePeriod,
        String networkMode,
        Json document) {
    /** Copies the collections. */
    public ContainerDetails {
        networks = Map.copyOf(networks);
        mounts = List.copyOf(mounts);
    }

    /** The container's full id. */
    public String id() {
        return container.id();
    }

    /**
     * How the container's process is, or how it ended.
     *
     * @param exitCode of its last end; 0 while it has never ended
     * @param outOfMemory whether the kernel killed it for memory
     * @param error why the engine could not start it; usually empty
     * @param processId on the engine's host; 0 while it does not run
     * @param restarts how often the engine started it again
     */
    public record State(
            ContainerStatus status,
            int exitCode,
            boolean outOfMemory,
            String error,
            Optional<Instant> started,
            Optional<Instant> finished,
            long processId,
            int restarts,
            Optional<Health> health) {}

    /**
     * What the health check found.
     *
     * @param status {@code starting}, {@code healthy} or {@code unhealthy}
     * @param failingStreak how many probes in a row have failed
     * @param probes the last ones, oldest first
     */
    public record Health(String status, int failingStreak, List<Probe> probes) {
        /** Copies the probes. */
        public Health {
            probes = List.copyOf(probes);
        }
    }

    /** One run of the health check. */
    public record Probe(Instant started, Instant ended, int exitCode, String output) {}

    /**
     * A container's place in one network.
     *
     * @param address its IPv4 address; empty while it does not run
     * @param requestedAddress the IPv4 address that was asked for; empty if the engine chooses
     * @param aliases names under which the network knows it, as asked for, with the ones the engine adds
     */
    public record NetworkEndpoint(
            String networkId,
            String endpointId,
            String address,
            String ipv6Address,
            String gateway,
            String macAddress,
            String requestedAddress,
            String requestedIpv6Address,
            List<String> linkLocalAddresses,
            List<String> aliases,
            Map<String, String> driverOptions,
            int gatewayPriority) {
        /** Copies the collections. */
        public NetworkEndpoint {
            linkLocalAddresses = List.copyOf(linkLocalAddresses);
            aliases = List.copyOf(aliases);
            driverOptions = Map.copyOf(driverOptions);
        }
    }

    /**
     * Something mounted.
     *
     * @param type {@code volume}, {@code bind} or {@code tmpfs}
     * @param name the volume's name
     * @param source where it is on the engine's host
     */
    public record MountPoint(String type, String name, String source, String target, boolean readOnly) {}
}
