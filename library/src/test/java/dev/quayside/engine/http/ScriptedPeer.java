package dev.quayside.engine.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A peer on a Unix socket that answers each request with exactly the bytes of a script. */
public final class ScriptedPeer implements AutoCloseable {
    /** What the peer does on one connection. */
    @FunctionalInterface
    public interface Script {
        void serve(Connection connection) throws IOException;
    }

    private final Path socket;
    private final ServerSocketChannel server;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    private ScriptedPeer(Path socket, ServerSocketChannel server) {
        this.socket = socket;
        this.server = server;
    }

    /** Starts a peer that runs {@code script} on each connection. */
    public static ScriptedPeer start(Script script) {
        try {
            var socket = Files.createTempDirectory("peer").resolve("s");
            var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket));
            var peer = new ScriptedPeer(socket, server);
            Thread.ofPlatform().daemon().start(() -> peer.acceptAll(script));
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void acceptAll(Script script) {
        while (true) {
            try {
                var channel = server.accept();
                open.add(channel);
                var connection = new Connection(channel, accepted.incrementAndGet());
                connections.add(connection);
                Thread.ofPlatform().daemon().start(() -> run(script, connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void run(Script script, Connection connection) {
        try {
            script.serve(connection);
            connection.channel.close();
        } catch (IOException e) {
            // The client went away, as some tests want.
        }
    }

    public Endpoint endpoint() {
        return new Endpoint.Unix(socket);
    }

    /** How many connections were made. */
    public int accepted() {
        return accepted.get();
    }

    public Connection connection(int number) {
        return connections.get(number - 1);
    }

    @Override
    public void close() {
        try {
            server.close();
            for (var channel : open) {
                channel.close();
            }
            Files.deleteIfExists(socket);
            Files.deleteIfExists(socket.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The peer's end of one connection. */
    public static final class Connection {
        private final SocketChannel channel;
        private final int number;
        private final List<String> requests = new CopyOnWriteArrayList<>();

        private Connection(SocketChannel channel, int number) {
            this.channel = channel;
            this.number = number;
        }

        /** 1 for the first connection. */
        public int number() {
            return number;
        }

        /** Reads one request head, and its body if it has a length; answers the request line. */
        public String request() throws IOException {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) readByte());
            }
            var text = head.toString();
            var at = text.toLowerCase(Locale.ROOT).indexOf("content-length: ");
            if (at >= 0) {
                var length = Integer.parseInt(text.substring(at + 16, text.indexOf('\r', at)));
                text += read(length);
            }
            requests.add(text);
            return text.substring(0, text.indexOf('\r'));
        }

        /** The requests so far, heads and bodies. */
        public List<String> requests() {
            return requests;
        }

        /** Reads a chunked body whole. */
        public String chunkedBody() throws IOException {
            var body = new StringBuilder();
            while (true) {
                var line = readLine();
                var size = Integer.parseInt(line, 16);
                body.append(read(size));
                readLine();
                if (size == 0) {
                    return body.toString();
                }
            }
        }

        public String readLine() throws IOException {
            var line = new StringBuilder();
            while (line.indexOf("\r\n") < 0) {
                line.append((char) readByte());
            }
            return line.substring(0, line.length() - 2);
        }

        public String read(int length) throws IOException {
            var text = new StringBuilder();
            for (var i = 0; i < length; i++) {
                text.append((char) readByte());
            }
            return text.toString();
        }

        private int readByte() throws IOException {
            var one = ByteBuffer.allocate(1);
            if (channel.read(one) < 0) {
                throw new IOException("end");
            }
            return one.get(0) & 0xff;
        }

        /** Whether the client has closed its direction. Waits for a byte or the end. */
        public boolean atEnd() throws IOException {
            return channel.read(ByteBuffer.allocate(1)) < 0;
        }

        public void send(String text) throws IOException {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
        }

        /** Sends each byte in a packet of its own. */
        public void sendSlowly(String text) throws IOException {
            for (var i = 0; i < text.length(); i++) {
                send(text.substring(i, i + 1));
            }
        }

        /** An ordinary answer with a length. */
        public void answer(int status, String body) throws IOException {
            send("HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
        }
    }
}
