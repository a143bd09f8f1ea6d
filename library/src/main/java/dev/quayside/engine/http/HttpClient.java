package dev.quayside.engine.http;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A blocking HTTP/1.1 client for one endpoint.
 *
 * <p>Thread-safe. A request is sent once: only one that changes nothing, on a kept connection that had died before any
 * byte of the answer came, is sent again. Interrupting the calling thread ends its call.
 */
public final class HttpClient implements AutoCloseable {
    private final Endpoint endpoint;
    private final HttpSettings settings;
    private final Dialer dialer;
    private final Liveness liveness = new Liveness(this);
    private final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();
    private final Deque<HttpConnection> idle = new ArrayDeque<>();
    private final ReentrantLock idleLock = new ReentrantLock();
    private volatile boolean closed;

    /** Creates a client; nothing is connected before the first request. */
    public HttpClient(Endpoint endpoint, HttpSettings settings) {
        this.endpoint = endpoint;
        this.settings = settings;
        this.dialer = new Dialer(endpoint, settings.connectTimeout());
    }

    /** Where the client connects to. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** How the client talks. */
    public HttpSettings settings() {
        return settings;
    }

    /**
     * Sends a request and waits for the head of its answer, whatever its status.
     *
     * @throws QuaysideException {@code ENGINE_UNREACHABLE}, {@code ENGINE_PERMISSION_DENIED}, {@code TIMED_OUT},
     *     {@code ENGINE_LOST} or {@code INTERRUPTED}
     */
    public Response send(Request request) {
        var kept = takeIdle();
        if (kept != null) {
            try {
                return new Exchange(this, kept, request).run();
            } catch (QuaysideException e) {
                var harmless = request.isRepeatable() && !kept.hasReceived() && e.code() == ErrorCode.ENGINE_LOST;
                if (!harmless) {
                    throw e;
                }
            }
        }
        return new Exchange(this, dial(), request).run();
    }

    private HttpConnection dial() {
        if (closed) {
            throw closedAlready();
        }
        var connection = new HttpConnection(endpoint, dialer.dial());
        open.add(connection);
        if (closed) {
            discard(connection);
            throw closedAlready();
        }
        return connection;
    }

    private QuaysideException closedAlready() {
        return new QuaysideException(
                ErrorCode.INVALID_ARGUMENT, "The connection to '" + endpoint + "' is closed", "open a new one");
    }

    private @Nullable HttpConnection takeIdle() {
        for (var kept = pollIdle(); kept != null; kept = pollIdle()) {
            if (!kept.isStale()) {
                return kept;
            }
            discard(kept);
        }
        return null;
    }

    private @Nullable HttpConnection pollIdle() {
        idleLock.lock();
        try {
            return idle.pollFirst();
        } finally {
            idleLock.unlock();
        }
    }

    /** Keeps a connection for later, unless there are enough. */
    void release(HttpConnection connection) {
        idleLock.lock();
        try {
            if (!closed && idle.size() < settings.maxIdleConnections()) {
                idle.addFirst(connection);
                return;
            }
        } finally {
            idleLock.unlock();
        }
        discard(connection);
    }

    void discard(HttpConnection connection) {
        open.remove(connection);
        connection.close();
    }

    Liveness liveness() {
        return liveness;
    }

    /** Closes every connection; calls that wait for an answer fail with {@code INTERRUPTED}. */
    @Override
    public void close() {
        closed = true;
        open.forEach(this::discard);
    }
}
