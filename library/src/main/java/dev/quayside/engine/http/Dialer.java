package dev.quayside.engine.http;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Opens wires to one endpoint, each within a deadline. Thread-safe. */
final class Dialer {
    private final Endpoint endpoint;
    private final Duration timeout;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable SSLSocketFactory sockets;

    Dialer(Endpoint endpoint, Duration timeout) {
        this.endpoint = endpoint;
        this.timeout = timeout;
    }

    Wire dial() {
        try {
            return switch (endpoint) {
                case Endpoint.Unix unix -> new SocketWire(connectUnix(unix));
                case Endpoint.Tcp tcp -> new SocketWire(connectTcp(tcp.host(), tcp.port()));
                case Endpoint.Tls tls -> connectTls(tls);
                case Endpoint.Command command -> CommandWire.start(command.argv());
            };
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private SocketChannel connectUnix(Endpoint.Unix unix) throws IOException {
        return connect(SocketChannel.open(StandardProtocolFamily.UNIX), UnixDomainSocketAddress.of(unix.path()));
    }

    private SocketChannel connectTcp(String host, int port) throws IOException {
        var addresses = InetAddress.getAllByName(host);
        for (var i = 0; ; i++) {
            try {
                var channel = connect(SocketChannel.open(), new InetSocketAddress(addresses[i], port));
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
                return channel;
            } catch (IOException e) {
                if (i + 1 == addresses.length) {
                    throw e;
                }
            }
        }
    }

    private Wire connectTls(Endpoint.Tls tls) throws IOException {
        var proxy = tls.proxy();
        var channel = proxy.isPresent()
                ? connectTcp(proxy.get().host(), proxy.get().port())
                : connectTcp(tls.host(), tls.port());
        try (var deadline = new Deadline(() -> SocketWire.closeQuietly(channel))) {
            deadline.arm(timeout);
            if (proxy.isPresent()) {
                switch (proxy.get().kind()) {
                    case HTTP -> ConnectTunnel.open(channel, proxy.get(), tls.authority());
                    case SOCKS5 -> SocksTunnel.open(channel, proxy.get(), tls.host(), tls.port());
                }
            }
            return TlsWire.handshake(channel, tls, sockets(tls));
        } catch (IOException | RuntimeException e) {
            SocketWire.closeQuietly(channel);
            throw e;
        }
    }

    /** Made once: it takes longer than a handshake, and remembers sessions, which shortens the handshakes that follow. */
    private SSLSocketFactory sockets(Endpoint.Tls tls) {
        lock.lock();
        try {
            var present = sockets;
            if (present == null) {
                present = tls.material().context().getSocketFactory();
                sockets = present;
            }
            return present;
        } finally {
            lock.unlock();
        }
    }

    private SocketChannel connect(SocketChannel channel, SocketAddress address) throws IOException {
        try (var deadline = new Deadline(() -> SocketWire.closeQuietly(channel))) {
            deadline.arm(timeout);
            channel.connect(address);
            return channel;
        } catch (IOException | RuntimeException e) {
            SocketWire.closeQuietly(channel);
            throw e;
        }
    }

    private QuaysideException failure(IOException e) {
        var message = String.valueOf(e.getMessage());
        if (e instanceof ClosedByInterruptException) {
            return new QuaysideException(
                    ErrorCode.INTERRUPTED, "Connecting to '" + endpoint + "' was interrupted", "try again", e);
        }
        if (message.contains("Permission denied")) {
            return new QuaysideException(
                    ErrorCode.ENGINE_PERMISSION_DENIED,
                    "This user may not talk to the engine at '" + endpoint + "'",
                    "join the group that owns the socket (often 'docker') and log in again, or use sudo",
                    e);
        }
        if (e instanceof SSLException insecure) {
            return new QuaysideException(
                    ErrorCode.ENGINE_UNREACHABLE,
                    "No secure connection to the engine at '" + endpoint + "': " + TlsProblem.of(insecure),
                    "check its certificate, the authority that you trust and your own certificate",
                    e);
        }
        return new QuaysideException(
                ErrorCode.ENGINE_UNREACHABLE,
                "The engine at '" + endpoint + "' does not answer: " + reason(e),
                "start it, or name another one",
                e);
    }

    private String reason(IOException e) {
        if (e instanceof ClosedChannelException) {
            return "no connection within " + timeout.toSeconds() + " s";
        }
        if (e instanceof UnknownHostException) {
            return "the host is unknown";
        }
        if (endpoint instanceof Endpoint.Unix unix && !Files.exists(unix.path(), LinkOption.NOFOLLOW_LINKS)) {
            return "there is no such socket";
        }
        return String.valueOf(e.getMessage());
    }
}
