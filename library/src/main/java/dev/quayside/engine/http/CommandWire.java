package dev.quayside.engine.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * The standard input and output of a command.
 *
 * <p>The streams of a process cannot be interrupted, so its output is pumped into a pipe that can.
 */
final class CommandWire implements Wire {
    private static final int LONGEST_COMPLAINT = 4096;

    private final Process process;
    private final Pipe pipe;
    private final InputStream input;
    private final Thread complaining =
            Thread.ofPlatform().daemon().name("quayside-command-errors").unstarted(this::collectComplaint);
    private volatile String complaint = "";

    private CommandWire(Process process, Pipe pipe) {
        this.process = process;
        this.pipe = pipe;
        this.input = Channels.newInputStream(pipe.source());
    }

    static CommandWire start(List<String> argv) throws IOException {
        var wire = new CommandWire(new ProcessBuilder(argv).start(), Pipe.open());
        Thread.ofPlatform().daemon().name("quayside-command-output").start(wire::pumpOutput);
        wire.complaining.start();
        return wire;
    }

    private void pumpOutput() {
        try (var sink = pipe.sink();
                var output = process.getInputStream()) {
            var buffer = new byte[8192];
            for (var length = output.read(buffer); length >= 0; length = output.read(buffer)) {
                var bytes = ByteBuffer.wrap(buffer, 0, length);
                while (bytes.hasRemaining()) {
                    sink.write(bytes);
                }
            }
        } catch (IOException e) {
            process.destroy();
        }
    }

    private void collectComplaint() {
        var text = new StringBuilder();
        try (var errors = process.errorReader(StandardCharsets.UTF_8)) {
            for (var line = errors.readLine(); line != null; line = errors.readLine()) {
                if (text.length() < LONGEST_COMPLAINT) {
                    text.append(line).append('\n');
                    complaint = text.toString();
                }
            }
        } catch (IOException e) {
            complaint = "its error output cannot be read: " + e.getMessage();
        }
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return process.getOutputStream();
    }

    @Override
    public void shutdownOutput() throws IOException {
        process.getOutputStream().close();
    }

    @Override
    public boolean isStale() {
        return !process.isAlive();
    }

    /** What the command wrote to its error output, once it has ended. */
    @Override
    public String complaint() {
        try {
            complaining.join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return complaint.strip();
    }

    @Override
    public void close() {
        process.destroy();
        SocketWire.closeQuietly(pipe.source());
    }
}
