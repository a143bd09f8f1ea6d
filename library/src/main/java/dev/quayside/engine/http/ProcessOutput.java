package dev.quayside.engine.http;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The two outputs of a process somewhere else, filled from one connection and read by whoever likes. Thread-safe.
 *
 * <p>A platform daemon thread fills them: a virtual one would keep the JVM's poller in a native read and so delay its exit.
 */
public final class ProcessOutput {
    private final BoundedPipe stdout = new BoundedPipe();
    private final BoundedPipe stderr = new BoundedPipe();
    private final InputStream stdoutReader = stdout.reader();
    private final InputStream stderrReader = stderr.reader();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable QuaysideException failure;
    private volatile boolean abandoned;

    /** What takes a connection apart until its end. */
    @FunctionalInterface
    public interface Source {
        /** Writes everything; returns at the end, or throws. */
        void pump() throws InterruptedException;
    }

    /** Outputs into which nothing is written yet. */
    public ProcessOutput() {}

    /** Begins to fill them; called once. */
    public void fill(Source source) {
        Thread.ofPlatform().daemon().name("quayside-output").start(() -> pump(source));
    }

    private void pump(Source source) {
        try {
            source.pump();
        } catch (QuaysideException e) {
            failure = abandoned ? null : e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stdout.end(failure);
            stderr.end(failure);
            ended.countDown();
        }
    }

    /** Writes to the standard output; waits while nobody reads it. */
    public void out(ByteBuffer bytes) throws InterruptedException {
        stdout.write(bytes);
    }

    /** Writes to the standard error; waits while nobody reads it. */
    public void err(ByteBuffer bytes) throws InterruptedException {
        stderr.write(bytes);
    }

    /** The standard output, for its one reader. */
    public InputStream stdout() {
        return stdoutReader;
    }

    /** The standard error, for its one reader. */
    public InputStream stderr() {
        return stderrReader;
    }

    /**
     * Waits until both have ended.
     *
     * @throws QuaysideException the failure that ended them, or {@code INTERRUPTED}
     */
    public void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QuaysideException(
                    ErrorCode.INTERRUPTED, "Waiting for the end of a command was interrupted", "try again", e);
        }
        var reason = failure;
        if (reason != null) {
            throw reason;
        }
    }

    /**
     * Nobody reads any more: what comes is dropped, and a failure of the connection is none.
     *
     * @param connection closed in between, so that its end is known to be wanted and whoever writes is let go
     */
    public void abandon(Runnable connection) {
        abandoned = true;
        connection.run();
        stdout.abandon();
        stderr.abandon();
    }
}
