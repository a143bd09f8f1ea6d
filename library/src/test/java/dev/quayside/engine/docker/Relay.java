package dev.quayside.engine.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A socket that leads to an engine and can be cut or frozen. */
final class Relay implements AutoCloseable {
    private final Path socket;
    private final ServerSocketChannel server;
    private final Path target;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private volatile boolean frozen;
    private volatile boolean cut;

    private Relay(Path socket, ServerSocketChannel server, Path target) {
        this.socket = socket;
        this.server = server;
        this.target = target;
    }

    static Relay to(String host) {
        try {
            var socket = Files.createTempDirectory("relay").resolve("s");
            var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket));
            var relay = new Relay(socket, server, Path.of(host.substring("unix://".length())));
            Thread.ofPlatform().daemon().start(relay::acceptAll);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String host() {
        return "unix://" + socket;
    }

    private void acceptAll() {
        while (true) {
            try {
                var client = server.accept();
                var engine = SocketChannel.open(UnixDomainSocketAddress.of(target));
                open.add(client);
                open.add(engine);
                if (cut) {
                    cut();
                    return;
                }
                Thread.ofPlatform().daemon().start(() -> copy(client, engine));
                Thread.ofPlatform().daemon().start(() -> copy(engine, client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void copy(SocketChannel from, SocketChannel to) {
        var bytes = ByteBuffer.allocate(65_536);
        try {
            while (from.read(bytes.clear()) >= 0) {
                bytes.flip();
                while (bytes.hasRemaining() && !frozen) {
                    to.write(bytes);
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // Cut.
        }
    }

    /** Nothing gets through any more, but the connections stay. */
    void freeze() {
        frozen = true;
    }

    /** All connections break, also one that is just being accepted, and no new one is possible. */
    void cut() {
        cut = true;
        try {
            server.close();
            for (var channel : open) {
                channel.close();
            }
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        cut();
    }
}
