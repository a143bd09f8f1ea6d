package dev.quayside.engine.docker;

import dev.quayside.engine.Ownership;
import dev.quayside.engine.ReplicaId;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the container of a replica, and only what is proved to be it. Every change begins here and then acts by the full id.
 */
final class OwnedContainers {
    private final DockerContainers containers;

    OwnedContainers(DockerContainers containers) {
        this.containers = containers;
    }

    /** The container of a replica; empty if there is none. */
    Optional<ContainerDetails> find(ReplicaId id) {
        return named(id.name())
                .filter(found -> ReplicaLabels.prove(found.container(), id))
                .or(() -> underFixedName(id));
    }

    /** The container of a replica, which must exist. */
    ContainerDetails require(ReplicaId id) {
        return find(id).orElseThrow(() -> new QuaysideException(
                ErrorCode.NOT_FOUND,
                "There is no container of '" + id.service() + "' with the name '" + id.name() + "' in app '" + id.app()
                        + "'",
                "look at what the app has with 'quayside ps'"));
    }

    /** Whatever has exactly this name: the engine itself would also take the beginning of an id for it. */
    Optional<ContainerDetails> named(String name) {
        return containers.find(name).filter(found -> found.container().name().equals(name));
    }

    private Optional<ContainerDetails> underFixedName(ReplicaId id) {
        var filter = ListContainersOptions.ALL.brief();
        for (var label : Ownership.of(id, "", Map.of()).labels().entrySet()) {
            if (!label.getValue().isEmpty()) {
                filter = filter.withLabel(label.getKey(), label.getValue());
            }
        }
        return containers.list(filter).stream()
                .filter(listed -> ReplicaLabels.prove(listed, id))
                .findFirst()
                .flatMap(listed -> containers.find(listed.id()));
    }
}
