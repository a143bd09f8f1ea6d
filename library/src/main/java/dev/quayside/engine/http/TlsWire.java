package dev.quayside.engine.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** TLS over a TCP socket. */
final class TlsWire implements Wire {
    private final SocketChannel channel;
    private final SSLSocket socket;
    private final InputStream input;
    private final OutputStream output;

    private TlsWire(SocketChannel channel, SSLSocket socket) throws IOException {
        this.channel = channel;
        this.socket = socket;
        this.input = socket.getInputStream();
        this.output = socket.getOutputStream();
    }

    /** Shakes hands over a connected channel. */
    static TlsWire handshake(SocketChannel channel, Endpoint.Tls endpoint, SSLSocketFactory factory)
            throws IOException {
        var socket = (SSLSocket) factory.createSocket(channel.socket(), endpoint.serverName(), endpoint.port(), true);
        if (endpoint.material().verification() == TlsMaterial.Verification.FULL) {
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
        }
        socket.startHandshake();
        return new TlsWire(channel, socket);
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** A read that ends at once tells; bytes of the TLS protocol itself, which may wait, are digested by it. */
    @Override
    public boolean isStale() {
        try {
            socket.setSoTimeout(1);
            input.read();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        } finally {
            SocketWire.closeQuietly(() -> socket.setSoTimeout(0));
        }
    }

    /** Closes the channel below TLS: closing the TLS socket would first wait for whoever reads or writes. */
    @Override
    public void close() {
        SocketWire.closeQuietly(channel);
    }
}
