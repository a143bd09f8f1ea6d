package dev.quayside.engine.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Asks a SOCKS 5 proxy for a tunnel (RFC 1928, with the login of RFC 1929). */
final class SocksTunnel {
    private static final int VERSION = 5;
    private static final int LOGIN_VERSION = 1;
    private static final int NO_LOGIN = 0;
    private static final int LOGIN = 2;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;
    private static final int LONGEST = 255;

    private final SocketChannel channel;
    private final Proxy proxy;

    private SocksTunnel(SocketChannel channel, Proxy proxy) {
        this.channel = channel;
        this.proxy = proxy;
    }

    /** Returns when the channel leads to the host. */
    static void open(SocketChannel channel, Proxy proxy, String host, int port) throws IOException {
        var tunnel = new SocksTunnel(channel, proxy);
        tunnel.logIn();
        tunnel.connect(host, port);
    }

    private void logIn() throws IOException {
        write(proxy.login().isPresent() ? new byte[] {VERSION, 2, NO_LOGIN, LOGIN} : new byte[] {VERSION, 1, NO_LOGIN});
        byte[] choice = read(2);
        if (choice[0] != VERSION) {
            throw failure("does not speak SOCKS 5");
        }
        if (choice[1] == LOGIN && proxy.login().isPresent()) {
            var message = new ByteArrayOutputStream();
            message.write(LOGIN_VERSION);
            writeText(message, proxy.login().get().user());
            writeText(message, proxy.login().get().password());
            write(message.toByteArray());
            if (read(2)[1] != 0) {
                throw failure("refused the user '" + proxy.login().get().user() + "' or the password");
            }
        } else if (choice[1] != NO_LOGIN) {
            throw failure(proxy.login().isPresent() ? "takes no password" : "wants a user and a password");
        }
    }

    private void writeText(ByteArrayOutputStream message, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST) {
            throw failure("takes no name and no password of more than " + LONGEST + " bytes");
        }
        message.write(bytes.length);
        message.write(bytes);
    }

    private void connect(String host, int port) throws IOException {
        var message = new ByteArrayOutputStream();
        message.write(new byte[] {VERSION, CONNECT, 0});
        if (host.contains(":") || host.matches("[0-9.]+")) {
            byte[] address = InetAddress.getByName(host).getAddress();
            message.write(address.length == 4 ? IPV4 : IPV6);
            message.write(address);
        } else {
            message.write(NAME);
            writeText(message, host);
        }
        message.write(port >> 8);
        message.write(port);
        write(message.toByteArray());
        byte[] answer = read(4);
        if (answer[1] != 0) {
            throw failure(reason(answer[1]));
        }
        int address = switch (answer[3]) {
            case IPV4 -> 4;
            case IPV6 -> 16;
            case NAME -> read(1)[0] & 0xff;
            default -> throw failure("does not speak SOCKS 5");
        };
        read(address + 2);
    }

    private static String reason(int code) {
        return switch (code) {
            case 2 -> "does not allow the connection";
            case 3 -> "does not reach the network";
            case 4 -> "does not reach the host";
            case 5 -> "was refused the connection";
            case 6 -> "got no answer in time";
            default -> "failed (" + code + ")";
        };
    }

    private IOException failure(String what) {
        return new IOException("the proxy at '" + proxy + "' " + what);
    }

    private void write(byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** No byte more than that, because what follows belongs to the tunnel. */
    private byte[] read(int count) throws IOException {
        var buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the proxy at '" + proxy + "' hung up");
            }
        }
        return buffer.array();
    }
}
