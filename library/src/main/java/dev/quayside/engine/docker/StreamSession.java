package dev.quayside.engine.docker;

import dev.quayside.engine.ExecSession;
import dev.quayside.engine.http.Duplex;
import dev.quayside.engine.http.ProcessOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.function.IntSupplier;

/** The streams of a process in a container, over one hijacked connection. */
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
    private final ProcessOutput output = new ProcessOutput();
    private final OutputStream stdin;

    private StreamSession(Duplex duplex, LogStream.Form form, Control control) {
        this.duplex = duplex;
        this.form = form;
        this.control = control;
        this.stdin = new Stdin();
    }

    static StreamSession start(Duplex duplex, LogStream.Form form, Control control) {
        var session = new StreamSession(duplex, form, control);
        session.output.fill(session::pump);
        return session;
    }

    private void pump() throws InterruptedException {
        if (form == LogStream.Form.RAW) {
            pumpRaw();
        } else {
            pumpFrames();
        }
    }

    private void pumpRaw() throws InterruptedException {
        var input = duplex.input();
        var buffer = new byte[8192];
        for (var length = input.read(buffer); length >= 0; length = input.read(buffer)) {
            output.out(ByteBuffer.wrap(buffer, 0, length));
        }
    }

    private void pumpFrames() throws InterruptedException {
        var frames = new FrameReader(duplex.input());
        for (var piece = frames.next(); piece.isPresent(); piece = frames.next()) {
            if (piece.get().source() == OutputSource.STDERR) {
                output.err(piece.get().bytes());
            } else {
                output.out(piece.get().bytes());
            }
        }
    }

    @Override
    public OutputStream stdin() {
        return stdin;
    }

    @Override
    public InputStream stdout() {
        return output.stdout();
    }

    @Override
    public InputStream stderr() {
        return output.stderr();
    }

    @Override
    public void resize(int columns, int rows) {
        control.resizing().to(columns, rows);
    }

    @Override
    public int exitCode() {
        output.awaitEnd();
        return control.exitCode().getAsInt();
    }

    @Override
    public void close() {
        output.abandon(duplex::close);
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
