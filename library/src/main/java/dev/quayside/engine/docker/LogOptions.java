package dev.quayside.engine.docker;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which part of a container's output.
 *
 * @param end whether to wait for what comes
 * @param sources which outputs
 * @param tail at most this many lines from the end; empty: all
 */
public record LogOptions(
        End end, Set<OutputSource> sources, Optional<Instant> since, Optional<Instant> until, OptionalInt tail) {
    /** Everything up to now. */
    public static final LogOptions ALL = new LogOptions(
            End.NOW, EnumSet.allOf(OutputSource.class), Optional.empty(), Optional.empty(), OptionalInt.empty());

    /** Everything up to now and then what comes, until the container ends. */
    public static final LogOptions FOLLOWED = new LogOptions(
            End.CONTAINER_ENDS,
            EnumSet.allOf(OutputSource.class),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty());

    /** When the stream ends. */
    public enum End {
        /** With what there is. */
        NOW,
        /** With the container. */
        CONTAINER_ENDS
    }

    /** Copies the sources. */
    public LogOptions {
        sources = Set.copyOf(sources);
    }

    /** The same, but only from this moment on. */
    public LogOptions since(Instant time) {
        return new LogOptions(end, sources, Optional.of(time), until, tail);
    }

    /** The same, but only up to this moment. */
    public LogOptions until(Instant time) {
        return new LogOptions(end, sources, since, Optional.of(time), tail);
    }

    /** The same, but at most this many lines of what there is. */
    public LogOptions lastLines(int count) {
        return new LogOptions(end, sources, since, until, OptionalInt.of(count));
    }

    /** The same, but of this output only. */
    public LogOptions only(OutputSource source) {
        return new LogOptions(end, Set.of(source), since, until, tail);
    }
}
