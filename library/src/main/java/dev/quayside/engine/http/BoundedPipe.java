package dev.quayside.engine.http;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way from one thread to another: the writer waits while the pipe is full, the reader while it is empty.
 *
 * <p>Unlike the JDK's, it carries the writer's failure to the reader and wakes at once.
 */
public final class BoundedPipe {
    private static final int CAPACITY = 65_536;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ByteBuffer bytes = ByteBuffer.allocate(CAPACITY);
    private boolean ended;
    private boolean abandoned;
    private @Nullable QuaysideException failure;

    /** An empty pipe. */
    public BoundedPipe() {}

    /** Writes everything, or nothing more once the reader has gone. */
    public void write(ByteBuffer source) throws InterruptedException {
        lock.lock();
        try {
            while (source.hasRemaining() && !abandoned) {
                while (!bytes.hasRemaining() && !abandoned) {
                    changed.await();
                }
                var length = Math.min(source.remaining(), bytes.remaining());
                bytes.put(source.slice(source.position(), length));
                source.position(source.position() + length);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The writer has nothing more, because of a failure or not. */
    public void end(@Nullable QuaysideException reason) {
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                failure = reason;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The reader wants nothing more. */
    public void abandon() {
        lock.lock();
        try {
            abandoned = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        lock.lock();
        try {
            while (bytes.position() == 0 && !ended && !abandoned) {
                changed.await();
            }
            if (bytes.position() == 0) {
                if (failure != null) {
                    throw failure;
                }
                return -1;
            }
            bytes.flip();
            var read = Math.min(length, bytes.remaining());
            bytes.get(target, offset, read);
            bytes.compact();
            changed.signalAll();
            return read;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QuaysideException(ErrorCode.INTERRUPTED, "Reading output was interrupted", "try again", e);
        } finally {
            lock.unlock();
        }
    }

    /** The reader's end; closing it lets the writer throw away the rest. */
    public ByteStream reader() {
        return new ByteStream() {
            @Override
            public int read(byte[] target, int offset, int length) {
                return BoundedPipe.this.read(target, offset, length);
            }

            @Override
            public void close() {
                abandon();
            }
        };
    }
}
