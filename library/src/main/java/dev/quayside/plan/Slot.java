package dev.quayside.plan;

import dev.quayside.engine.Replica;
import dev.quayside.engine.ReplicaId;
import java.util.Optional;

/**
 * The place of one wanted replica.
 *
 * @param id of the replica that is there, or of the one to be created
 * @param current the replica that is there, if it is as wanted
 * @param cause why a new one is created, or empty
 */
record Slot(ReplicaId id, Optional<Replica> current, String cause) {
    private static final String NOTHING = "";

    static Slot filled(Replica current) {
        return new Slot(current.id(), Optional.of(current), NOTHING);
    }

    static Slot open(ReplicaId id, String cause) {
        return new Slot(id, Optional.empty(), cause);
    }

    boolean in(Replica.State state) {
        return current.filter(replica -> replica.state() == state).isPresent();
    }

    /** Whether it ended as a service should that runs to its end. */
    boolean completed() {
        return current.filter(Replica::completed).isPresent();
    }

    /** Whether the replica that is there works, as far as the engine knows. */
    boolean ready() {
        return current.filter(replica -> replica.state() == Replica.State.RUNNING
                        && (replica.health() == Replica.Health.HEALTHY || replica.health() == Replica.Health.NONE))
                .isPresent();
    }
}
