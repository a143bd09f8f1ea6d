package dev.quayside.engine.memory;

import dev.quayside.engine.ExecSession;
import dev.quayside.engine.ReplicaSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A command that ran in a simulated replica; {@code cat} alone gives back what it is given. */
final class MemorySession implements ExecSession {
    private static final int BUFFER_BYTES = 1 << 16;

    private final int exitCode;
    private final OutputStream stdin;
    private final InputStream stdout;
    private final InputStream stderr;

    MemorySession(ReplicaSpec spec, List<String> command) {
        var shell = new MemoryShell(spec);
        if (command.equals(List.of("cat"))) {
            var pipe = new PipedInputStream(BUFFER_BYTES);
            this.stdin = connected(pipe);
            this.stdout = pipe;
            this.exitCode = 0;
        } else {
            this.exitCode = shell.run(command).orElse(0);
            this.stdin = OutputStream.nullOutputStream();
            this.stdout = new ByteArrayInputStream(shell.output().getBytes(StandardCharsets.UTF_8));
        }
        this.stderr = new ByteArrayInputStream(shell.errors().getBytes(StandardCharsets.UTF_8));
    }

    private static OutputStream connected(PipedInputStream pipe) {
        try {
            return new PipedOutputStream(pipe);
        } catch (IOException e) {
            throw new UncheckedIOException("a new pipe cannot be connected", e);
        }
    }

    @Override
    public OutputStream stdin() {
        return stdin;
    }

    @Override
    public InputStream stdout() {
        return stdout;
    }

    @Override
    public InputStream stderr() {
        return stderr;
    }

    @Override
    public void resize(int columns, int rows) {
        // there is no terminal
    }

    @Override
    public int exitCode() {
        return exitCode;
    }

    @Override
    public void close() {
        try {
            stdin.close();
            stdout.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a pipe cannot be closed", e);
        }
    }
}
