package dev.quayside.engine.kubernetes;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * A port of this machine whose connections end in pods. Closing it ends them.
 *
 * <p>Each connection has one of its own to the cluster, so none waits for another; at most {@value #MOST_CONNECTIONS} are open
 * at the same time, and further ones wait. The cluster's protocol has no word for a side that has finished writing: a pod does
 * not see that the local program has, and after that the connection ends as soon as the pod has been silent for ten seconds.
 * What the pod sends until it ends the connection always arrives, and then its end. A connection that failed is reset.
 */
public final class PortForward implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 256;
    private static final ThreadFactory THREADS =
            Thread.ofPlatform().daemon().name("quayside-forward-", 0).factory();

    private final KubernetesApi api;
    private final ForwardRoute route;
    private final ForwardOptions options;
    private final ServerSocketChannel server;
    private final InetSocketAddress address;
    private final Set<ForwardedConnection> open = ConcurrentHashMap.newKeySet();
    private final Semaphore free = new Semaphore(MOST_CONNECTIONS);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(THREADS);
    private final CountDownLatch listening = new CountDownLatch(1);
    private volatile boolean closed;

    private PortForward(KubernetesApi api, ForwardRoute route, ForwardOptions options, ServerSocketChannel server)
            throws IOException {
        this.api = api;
        this.route = route;
        this.options = options;
        this.server = server;
        this.address = (InetSocketAddress) server.getLocalAddress();
    }

    static PortForward open(KubernetesApi api, ForwardRoute route, ForwardOptions options) {
        route.current();
        try {
            var server = ServerSocketChannel.open();
            try {
                var forward = new PortForward(api, route, options, server.bind(options.local()));
                THREADS.newThread(forward::accept).start();
                return forward;
            } catch (IOException | RuntimeException e) {
                server.close();
                throw e;
            }
        } catch (BindException e) {
            throw new QuaysideException(
                    ErrorCode.PORT_IN_USE,
                    "The address " + text(options.local()) + " cannot be listened at: " + e.getMessage(),
                    "choose another port, or 0 for one that is free",
                    e);
        } catch (IOException | RuntimeException e) {
            throw e instanceof QuaysideException known ? known : cannotListen(options, e);
        }
    }

    private static QuaysideException cannotListen(ForwardOptions options, Exception e) {
        return new QuaysideException(
                ErrorCode.IO_FAILED,
                "The address " + text(options.local()) + " cannot be listened at: " + e.getMessage(),
                "choose an address of this machine",
                e);
    }

    private static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    /** Where it listens on this machine. */
    public InetSocketAddress localAddress() {
        return address;
    }

    /** The port where it listens on this machine. */
    public int localPort() {
        return address.getPort();
    }

    /** Never interrupted: an interrupt makes the channel forget, open, a connection that it has just accepted. */
    private void accept() {
        try {
            while (!closed) {
                free.acquire();
                serve(server.accept());
            }
        } catch (ClosedChannelException e) {
            // It was closed.
        } catch (IOException e) {
            options.failures().accept(cannotListen(options, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            listening.countDown();
        }
    }

    private void serve(SocketChannel local) {
        var connection = new ForwardedConnection(api, route, local);
        open.add(connection);
        try {
            threads.execute(() -> run(connection));
        } catch (RejectedExecutionException e) {
            // It came while this was being closed, and ends with all the others.
        }
        if (closed) {
            connection.close();
        }
    }

    private void run(ForwardedConnection connection) {
        try (connection) {
            connection.run(threads);
        } catch (QuaysideException e) {
            if (!closed) {
                options.failures().accept(e);
            }
        } catch (RejectedExecutionException e) {
            // This was closed before the connection had begun.
        } finally {
            open.remove(connection);
            free.release();
        }
    }

    /** Stops listening and ends all connections. */
    @Override
    public void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException e) {
            // Nobody connects any more, which is all that was wanted.
        }
        open.forEach(ForwardedConnection::close);
        threads.shutdownNow();
        awaitSilence();
    }

    /** A channel that a virtual thread accepts from listens until that thread has left it. */
    private void awaitSilence() {
        try {
            if (!listening.await(1, TimeUnit.SECONDS)) {
                options.failures().accept(cannotListen(options, new IOException("it still listens")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
