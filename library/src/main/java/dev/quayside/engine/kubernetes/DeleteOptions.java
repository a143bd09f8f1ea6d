package dev.quayside.engine.kubernetes;

import java.time.Duration;
import java.util.Optional;

/**
 * How something is deleted. Start from {@link #DEFAULT} and change what you need.
 *
 * @param uid only the object of this identity; empty: the one that has the name now
 * @param propagation what happens to what belongs to it
 * @param gracePeriod what its processes get to end; empty: what the object says
 * @param waiting wait until it is gone; empty: return when the cluster has accepted
 * @param foreign whether something that Quayside did not create may be deleted
 */
public record DeleteOptions(
        Optional<String> uid,
        Propagation propagation,
        Optional<Duration> gracePeriod,
        Optional<WaitOptions> waiting,
        Foreign foreign) {
    /** Returns when the cluster has accepted; what belongs to the object is deleted after it; what is foreign is refused. */
    public static final DeleteOptions DEFAULT = new DeleteOptions(
            Optional.empty(), Propagation.BACKGROUND, Optional.empty(), Optional.empty(), Foreign.REFUSED);

    /** What happens to objects that belong to the deleted one, such as the pods of a deployment. */
    public enum Propagation {
        /** They are deleted first. */
        FOREGROUND("Foreground"),
        /** They are deleted afterwards. */
        BACKGROUND("Background"),
        /** They stay. */
        ORPHAN("Orphan");

        private final String text;

        Propagation(String text) {
            this.text = text;
        }

        /** The cluster's spelling. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** What is done with objects that Quayside did not create. */
    public enum Foreign {
        /** Deleting them is refused, and so is a namespace that holds them. */
        REFUSED,
        /** They are deleted like others. */
        DELETED
    }

    /** The same, only for the object of this identity. */
    public DeleteOptions withUid(String identity) {
        return new DeleteOptions(Optional.of(identity), propagation, gracePeriod, waiting, foreign);
    }

    /** The same with another treatment of what belongs to it. */
    public DeleteOptions withPropagation(Propagation other) {
        return new DeleteOptions(uid, other, gracePeriod, waiting, foreign);
    }

    /** The same with another grace period, in whole seconds. */
    public DeleteOptions withGracePeriod(Duration period) {
        return new DeleteOptions(uid, propagation, Optional.of(period), waiting, foreign);
    }

    /** The same, waiting until it is gone. */
    public DeleteOptions waiting(WaitOptions options) {
        return new DeleteOptions(uid, propagation, gracePeriod, Optional.of(options), foreign);
    }

    /** The same, also for what Quayside did not create, and for namespaces that hold such. */
    public DeleteOptions alsoForeign() {
        return new DeleteOptions(uid, propagation, gracePeriod, waiting, Foreign.DELETED);
    }
}
