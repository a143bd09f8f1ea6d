package dev.quayside.engine.kubernetes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A port of this machine that leads to another address, and whose connections can be broken. */
final class TcpRelay implements AutoCloseable {
    private final ServerSocket server;
    private final String host;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger broken = new AtomicInteger();

    private TcpRelay(ServerSocket server, String host, int port) {
        this.server = server;
        this.host = host;
        this.port = port;
    }

    static TcpRelay to(String host, int port) throws IOException {
        var relay = new TcpRelay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), host, port);
        Thread.ofPlatform().daemon().start(relay::acceptAll);
        return relay;
    }

    int port() {
        return server.getLocalPort();
    }

    private void acceptAll() {
        try {
            while (true) {
                var client = server.accept();
                var target = new Socket(host, port);
                open.add(client);
                open.add(target);
                Thread.ofPlatform().daemon().start(() -> copy(client, target));
                Thread.ofPlatform().daemon().start(() -> copy(target, client));
            }
        } catch (IOException e) {
            // Closed.
            return;
        }
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Broken.
            return;
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    /** Breaks every connection there is; new ones are possible. */
    void breakAll() {
        open.forEach(this::breakOne);
    }

    private void breakOne(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
            broken.incrementAndGet();
        } catch (IOException e) {
            // It has ended by itself meanwhile.
            return;
        }
    }

    /** How many sockets were broken so far. */
    int broken() {
        return broken.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        breakAll();
    }
}
