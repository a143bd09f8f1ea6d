package dev.quayside.engine.docker;

import dev.quayside.engine.ExecSession;
import dev.quayside.engine.http.BoundedPipe;
import dev.quayside.engine.http.Duplex;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The streams of a process in a container, over one hijacked connection.
 *
 * <p>A platform daemon thread takes the mixed output apart: a virtual one would keep the JVM's poller in a native read and
 * so delay its exit.
 */
final class StreamSession implements ExecSession {
    /** What differs between a command and a container's own process. */
    record Control(IntSupplier exitCode, Resizing resizing) {}

    /** Tells a terminal its size. */
    @FunctionalInterface
    interface Resizing {
        void to(int columns, int rows);
    }

    private final Duplex duplex;
    private final LogStream.Form form;
    private final Control control;
    private final BoundedPipe stdout = new BoundedPipe();
    private final BoundedPipe stderr = new BoundedPipe();
    private final InputStream stdoutReader = stdout.reader();
    private final InputStream stderrReader = stderr.reader();
    private final OutputStream stdin;
    private final CountDownLatch outputEnded = new CountDownLatch(1);
    private volatile @Nullable QuaysideException failure;
    private volatile boolean closed;

    private StreamSession(Duplex duplex, LogStream.Form form, Control control) {
        this.duplex = duplex;
        this.form = form;
        this.control = control;
        this.stdin = new Stdin();
    }

    static StreamSession start(Duplex duplex, LogStream.Form form, Control control) {
        var session = new StreamSession(duplex, form, control);
        Thread.ofPlatform().daemon().name("quayside-output").start(session::pump);
        return session;
    }

    private void pump() {
        try {
            if (form == LogStream.Form.RAW) {
                pumpRaw();
            } else {
                pumpFrames();
            }
        } catch (QuaysideException e) {
            failure = closed ? null : e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stdout.end(failure);
            stderr.end(failure);
            outputEnded.countDown();
        }
    }

    private void pumpRaw() throws InterruptedException {
        var input = duplex.input();
        var buffer = new byte[8192];
        for (var length = input.read(buffer); length >= 0; length = input.read(buffer)) {
            stdout.write(ByteBuffer.wrap(buffer, 0, length));
        }
    }

    private void pumpFrames() throws InterruptedException {
        var frames = new FrameReader(duplex.input());
        for (var piece = frames.next(); piece.isPresent(); piece = frames.next()) {
            var target = piece.get().source() == OutputSource.STDERR ? stderr : stdout;
            target.write(piece.get().bytes());
        }
    }

    @Override
    public OutputStream stdin() {
        return stdin;
    }

    @Override
    public InputStream stdout() {
        return stdoutReader;
    }

    @Override
    public InputStream stderr() {
        return stderrReader;
    }

    @Override
    public void resize(int columns, int rows) {
        control.resizing().to(columns, rows);
    }

    @Override
    public int exitCode() {
        try {
            outputEnded.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QuaysideException(
                    ErrorCode.INTERRUPTED, "Waiting for the end of a command was interrupted", "try again", e);
        }
        var reason = failure;
        if (reason != null) {
            throw reason;
        }
        return control.exitCode().getAsInt();
    }

    @Override
    public void close() {
        closed = true;
        duplex.close();
        stdout.abandon();
        stderr.abandon();
    }

    /** Closing it ends the input of the process, whose output goes on. */
    private final class Stdin extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            duplex.output().write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            duplex.output().write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            duplex.output().flush();
        }

        @Override
        public void close() {
            duplex.closeOutput();
        }
    }
}
