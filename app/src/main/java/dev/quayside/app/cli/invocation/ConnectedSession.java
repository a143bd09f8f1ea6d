package dev.quayside.app.cli.invocation;

import dev.quayside.engine.ExecSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A running command connected to the user's streams. */
public final class ConnectedSession {
    private static final int CHUNK = 16 * 1024;

    private final ExecSession session;
    private final Surroundings surroundings;

    /** The session with the streams of these surroundings. */
    public ConnectedSession(ExecSession session, Surroundings surroundings) {
        this.session = session;
        this.surroundings = surroundings;
    }

    /** Passes everything on in both directions until the command ends, and returns its exit status. */
    public int run(boolean terminal) {
        return terminal ? runOnTerminal() : copyUntilTheEnd();
    }

    private int runOnTerminal() {
        Terminal.Mode raw = surroundings.terminal().raw();
        Signals.Handling resizing = surroundings.signals().handle(Signals.Signal.RESIZE, this::resize);
        try {
            resize();
            return copyUntilTheEnd();
        } finally {
            resizing.close();
            raw.close();
        }
    }

    private void resize() {
        Terminal.Size size = surroundings.terminal().size();
        session.resize(size.columns(), size.rows());
    }

    private int copyUntilTheEnd() {
        // A platform thread: a read of standard input cannot be interrupted and would hold a carrier. It dies with the
        // process.
        Thread.ofPlatform().daemon().name("stdin").start(this::copyInput);
        Thread errors = Thread.ofVirtual().name("stderr").start(() -> copy(session.stderr(), surroundings.err()));
        copy(session.stdout(), surroundings.out());
        try {
            errors.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return session.exitCode();
    }

    private void copyInput() {
        try (OutputStream to = session.stdin()) {
            copyAll(surroundings.in(), to);
        } catch (IOException e) {
            // The command has ended or no longer reads; its outputs tell the rest.
            return;
        }
    }

    private static void copy(InputStream from, OutputStream to) {
        try {
            copyAll(from, to);
        } catch (IOException e) {
            // The connection was cut; asking for the exit status says why.
            return;
        }
    }

    private static void copyAll(InputStream from, OutputStream to) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
            to.write(chunk, 0, n);
            to.flush();
        }
    }
}
