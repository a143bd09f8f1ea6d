package dev.quayside.engine.kubernetes;

import dev.quayside.engine.http.Proxy;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A proxy that gives tunnels to whoever has the password. */
final class ConnectProxy implements AutoCloseable {
    private final ServerSocket server;

    private ConnectProxy(ServerSocket server) {
        this.server = server;
    }

    static ConnectProxy start() throws IOException {
        var proxy = new ConnectProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofPlatform().daemon().start(proxy::accept);
        return proxy;
    }

    Proxy address(String credentials) {
        return new Proxy(server.getInetAddress().getHostAddress(), server.getLocalPort(), Optional.of(credentials));
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

    private static void serve(Socket client) {
        try (client) {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) client.getInputStream().read());
            }
            if (head.indexOf("Proxy-Authorization: Basic b2s=") < 0) {
                answer(client, "407 No");
                return;
            }
            var address = head.substring("CONNECT ".length(), head.indexOf(" HTTP/1.1"));
            var colon = address.lastIndexOf(':');
            try (var target = new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)))) {
                answer(client, "200 Yes");
                var back = Thread.ofPlatform().daemon().start(() -> copy(target, client));
                copy(client, target);
                back.join();
            }
        } catch (IOException | InterruptedException e) {
            // The client went away, as some tests want.
        }
    }

    private static void answer(Socket client, String status) throws IOException {
        client.getOutputStream().write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
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
