package dev.quayside.engine.docker;

import dev.quayside.engine.ReplicaId;
import dev.quayside.engine.ReplicaSpec;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.Attachment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives a running replica the service's names, or takes them away, without breaking a connection.
 *
 * <p>The engine sets names only when a container joins a network. So the container is paused, leaves and joins each of its
 * networks under the address, MAC address and options that it had, and goes on: for its processes nothing has happened. All
 * networks are changed within one pause, else the name would be live while another network is missing. Where a call that never
 * ended has left it paused or detached, labels and endpoints tell what is missing. Thread-safe.
 */
final class Handover {
    private final DockerContainers containers;
    private final DockerNetworks networks;
    private final OwnedContainers owned;
    private final Endpoints endpoints;

    Handover(DockerIntegration docker, OwnedContainers owned, Endpoints endpoints) {
        this.containers = docker.containers();
        this.networks = docker.networks();
        this.owned = owned;
        this.endpoints = endpoints;
    }

    void promote(ReplicaSpec spec) {
        change(running(owned.require(spec.id())), ReplicaOptions.aliases(spec));
    }

    void demote(ReplicaId id) {
        owned.find(id).map(Handover::running).ifPresent(container -> change(container, Map.of()));
    }

    private static ContainerDetails running(ContainerDetails container) {
        return switch (container.state().status()) {
            case RUNNING, PAUSED -> container;
            case CREATED, RESTARTING, REMOVING, EXITED, DEAD, UNKNOWN ->
                throw new QuaysideException(
                        ErrorCode.CONFLICT,
                        "The container '" + container.container().name() + "' does not run: it is "
                                + container.state().status(),
                        "start it first");
        };
    }

    private void change(ContainerDetails container, Map<String, List<String>> aliases) {
        var wanted = new LinkedHashMap<String, Attachment>();
        Endpoints.of(container).forEach((network, attachment) -> {
            var names = aliases.getOrDefault(network, List.of());
            if (!isRight(container, network, names)) {
                wanted.put(network, attachment.renamed(names));
            }
        });
        var paused = container.state().status() == ContainerStatus.PAUSED;
        if (wanted.isEmpty()) {
            if (paused) {
                containers.unpause(container.id());
            }
            return;
        }
        // A paused container answers nobody: whoever interrupts us must not leave it so.
        Uninterrupted.run(() -> reconnect(container, wanted));
    }

    private static boolean isRight(ContainerDetails container, String network, List<String> names) {
        var endpoint = container.networks().get(network);
        if (endpoint == null) {
            return false;
        }
        var service = ReplicaLabels.replica(container.container()).map(ReplicaId::service);
        var now = Endpoints.aliases(container, endpoint, service.orElse(""));
        return names.isEmpty() ? now.isEmpty() : Set.copyOf(endpoint.aliases()).containsAll(names);
    }

    private void reconnect(ContainerDetails container, Map<String, Attachment> wanted) {
        if (container.state().status() != ContainerStatus.PAUSED) {
            containers.pause(container.id());
        }
        try {
            wanted.forEach((network, attachment) -> {
                if (container.networks().containsKey(network)) {
                    networks.disconnect(network, container.id());
                }
                endpoints.attach(container, network, attachment);
            });
        } catch (QuaysideException e) {
            unpause(container, e);
            throw e;
        }
        containers.unpause(container.id());
    }

    private void unpause(ContainerDetails container, QuaysideException reason) {
        try {
            containers.unpause(container.id());
        } catch (QuaysideException e) {
            reason.addSuppressed(e);
        }
    }
}
