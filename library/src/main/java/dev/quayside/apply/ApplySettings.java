package dev.quayside.apply;

import java.time.Duration;
import java.util.Optional;

/**
 * How a plan is run.
 *
 * @param callsInFlight how many changes the engine is asked for at the same time
 * @param waitTimeout how long all waiting together may take; empty: what each container's health check needs
 * @param engineReturn how long a run waits for an engine that went away
 */
public record ApplySettings(int callsInFlight, Optional<Duration> waitTimeout, Duration engineReturn) {
    /** Four calls reach a Docker engine's limit; more win nothing. */
    public static final ApplySettings DEFAULT = new ApplySettings(4, Optional.empty(), Duration.ofSeconds(10));

    /** The same with a limit for all waiting. */
    public ApplySettings withWaitTimeout(Duration timeout) {
        return new ApplySettings(callsInFlight, Optional.of(timeout), engineReturn);
    }
}
