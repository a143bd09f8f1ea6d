package dev.quayside.engine.kubernetes;

import java.util.Optional;

/**
 * How far a deployment is.
 *
 * @param desired how many pods there should be
 * @param total how many there are, old ones included
 * @param updated how many are of the newest kind
 * @param ready how many are ready
 * @param available how many have been ready for long enough
 * @param observed whether the cluster has seen the last change
 * @param problem why it does not go on, if the cluster says so
 */
public record RolloutStatus(
        int desired, int total, int updated, int ready, int available, boolean observed, Optional<String> problem) {
    /** Whether all pods are new and available and no old one is left. */
    public boolean isComplete() {
        return observed && updated == desired && total == updated && available == updated;
    }

    /** Such as {@code 1 of 3 pods updated, 3 available}. */
    @Override
    public String toString() {
        var words = updated + " of " + desired + " pods updated, " + available + " available";
        return total > updated ? words + ", " + (total - updated) + " old ones left" : words;
    }
}
