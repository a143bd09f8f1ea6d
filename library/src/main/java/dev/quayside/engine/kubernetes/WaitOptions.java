package dev.quayside.engine.kubernetes;

import dev.quayside.engine.ProgressListener;
import java.time.Duration;

/**
 * How long to wait, and who is told meanwhile.
 *
 * @param deadline after it the wait has failed
 * @param progress told at least every two seconds
 */
public record WaitOptions(Duration deadline, ProgressListener progress) {
    /** Waits at most this long and tells nobody. */
    public static WaitOptions within(Duration deadline) {
        return new WaitOptions(deadline, ProgressListener.silent());
    }
}
