package dev.quayside.engine.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A two-way stream of bytes to an endpoint.
 *
 * <p>Reading and writing may happen at the same time on two threads. {@link #close()} never blocks, may be called from any
 * thread, and ends a read or write that waits; so does interrupting the thread that waits.
 */
interface Wire extends Closeable {
    InputStream input();

    OutputStream output();

    /** Tells the peer that nothing more will be sent; reading goes on. */
    void shutdownOutput() throws IOException;

    /** Whether the peer is known to have closed an idle wire; {@code false} if that cannot be seen. */
    boolean isStale();

    /** What the transport itself said when it failed, such as the error output of {@code ssh}. */
    default String complaint() {
        return "";
    }

    @Override
    void close();
}
