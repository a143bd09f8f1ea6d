package dev.quayside.engine.kubernetes;

import java.util.Optional;

/**
 * How a deployment is updated. Start from {@link #DEFAULT} and change what you need.
 *
 * @param conflicts what to do with fields that someone else manages or has changed
 * @param waiting wait for the rollout; empty: return when the cluster has accepted
 */
public record UpdateOptions(Conflicts conflicts, Optional<WaitOptions> waiting) {
    /** Refuses conflicts and does not wait. */
    public static final UpdateOptions DEFAULT = new UpdateOptions(Conflicts.REFUSED, Optional.empty());

    /** What to do with a field that someone else manages, or has changed since the record was read. */
    public enum Conflicts {
        /** The update fails and names the field and its manager. */
        REFUSED,
        /** The field is taken over. */
        OVERRIDDEN
    }

    /** The same, taking over fields that someone else manages or has changed. */
    public UpdateOptions overriding() {
        return new UpdateOptions(Conflicts.OVERRIDDEN, waiting);
    }

    /** The same, waiting until the rollout is complete. */
    public UpdateOptions waiting(WaitOptions options) {
        return new UpdateOptions(conflicts, Optional.of(options));
    }
}
