package dev.quayside.engine.memory;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong on a {@link MemoryEngine}, and when. Thread-safe.
 *
 * <p>A change consists of moments: what a real engine does one after the other, between which a client can die. They are counted from
 * 1 over the life of the engine.
 */
public final class Faults {
    private final Map<Integer, Supplier<QuaysideException>> before = new HashMap<>();
    private final Map<Integer, Supplier<QuaysideException>> after = new HashMap<>();
    private int changes;
    private int moments;
    private int crashAt = Integer.MAX_VALUE;
    private boolean crashed;

    Faults() {}

    /** Lets the n-th change from now on fail without being made. */
    public synchronized void failBefore(int change, Supplier<QuaysideException> failure) {
        before.put(changes + change, failure);
    }

    /** Lets the n-th change from now on be made, but its answer be lost. */
    public synchronized void failAfter(int change, Supplier<QuaysideException> failure) {
        after.put(changes + change, failure);
    }

    /** Lets the client die at the n-th moment from now on: nothing that follows reaches the engine until {@link #revive}. */
    public synchronized void crashAt(int moment) {
        crashAt = moments + moment;
    }

    /** A new client takes over. */
    public synchronized void revive() {
        crashAt = Integer.MAX_VALUE;
        crashed = false;
    }

    /** Whether the client has died. */
    public synchronized boolean crashed() {
        return crashed;
    }

    /** How many moments there have been. */
    public synchronized int moments() {
        return moments;
    }

    /** A lost connection, as an engine that dies in the middle leaves it. */
    public static QuaysideException lost() {
        return new QuaysideException(
                ErrorCode.ENGINE_LOST, "the engine in memory went away", "start it and run the command again");
    }

    synchronized void onCall() {
        if (crashed) {
            throw lost();
        }
    }

    synchronized int onChange() {
        onCall();
        changes++;
        throwIfSet(before.remove(changes));
        return changes;
    }

    synchronized void onChanged(int change) {
        throwIfSet(after.remove(change));
    }

    synchronized void onMoment() {
        onCall();
        moments++;
        if (moments >= crashAt) {
            crashed = true;
            throw lost();
        }
    }

    private static void throwIfSet(@Nullable Supplier<QuaysideException> failure) {
        if (failure != null) {
            throw failure.get();
        }
    }
}
