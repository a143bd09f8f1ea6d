package dev.quayside.engine;

import java.time.Instant;

/**
 * A line of output without its line end.
 *
 * @param time when the engine received it
 */
public record LogLine(ReplicaId replica, Source source, Instant time, String text) {
    /** Which stream it came from. */
    public enum Source {
        STDOUT,
        STDERR
    }
}
