package dev.quayside.engine.kubernetes;

import dev.quayside.engine.http.WebSocket;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a local program to a pod over a WebSocket, by the protocol {@code v4.channel.k8s.io}: each message begins
 * with the number of its channel, and the first one of each channel from the pod is the port.
 */
final class ForwardedConnection implements AutoCloseable {
    private static final String PROTOCOL = "v4.channel.k8s.io";
    private static final int DATA = 0;
    private static final int ERROR = 1;
    private static final int PIECE = 32 * 1024;
    private static final Duration SILENCE_AFTER_INPUT = Duration.ofSeconds(10);
    private static final int NOTHING_LINGERS = 0;

    private final KubernetesApi api;
    private final ForwardRoute route;
    private final SocketChannel local;
    private final CountDownLatch podEnded = new CountDownLatch(1);
    private final CountDownLatch localEnded = new CountDownLatch(1);
    private volatile @Nullable WebSocket socket;
    private volatile boolean localLost;
    private volatile boolean closed;
    private final AtomicLong received = new AtomicLong();

    ForwardedConnection(KubernetesApi api, ForwardRoute route, SocketChannel local) {
        this.api = api;
        this.route = route;
        this.local = local;
    }

    /** Carries bytes both ways until the end. */
    void run(Executor threads) {
        try {
            local.setOption(StandardSocketOptions.TCP_NODELAY, true);
            var opened = connect();
            socket = opened;
            if (!closed) {
                threads.execute(() -> toPod(opened));
                fromPod(opened);
            }
        } catch (IOException e) {
            // The local program has gone, and needs nothing any more.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (QuaysideException e) {
            if (!closed && !localLost) {
                route.forget();
                reset();
                throw e;
            }
        }
    }

    /** A pod that has gone since it was chosen was told nothing yet: another one can take its place. */
    private WebSocket connect() {
        try {
            return connect(route.current());
        } catch (QuaysideException e) {
            route.forget();
            return connect(route.current());
        }
    }

    private WebSocket connect(ForwardRoute.PodPort to) {
        var call = Call.subresource("GET", "create", to.pod(), "portforward")
                .with("ports", to.port())
                .header("Accept", "*/*");
        return api.webSocket(call, PROTOCOL);
    }

    private void toPod(WebSocket opened) {
        var bytes = ByteBuffer.allocate(PIECE + 1);
        var taken = true;
        try {
            while (local.read(bytes.clear().put((byte) DATA)) >= 0) {
                taken = taken && send(opened, bytes.flip());
            }
            localEnded.countDown();
            closeWhenThePodIsSilent(opened);
        } catch (IOException e) {
            localLost = podEnded.getCount() > 0;
            opened.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            localEnded.countDown();
        }
    }

    /** Whether the pod still takes anything; if not, what it sent before may still be on its way. */
    private static boolean send(WebSocket opened, ByteBuffer bytes) {
        var message = new byte[bytes.remaining()];
        bytes.get(message);
        try {
            opened.send(message);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void closeWhenThePodIsSilent(WebSocket opened) throws InterruptedException {
        for (var before = received.get(); ; before = received.get()) {
            if (podEnded.await(SILENCE_AFTER_INPUT.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
            if (received.get() == before) {
                localLost = true;
                opened.close();
                return;
            }
        }
    }

    private void fromPod(WebSocket opened) throws IOException, InterruptedException {
        var portsRead = new boolean[ERROR + 1];
        try {
            for (var message = opened.receive(); message.isPresent(); message = opened.receive()) {
                take(ByteBuffer.wrap(message.get()), portsRead);
            }
            if (!opened.isClosedByPeer()) {
                throw lost();
            }
        } finally {
            podEnded.countDown();
        }
        // What the local program still sends is read and dropped: closing before would take from it what it has not
        // read.
        local.shutdownOutput();
        localEnded.await(SILENCE_AFTER_INPUT.toSeconds(), TimeUnit.SECONDS);
    }

    private static QuaysideException lost() {
        return new QuaysideException(
                ErrorCode.ENGINE_LOST,
                "A forwarded connection was cut between this machine and the pod",
                "see whether the cluster and the pod still run");
    }

    private void take(ByteBuffer message, boolean[] portsRead) throws IOException {
        var channel = message.hasRemaining() ? message.get() & 0xff : portsRead.length;
        if (channel >= portsRead.length) {
            return;
        }
        if (!portsRead[channel]) {
            portsRead[channel] = true;
            return;
        }
        if (channel == ERROR) {
            throw new QuaysideException(
                    ErrorCode.ENGINE_FAILED,
                    "A forwarded connection failed: " + StandardCharsets.UTF_8.decode(message),
                    "see whether the program in the pod listens at that port");
        }
        received.addAndGet(message.remaining());
        while (message.hasRemaining()) {
            local.write(message);
        }
    }

    /** Tells the local program that this is no orderly end. */
    private void reset() {
        try {
            local.setOption(StandardSocketOptions.SO_LINGER, NOTHING_LINGERS);
        } catch (IOException e) {
            // It has gone already.
        }
    }

    @Override
    public void close() {
        closed = true;
        var opened = socket;
        if (opened != null) {
            opened.close();
        }
        try {
            local.close();
        } catch (IOException e) {
            // Closing is how it is abandoned: there is nobody left to tell.
        }
    }
}
