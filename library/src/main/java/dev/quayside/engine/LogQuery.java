package dev.quayside.engine;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which part of a log.
 *
 * @param tail at most this many lines from the end; empty: all
 */
public record LogQuery(boolean follow, Optional<Instant> since, Optional<Instant> until, OptionalInt tail) {
    /** Everything up to now. */
    public static final LogQuery ALL = new LogQuery(false, Optional.empty(), Optional.empty(), OptionalInt.empty());

    /** The last lines up to now. */
    public static LogQuery lastLines(int count) {
        return new LogQuery(false, Optional.empty(), Optional.empty(), OptionalInt.of(count));
    }
}
