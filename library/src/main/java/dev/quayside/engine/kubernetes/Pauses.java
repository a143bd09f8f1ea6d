package dev.quayside.engine.kubernetes;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.time.Duration;

/** Waits where the cluster asked for it, or where it does not announce what is waited for. */
final class Pauses {
    private Pauses() {}

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QuaysideException(ErrorCode.INTERRUPTED, "The wait was interrupted", "run it again", e);
        }
    }
}
