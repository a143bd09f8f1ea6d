package dev.quayside.engine;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Waits for the end of a command and keeps the end of what it writes. */
public final class CommandRun {
    private static final int KEPT = 64 * 1024;
    private static final int BUFFER_SIZE = 8192;

    private final ReentrantLock lock = new ReentrantLock();
    private final byte[] kept = new byte[KEPT];
    private long written;

    private CommandRun() {}

    /** Runs it to its end; the session is closed in any case. */
    public static ExecResult of(ExecSession session, Duration timeout) {
        try (session) {
            return new CommandRun().run(session, timeout);
        }
    }

    private ExecResult run(ExecSession session, Duration timeout) {
        var ended = new CountDownLatch(2);
        // On platform threads : virtual ones delay the exit of a short command.
        var threads = Thread.ofPlatform().daemon().name("quayside-command-", 0).factory();
        threads.newThread(() -> read(session.stdout(), ended)).start();
        threads.newThread(() -> read(session.stderr(), ended)).start();
        try {
            if (!ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new QuaysideException(
                        ErrorCode.TIMED_OUT,
                        "The command did not end within " + timeout.toMillis() + " ms",
                        "it may go on in the container; give it more time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QuaysideException(
                    ErrorCode.INTERRUPTED, "Waiting for a command was interrupted", "run it again", e);
        }
        return new ExecResult(session.exitCode(), output());
    }

    private void read(InputStream stream, CountDownLatch ended) {
        try (stream) {
            var buffer = new byte[BUFFER_SIZE];
            for (var length = stream.read(buffer); length >= 0; length = stream.read(buffer)) {
                keep(buffer, length);
            }
        } catch (IOException | UncheckedIOException | QuaysideException e) {
            // The connection is gone; the exit code says how it ended, or the caller learns why it cannot be had.
        } finally {
            ended.countDown();
        }
    }

    private void keep(byte[] bytes, int length) {
        lock.lock();
        try {
            for (var i = 0; i < length; i++) {
                kept[(int) (written++ % KEPT)] = bytes[i];
            }
        } finally {
            lock.unlock();
        }
    }

    private String output() {
        lock.lock();
        try {
            if (written <= KEPT) {
                return new String(kept, 0, (int) written, StandardCharsets.UTF_8);
            }
            var start = (int) (written % KEPT);
            var inOrder = new byte[KEPT];
            System.arraycopy(kept, start, inOrder, 0, KEPT - start);
            System.arraycopy(kept, 0, inOrder, KEPT - start, start);
            return new String(inOrder, StandardCharsets.UTF_8);
        } finally {
            lock.unlock();
        }
    }
}
