package dev.quayside.apply;

import java.time.Duration;

/** Time as a run sees it: it only goes forward, whatever happens to the clock on the wall. */
public interface Ticker {
    /** How much time has passed since some fixed moment. */
    Duration elapsed();

    /** Waits. */
    void sleep(Duration duration) throws InterruptedException;

    /** The machine's time. */
    static Ticker system() {
        return new Ticker() {
            @Override
            public Duration elapsed() {
                return Duration.ofNanos(System.nanoTime());
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                Thread.sleep(duration);
            }
        };
    }
}
