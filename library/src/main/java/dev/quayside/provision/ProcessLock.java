package dev.quayside.provision;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** Lets one process of the machine in, and of that one thread; the operating system opens it when the process dies. */
final class ProcessLock implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final FileChannel channel;

    private ProcessLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits until the lock is free. */
    static ProcessLock acquire(Path file, Duration timeout) {
        FileAccess.folder(file.resolveSibling("."));
        try {
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                await(channel, file, timeout);
                return new ProcessLock(channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw FileAccess.failure("'" + file + "' cannot be locked", e);
        }
    }

    private static void await(FileChannel channel, Path file, Duration timeout) throws IOException {
        var deadline = System.nanoTime() + timeout.toNanos();
        while (!isLocked(channel)) {
            if (System.nanoTime() > deadline) {
                throw new QuaysideException(
                        ErrorCode.TIMED_OUT,
                        "Another process has held '" + file + "' for " + timeout.toSeconds() + " s",
                        "wait for it or end it, and try again");
            }
            Waiting.pause(PAUSE, "Waiting for '" + file + "'");
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Another thread of this process has it.
            return false;
        }
    }

    /** Says that what follows needs the lock, to whoever reads it and to the compiler. */
    void check() {
        if (!channel.isOpen()) {
            throw new IllegalStateException("the lock was given back");
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw FileAccess.failure("A lock cannot be given back", e);
        }
    }
}
