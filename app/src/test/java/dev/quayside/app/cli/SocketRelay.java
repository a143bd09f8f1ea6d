package dev.quayside.app.cli;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Passes bytes between a socket of its own and an engine's, until it is closed: then every connection is cut. */
final class SocketRelay implements AutoCloseable {
    private final ServerSocketChannel server;
    private final Path target;
    private final Queue<Channel> open = new ConcurrentLinkedQueue<>();
    private volatile boolean cut;

    SocketRelay(Path socket, Path target) throws IOException {
        this.target = target;
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        Thread.ofPlatform().daemon().start(this::accept);
    }

    /** How many connections there were. */
    int connections() {
        return open.size() / 2;
    }

    private void accept() {
        try {
            while (server.isOpen()) {
                SocketChannel client = server.accept();
                SocketChannel engine = SocketChannel.open(UnixDomainSocketAddress.of(target));
                open.add(client);
                open.add(engine);
                if (cut) {
                    cut();
                    return;
                }
                Thread.ofPlatform().daemon().start(() -> pass(client, engine));
                Thread.ofPlatform().daemon().start(() -> pass(engine, client));
            }
        } catch (IOException closed) {
            // Nobody connects any more.
        }
    }

    private static void pass(SocketChannel from, SocketChannel to) {
        var buffer = ByteBuffer.allocate(64 * 1024);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException cut) {
            // The other direction ends in the same way.
        }
    }

    @Override
    public void close() throws IOException {
        cut();
    }

    /** Ends every connection, also one that is just being accepted; nobody can connect any more. */
    void cut() throws IOException {
        cut = true;
        server.close();
        for (Channel channel : open) {
            channel.close();
        }
    }
}
