package dev.quayside.provision;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** An engine on a Unix socket that can do nothing but answer a ping. */
final class AnsweringEngine implements AutoCloseable {
    private static final String PONG =
            "HTTP/1.1 200 OK\r\nApi-Version: 1.45\r\nOstype: linux\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK";

    private final Path socket;
    private final ServerSocketChannel server;

    AnsweringEngine(Path socket) throws IOException {
        this.socket = socket;
        Files.createDirectories(socket.getParent());
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofPlatform().daemon().start(this::serve);
    }

    Path socket() {
        return socket;
    }

    private void serve() {
        while (server.isOpen()) {
            try (var client = server.accept()) {
                answer(client);
            } catch (IOException e) {
                // The client went away, or the test is over.
            }
        }
    }

    private static void answer(SocketChannel client) throws IOException {
        var request =
                new BufferedReader(new InputStreamReader(Channels.newInputStream(client), StandardCharsets.UTF_8));
        for (var line = request.readLine(); line != null && !line.isEmpty(); line = request.readLine()) {
            // The request does not matter.
        }
        client.write(ByteBuffer.wrap(PONG.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
    }
}
