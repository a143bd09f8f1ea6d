package dev.quayside.engine.docker;

import dev.quayside.engine.Ownership;
import dev.quayside.engine.Replica;
import dev.quayside.engine.Replica.Endpoint;
import dev.quayside.engine.Replica.Health;
import dev.quayside.engine.Replica.State;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Turns what the engine says of a container into a replica. Pure. */
final class ReplicaReading {
    private static final String VOLUME = "volume";

    private ReplicaReading() {}

    /** Empty if the container is no replica of ours. */
    static Optional<Replica> read(ContainerDetails details) {
        var container = details.container();
        return ReplicaLabels.replica(container).map(id -> {
            var owner = Ownership.fromLabels(container.labels()).orElseThrow();
            var state = details.state();
            return new Replica(
                    id,
                    details.id(),
                    container.name(),
                    owner.specHash(),
                    owner.parts(),
                    container.image(),
                    container.imageId(),
                    state(state.status()),
                    health(details),
                    exitCode(state),
                    state.outOfMemory(),
                    message(state),
                    container.created(),
                    state.started(),
                    state.finished(),
                    state.restarts(),
                    endpoints(details, id.service()),
                    container.ports(),
                    writableVolumes(details));
        });
    }

    private static State state(ContainerStatus status) {
        return switch (status) {
            case CREATED -> State.CREATED;
            case RUNNING -> State.RUNNING;
            case PAUSED -> State.PAUSED;
            case RESTARTING -> State.RESTARTING;
            case REMOVING, DEAD -> State.REMOVING;
            case EXITED, UNKNOWN -> State.EXITED;
        };
    }

    /** A paused container counts as unhealthy without a single failure until it is asked again: then its last answer counts. */
    private static Health health(ContainerDetails details) {
        var health = details.state().health();
        if (health.isEmpty()) {
            return Health.NONE;
        }
        return switch (health.get().status()) {
            case "healthy" -> Health.HEALTHY;
            case "starting" -> Health.STARTING;
            case "unhealthy" ->
                health.get().failingStreak() > 0
                        ? Health.UNHEALTHY
                        : lastAnswer(health.get().probes());
            default -> Health.NONE;
        };
    }

    private static Health lastAnswer(List<ContainerDetails.Probe> probes) {
        if (probes.isEmpty()) {
            return Health.STARTING;
        }
        return probes.getLast().exitCode() == 0 ? Health.HEALTHY : Health.UNHEALTHY;
    }

    private static OptionalInt exitCode(ContainerDetails.State state) {
        return state.finished().isPresent() ? OptionalInt.of(state.exitCode()) : OptionalInt.empty();
    }

    private static String message(ContainerDetails.State state) {
        if (!state.error().isEmpty()) {
            return state.error();
        }
        return state.health()
                .filter(health -> !health.probes().isEmpty())
                .map(health -> health.probes().getLast().output().strip())
                .orElse("");
    }

    /** A network that it belongs into and is detached from is there without names, so that it does not count as serving. */
    private static Map<String, Endpoint> endpoints(ContainerDetails details, String service) {
        var endpoints = new LinkedHashMap<String, Endpoint>();
        ReplicaLabels.of(details.container())
                .endpoints()
                .keySet()
                .forEach(
                        network -> endpoints.put(network, new Endpoint(List.of(), Optional.empty(), Optional.empty())));
        details.networks()
                .forEach((network, endpoint) -> endpoints.put(
                        network,
                        new Endpoint(
                                Endpoints.aliases(details, endpoint, service),
                                present(endpoint.address()),
                                present(endpoint.macAddress()))));
        endpoints.keySet().removeIf(network -> isMode(details, network));
        return endpoints;
    }

    /** The engine lists the modes {@code host} and {@code none} as if they were networks. */
    private static boolean isMode(ContainerDetails details, String network) {
        return network.equals(details.networkMode()) && (network.equals("host") || network.equals("none"));
    }

    private static Optional<String> present(String text) {
        return Optional.of(text).filter(t -> !t.isEmpty());
    }

    private static Set<String> writableVolumes(ContainerDetails details) {
        var ours = ReplicaLabels.of(details.container()).fileFolders();
        var volumes = new LinkedHashSet<String>();
        details.mounts().stream()
                .filter(mount -> mount.type().equals(VOLUME) && !mount.readOnly())
                .filter(mount -> !ours.contains(mount.target()))
                .forEach(mount -> volumes.add(mount.name()));
        return volumes;
    }
}
