package dev.quayside.engine.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one daemon thread that lets deadlines expire.
 *
 * <p>It exists because a blocking channel has no read timeout of its own: at the deadline the channel is closed, which
 * ends the read. The thread starts with the first deadline and sleeps until the nearest one; arming a later one does not
 * wake it.
 */
final class Watchdog {
    static final Watchdog SHARED = new Watchdog();

    private static final long START = System.nanoTime();

    private final Set<Deadline> deadlines = ConcurrentHashMap.newKeySet();
    private final ReentrantLock starting = new ReentrantLock();
    private volatile long wakesAt = Deadline.NEVER;
    private volatile @Nullable Thread thread;

    private Watchdog() {}

    /** Nanoseconds since this class was loaded; never negative, unlike {@link System#nanoTime()}. */
    static long now() {
        return System.nanoTime() - START;
    }

    void add(Deadline deadline) {
        deadlines.add(deadline);
    }

    void remove(Deadline deadline) {
        deadlines.remove(deadline);
    }

    /** Makes sure that the thread wakes at {@code time} at the latest. */
    void expectAt(long time) {
        if (thread == null) {
            start();
        }
        if (time < wakesAt) {
            LockSupport.unpark(thread);
        }
    }

    private void start() {
        starting.lock();
        try {
            if (thread == null) {
                thread = Thread.ofPlatform().daemon().name("quayside-deadlines").start(this::watch);
            }
        } finally {
            starting.unlock();
        }
    }

    private void watch() {
        while (true) {
            // Announced before the scan: whoever arms during the scan sees NEVER and wakes us again.
            wakesAt = Deadline.NEVER;
            var nearest = expireAndFindNearest();
            wakesAt = nearest;
            if (nearest == Deadline.NEVER) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, Math.max(1, nearest - now()));
            }
        }
    }

    private long expireAndFindNearest() {
        var nearest = Deadline.NEVER;
        for (var deadline : deadlines) {
            var expiresAt = deadline.expiresAt();
            if (expiresAt <= now()) {
                deadline.expire();
            } else {
                nearest = Math.min(nearest, expiresAt);
            }
        }
        return nearest;
    }
}
