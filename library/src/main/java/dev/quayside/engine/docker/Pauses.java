package dev.quayside.engine.docker;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.time.Duration;

/** Waits between looks at something that an engine does not announce. */
final class Pauses {
    private Pauses() {}

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QuaysideException(ErrorCode.INTERRUPTED, "The wait was interrupted", "run the command again", e);
        }
    }
}
