package dev.quayside.engine.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/** A Unix or TCP socket without encryption. */
final class SocketWire implements Wire {
    private final SocketChannel channel;
    private final InputStream input;
    private final OutputStream output;

    SocketWire(SocketChannel channel) {
        this.channel = channel;
        // Since JDK 19 these two do not lock each other out (JDK-8279339).
        this.input = Channels.newInputStream(channel);
        this.output = Channels.newOutputStream(channel);
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
        channel.shutdownOutput();
    }

    /** Between two calls the peer has nothing to say: whatever can be read, the end included, makes the wire useless. */
    @Override
    public boolean isStale() {
        try {
            channel.configureBlocking(false);
            try {
                return channel.read(ByteBuffer.allocate(1)) != 0;
            } finally {
                channel.configureBlocking(true);
            }
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            // Closing is how a wire is abandoned: there is nobody left to tell.
        }
    }
}
