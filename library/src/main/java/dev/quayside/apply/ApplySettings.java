package dev.quayside.apply;

import java.time.Duration;
import java.util.Optional;

/**
 * How a plan is run.
 *
 * @param waitTimeout how long all waiting together may take; empty: what each container's health check needs
 * @param engineReturn how long a run waits for an engine that went away
 */
public record ApplySettings(Optional<Duration> waitTimeout, Duration engineReturn) {
    /** Ten seconds for an engine to come back. */
    public static final ApplySettings DEFAULT = new ApplySettings(Optional.empty(), Duration.ofSeconds(10));

    /** The same with a limit for all waiting. */
    public ApplySettings withWaitTimeout(Duration timeout) {
        return new ApplySettings(Optional.of(timeout), engineReturn);
    }
}
