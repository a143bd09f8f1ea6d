package dev.quayside.engine.docker;

import java.time.Duration;
import java.util.Optional;

/**
 * How to stop a container.
 *
 * @param signal such as {@code SIGINT}; empty: the container's own. Engines before API 1.42 ignore it
 * @param grace how long it may take before it is killed; empty: the container's own, else 10 s
 */
public record StopOptions(Optional<String> signal, Optional<Duration> grace) {
    /** With the container's own signal and grace period. */
    public static final StopOptions DEFAULT = new StopOptions(Optional.empty(), Optional.empty());

    /** With another grace period. */
    public static StopOptions within(Duration grace) {
        return new StopOptions(Optional.empty(), Optional.of(grace));
    }

    /** The same with another signal. */
    public StopOptions withSignal(String name) {
        return new StopOptions(Optional.of(name), grace);
    }
}
