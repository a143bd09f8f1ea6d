package dev.quayside.engine.http;

import java.time.Duration;

/**
 * The moment at which one direction of one connection has waited too long.
 *
 * <p>Arming and disarming cost two volatile writes, so that every read and write can have its own deadline.
 */
final class Deadline implements AutoCloseable {
    static final long NEVER = Long.MAX_VALUE;

    private final Runnable onExpiry;
    private volatile long expiresAt = NEVER;

    Deadline(Runnable onExpiry) {
        this.onExpiry = onExpiry;
        Watchdog.SHARED.add(this);
    }

    void arm(Duration limit) {
        expiresAt = Watchdog.now() + limit.toNanos();
        Watchdog.SHARED.expectAt(expiresAt);
    }

    void disarm() {
        expiresAt = NEVER;
    }

    long expiresAt() {
        return expiresAt;
    }

    void expire() {
        expiresAt = NEVER;
        onExpiry.run();
    }

    /** Forgets the deadline; it never expires afterwards. */
    @Override
    public void close() {
        expiresAt = NEVER;
        Watchdog.SHARED.remove(this);
    }
}
