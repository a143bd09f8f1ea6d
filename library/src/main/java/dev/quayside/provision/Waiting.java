package dev.quayside.provision;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what nobody announces. */
final class Waiting {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Waiting() {}

    /** Waits until something holds; says whether it did in time. */
    static boolean until(BooleanSupplier holds, Duration timeout) {
        var deadline = System.nanoTime() + timeout.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause(PAUSE, "Waiting");
        }
        return true;
    }

    static void pause(Duration duration, String what) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HostCommand.interrupted(what, e);
        }
    }
}
