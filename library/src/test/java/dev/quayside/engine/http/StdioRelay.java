package dev.quayside.engine.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;

/** What {@code docker system dial-stdio} does: connects its standard streams to a socket. */
public final class StdioRelay {
    private StdioRelay() {}

    /** The command that runs it. */
    static List<String> command(Path socket) {
        var classes = StdioRelay.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes,
                StdioRelay.class.getName(),
                socket.toString());
    }

    /** Runs until either side ends. */
    public static void main(String[] arguments) throws IOException {
        var channel = SocketChannel.open(UnixDomainSocketAddress.of(arguments[0]));
        Thread.ofPlatform().daemon().start(() -> sendInput(channel));
        var bytes = ByteBuffer.allocate(8192);
        OutputStream out = System.out;
        while (channel.read(bytes.clear()) >= 0) {
            out.write(bytes.array(), 0, bytes.position());
            out.flush();
        }
    }

    private static void sendInput(SocketChannel channel) {
        try {
            System.in.transferTo(Channels.newOutputStream(channel));
            channel.shutdownOutput();
        } catch (IOException e) {
            // The socket is gone, so the other direction ends too.
        }
    }
}
