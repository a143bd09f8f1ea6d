package dev.quayside.engine.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Asks an HTTP proxy for a tunnel. */
final class ConnectTunnel {
    private static final int LONGEST_ANSWER = 16_384;
    private static final String END = "\r\n\r\n";

    private ConnectTunnel() {}

    /** Returns when the channel leads to {@code authority}. */
    static void open(SocketChannel channel, Proxy proxy, String authority) throws IOException {
        var request = new StringBuilder("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n");
        proxy.login()
                .ifPresent(login -> request.append("Proxy-Authorization: Basic ")
                        .append(encoded(login))
                        .append("\r\n"));
        var bytes = ByteBuffer.wrap(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        var status = answer(channel).split(" ", 3);
        var accepted = status.length > 1 && status[0].startsWith("HTTP/1.") && status[1].startsWith("2");
        if (!accepted) {
            var reason = status.length > 1 ? "answered " + status[1] : "did not answer in HTTP";
            throw new IOException("the proxy at '" + proxy + "' " + reason);
        }
    }

    private static String encoded(Proxy.Login login) {
        String pair = login.user() + ":" + login.password();
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** The first line of the answer; byte by byte, because what follows it belongs to the tunnel. */
    private static String answer(SocketChannel channel) throws IOException {
        var head = new StringBuilder();
        var one = ByteBuffer.allocate(1);
        while (head.length() < LONGEST_ANSWER && head.indexOf(END) < 0) {
            one.clear();
            if (channel.read(one) < 0) {
                break;
            }
            head.append((char) (one.get(0) & 0xff));
        }
        return head.toString().lines().findFirst().orElse("");
    }
}
