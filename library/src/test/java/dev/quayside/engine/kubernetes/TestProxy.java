package dev.quayside.engine.kubernetes;

import dev.quayside.engine.http.Proxy;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A proxy that gives tunnels to whoever has the password. */
final class TestProxy implements AutoCloseable {
    static final Proxy.Login RIGHT = new Proxy.Login("me", "right");
    static final Proxy.Login WRONG = new Proxy.Login("me", "wrong");

    private final Proxy.Kind kind;
    private final ServerSocket server;

    private TestProxy(Proxy.Kind kind, ServerSocket server) {
        this.kind = kind;
        this.server = server;
    }

    static TestProxy start(Proxy.Kind kind) throws IOException {
        var proxy = new TestProxy(kind, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofPlatform().daemon().start(proxy::accept);
        return proxy;
    }

    Proxy address(Proxy.Login... login) {
        return new Proxy(
                kind,
                server.getInetAddress().getHostAddress(),
                server.getLocalPort(),
                login.length == 0 ? Optional.empty() : Optional.of(login[0]));
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                Thread.ofPlatform().daemon().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            switch (kind) {
                case HTTP -> connect(client);
                case SOCKS5 -> socks(client);
            }
        } catch (IOException | InterruptedException e) {
            // The client went away, as some tests want.
        }
    }

    private static void connect(Socket client) throws IOException, InterruptedException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) client.getInputStream().read());
        }
        // "me:right"
        if (head.indexOf("Proxy-Authorization: Basic bWU6cmlnaHQ=") < 0) {
            write(client, "HTTP/1.1 407 No\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return;
        }
        var address = head.substring("CONNECT ".length(), head.indexOf(" HTTP/1.1"));
        var colon = address.lastIndexOf(':');
        try (var target = new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)))) {
            write(client, "HTTP/1.1 200 Yes\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            join(client, target);
        }
    }

    /** RFC 1928 and RFC 1929, for whoever offers a login; a port that is closed is told by its code. */
    private static void socks(Socket client) throws IOException, InterruptedException {
        var in = new DataInputStream(client.getInputStream());
        in.readByte();
        String methods = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.ISO_8859_1);
        if (methods.indexOf(2) < 0) {
            write(client, new byte[] {5, (byte) 0xff});
            return;
        }
        write(client, new byte[] {5, 2});
        in.readByte();
        String user = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
        String password = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
        boolean known = RIGHT.equals(new Proxy.Login(user, password));
        write(client, new byte[] {1, (byte) (known ? 0 : 1)});
        if (!known) {
            return;
        }
        in.readNBytes(3);
        byte[] host = in.readNBytes(
                switch (in.readByte()) {
                    case 1 -> 4;
                    case 4 -> 16;
                    default -> in.readUnsignedByte();
                });
        int port = in.readUnsignedShort();
        InetAddress address = host.length == 4 || host.length == 16
                ? InetAddress.getByAddress(host)
                : InetAddress.getByName(new String(host, StandardCharsets.US_ASCII));
        try (var target = new Socket(address, port)) {
            write(client, new byte[] {5, 0, 0, 3, 1, 'x', 0, 1});
            join(client, target);
        } catch (IOException e) {
            write(client, new byte[] {5, 5, 0, 1, 0, 0, 0, 0, 0, 0});
        }
    }

    private static void write(Socket client, byte[] bytes) throws IOException {
        client.getOutputStream().write(bytes);
    }

    private static void join(Socket client, Socket target) throws InterruptedException {
        var back = Thread.ofPlatform().daemon().start(() -> copy(target, client));
        copy(client, target);
        back.join();
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            in.transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One of the two went away.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
