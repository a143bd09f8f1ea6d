package dev.quayside.engine.kubernetes;

import dev.quayside.engine.ExecSession;
import dev.quayside.engine.http.ByteStream;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A {@code tar} that runs in a container. */
final class TarRun implements AutoCloseable {
    private static final int LONGEST_COMPLAINT = 2_000;

    private final ExecSession session;
    private final String where;
    private final Stdout stdout;
    private final StringBuilder complaint = new StringBuilder();
    private final Thread listener =
            Thread.ofPlatform().daemon().name("quayside-tar-errors").unstarted(this::listen);

    TarRun(ExecSession session, String where) {
        this.session = session;
        this.where = where;
        this.stdout = new Stdout(session.stdout());
        listener.start();
    }

    ExecSession session() {
        return session;
    }

    InputStream stdout() {
        return stdout;
    }

    /** Whether its output was read to the end. */
    boolean hasEnded() {
        return stdout.ended;
    }

    private void listen() {
        try (var stderr = session.stderr()) {
            var bytes = new byte[1024];
            for (var read = stderr.read(bytes); read >= 0; read = stderr.read(bytes)) {
                if (complaint.length() < LONGEST_COMPLAINT) {
                    complaint.append(new String(bytes, 0, read, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException | QuaysideException e) {
            // The exit code, or the lack of one, tells what matters.
        }
    }

    /** Waits for its end. */
    void requireSuccess(String path) {
        var exitCode = exitCode();
        if (exitCode == 0) {
            return;
        }
        awaitComplaint();
        var text = complaint.toString().strip();
        var absent = text.contains("No such file") || text.contains("can't change directory");
        throw new QuaysideException(
                absent ? ErrorCode.NOT_FOUND : ErrorCode.IO_FAILED,
                "Copying failed at " + path + " in the " + where + ": "
                        + (text.isEmpty() ? "tar ended with " + exitCode : text),
                absent
                        ? "check the path"
                        : "check what the container's user may read and write there, and that there is room");
    }

    private int exitCode() {
        try {
            return session.exitCode();
        } catch (QuaysideException e) {
            if (e.code() == ErrorCode.ENGINE_FAILED && e.problem().contains("tar")) {
                throw new QuaysideException(
                        ErrorCode.UNSUPPORTED,
                        "The " + where + " has no program 'tar' that can be run, which copying needs: " + e.problem(),
                        "use an image that has it, or give the files to the pod by a volume",
                        e);
            }
            throw e;
        }
    }

    private void awaitComplaint() {
        try {
            listener.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QuaysideException(ErrorCode.INTERRUPTED, "Copying was interrupted", "try again", e);
        }
    }

    @Override
    public void close() {
        session.close();
    }

    private static final class Stdout extends ByteStream {
        private final InputStream source;
        private boolean ended;

        Stdout(InputStream source) {
            this.source = source;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            try {
                var read = source.read(bytes, offset, length);
                ended = read < 0;
                return read;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                source.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
