package dev.quayside.engine.http;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import org.apache.hc.core5.http.impl.io.ChunkedOutputStream;
import org.apache.hc.core5.http.impl.io.SessionOutputBufferImpl;
import org.jspecify.annotations.Nullable;

/** The body of a request on its way, on a thread of its own while the answer is awaited on another. */
final class Upload {
    private static final int BUFFER_SIZE = 8192;
    private static final int CHUNK_SIZE = 65_536;

    private final RequestBody.Streamed body;
    private final HttpConnection connection;
    private volatile boolean complete;
    private volatile @Nullable QuaysideException failure;

    private Upload(RequestBody.Streamed body, HttpConnection connection) {
        this.body = body;
        this.connection = connection;
    }

    static Upload start(RequestBody.Streamed body, HttpConnection connection) {
        var upload = new Upload(body, connection);
        Thread.ofPlatform().daemon().name("quayside-upload").start(upload::run);
        return upload;
    }

    /** The last chunk is sent only after the producer succeeded: a cut body must not look whole. */
    private void run() {
        var chunks = new ChunkedOutputStream(new SessionOutputBufferImpl(BUFFER_SIZE), connection.output(), CHUNK_SIZE);
        try {
            body.producer().writeTo(chunks);
            chunks.close();
            connection.output().flush();
            complete = true;
        } catch (IOException | RuntimeException e) {
            stop(e);
        }
    }

    private void stop(Exception e) {
        if (connection.hasWritingFailed()) {
            // The peer stopped taking bytes: its answer, or its absence, says why.
            return;
        }
        failure = e instanceof QuaysideException known
                ? known
                : new QuaysideException(
                        ErrorCode.IO_FAILED,
                        "What should be sent could not be read: " + e.getMessage(),
                        "check the files and try again",
                        e);
        connection.close();
    }

    boolean isComplete() {
        return complete;
    }

    /** Why the producer failed, if it did. */
    @Nullable
    QuaysideException failure() {
        return failure;
    }
}
