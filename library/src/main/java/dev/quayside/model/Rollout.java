package dev.quayside.model;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How a cluster replaces a service's replicas, and leads to them.
 *
 * @param parallelism how many are replaced at a time; 0: all
 * @param delay how long it waits between them
 * @param monitor how long a new one is watched
 * @param headless whether the service's name leads to its replicas, not to one address for all
 * @param others what else the file says of it: keys below {@code deploy} that only a Swarm knows
 */
public record Rollout(
        OptionalInt parallelism,
        Optional<Duration> delay,
        Optional<Duration> monitor,
        boolean headless,
        Set<String> others) {
    /** One after the other, behind one address. */
    public static final Rollout DEFAULT =
            new Rollout(OptionalInt.empty(), Optional.empty(), Optional.empty(), false, Set.of());

    public Rollout {
        others = Ordered.copyOf(others);
    }
}
