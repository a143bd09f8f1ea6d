package dev.quayside.engine.kubernetes;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which part of the output of pods. Start from {@link #ALL} or {@link #FOLLOWED}.
 *
 * @param end whether to wait for what comes
 * @param run which run of a container that was restarted
 * @param container empty: the main one
 * @param since from this moment on
 * @param tail at most this many lines from the end of what there is; empty: all
 */
public record LogOptions(End end, Run run, Optional<String> container, Optional<Instant> since, OptionalInt tail) {
    /** Everything up to now. */
    public static final LogOptions ALL =
            new LogOptions(End.NOW, Run.PRESENT, Optional.empty(), Optional.empty(), OptionalInt.empty());

    /** Everything up to now and then what comes, until the container ends. */
    public static final LogOptions FOLLOWED =
            new LogOptions(End.CONTAINER_ENDS, Run.PRESENT, Optional.empty(), Optional.empty(), OptionalInt.empty());

    /** When the stream ends. */
    public enum End {
        /** With what there is. */
        NOW,
        /** With the container. */
        CONTAINER_ENDS
    }

    /** Which run of a container. */
    public enum Run {
        /** The one that goes on or ended last. */
        PRESENT,
        /** The one before. */
        PREVIOUS
    }

    /** The same, of the run before the present one. */
    public LogOptions previous() {
        return new LogOptions(end, Run.PREVIOUS, container, since, tail);
    }

    /** The same, but only what there is. */
    public LogOptions untilNow() {
        return new LogOptions(End.NOW, run, container, since, tail);
    }

    /** The same, of this container. */
    public LogOptions of(String name) {
        return new LogOptions(end, run, Optional.of(name), since, tail);
    }

    /** The same, but only from this moment on. */
    public LogOptions since(Instant time) {
        return new LogOptions(end, run, container, Optional.of(time), tail);
    }

    /** The same, but at most this many lines of what there is. */
    public LogOptions lastLines(int count) {
        return new LogOptions(end, run, container, since, OptionalInt.of(count));
    }
}
