package dev.quayside.engine;

import dev.quayside.error.ErrorCode;
import java.util.Locale;
import java.util.Optional;

/**
 * A service that an engine keeps by itself, as it is at one moment.
 *
 * @param kind the engine's word, such as {@code StatefulSet}
 * @param stage how far it is
 * @param wanted how many replicas it should have
 * @param ready how many of the wanted kind work
 * @param tested whether a health check decides what works; without one everything that runs counts
 * @param message what it is doing, or what is wrong with it, in words
 * @param failure of what kind the trouble is that waiting does not mend; empty if there is none
 * @param sick a replica that tells more about the trouble
 */
public record Workload(
        String service,
        String kind,
        Stage stage,
        int wanted,
        int ready,
        boolean tested,
        String message,
        Optional<ErrorCode> failure,
        Optional<ReplicaId> sick) {
    /** How far a service is. */
    public enum Stage {
        /** Not all of its replicas run yet as they are wanted. */
        STARTING,
        /** All of its replicas were started; not all work yet. */
        STARTED,
        /** All of its replicas work, and clients reach them. */
        READY,
        /** It ran to its end, and that was good. */
        COMPLETED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether it is as good as it gets. */
    public boolean settled() {
        return stage == Stage.READY || stage == Stage.COMPLETED;
    }
}
