package dev.quayside.engine.http;

import java.io.IOException;
import java.io.OutputStream;

/** What a request sends after its head. */
public sealed interface RequestBody {
    /** No body at all. */
    record None() implements RequestBody {}

    /** Text that is in memory already, sent in UTF-8. */
    record Text(String mediaType, String text) implements RequestBody {}

    /**
     * A body of unknown size, sent in chunks while it is produced.
     *
     * <p>The producer runs on a thread of its own, so that an answer which comes before the end of the body is seen.
     */
    record Streamed(String mediaType, Producer producer) implements RequestBody {}

    /** Writes the body of a request. */
    @FunctionalInterface
    interface Producer {
        /** Writes everything to {@code out}, which it does not close. */
        void writeTo(OutputStream out) throws IOException;
    }
}
