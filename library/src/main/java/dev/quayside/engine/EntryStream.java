package dev.quayside.engine;

import java.util.Optional;

/**
 * Entries that an engine sends as they come up; reading slowly slows the engine down. Closing it, from any thread, ends the stream.
 *
 * @param <E> what it carries
 */
public interface EntryStream<E> extends AutoCloseable {
    /** Waits for the next entry; empty at the end or after {@link #close}. */
    Optional<E> next();

    @Override
    void close();
}
