package dev.quayside.engine.http;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Watches connections that may rightly be silent, by asking on another one whether the peer still lives.
 *
 * <p>One daemon thread serves all connections of a client; it starts with the first and ends after the last.
 */
final class Liveness {
    private final HttpClient client;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<HttpConnection> watched = new HashSet<>();
    private boolean running;

    Liveness(HttpClient client) {
        this.client = client;
    }

    void watch(HttpConnection connection) {
        lock.lock();
        try {
            watched.add(connection);
            if (!running) {
                running = true;
                Thread.ofPlatform().daemon().name("quayside-liveness").start(this::run);
            }
        } finally {
            lock.unlock();
        }
    }

    void forget(HttpConnection connection) {
        lock.lock();
        try {
            if (watched.remove(connection) && watched.isEmpty()) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (anythingToWatchAfterAWhile()) {
            try {
                client.send(client.settings().probe()).finish();
            } catch (QuaysideException e) {
                breakOffAll(e);
            }
        }
    }

    private boolean anythingToWatchAfterAWhile() {
        lock.lock();
        try {
            var left = client.settings().probePeriod().toNanos();
            while (!watched.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            running = !watched.isEmpty();
            return running;
        } catch (InterruptedException e) {
            running = false;
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void breakOffAll(QuaysideException cause) {
        var lost = new QuaysideException(
                ErrorCode.ENGINE_LOST,
                "The engine at '" + client.endpoint() + "' no longer answers",
                "see whether it runs, then look at what the call left behind before you repeat it",
                cause);
        lock.lock();
        try {
            watched.forEach(connection -> connection.breakOff(lost));
            watched.clear();
        } finally {
            lock.unlock();
        }
    }
}
