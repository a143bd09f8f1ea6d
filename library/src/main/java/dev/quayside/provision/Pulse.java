package dev.quayside.provision;

import dev.quayside.engine.Progress;
import dev.quayside.engine.ProgressListener;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tells a listener every two seconds that something still goes on, while nobody else tells it anything. */
final class Pulse {
    private static final Duration PERIOD = Duration.ofMillis(1900);

    private Pulse() {}

    /**
     * Does something that takes long.
     *
     * @param subject what it is about
     * @param phase what is done with it
     */
    static <T> T during(ProgressListener listener, String subject, String phase, Supplier<T> work) {
        listener.on(new Progress(subject, phase, 0, 0, ""));
        var done = new CountDownLatch(1);
        var began = System.nanoTime();
        Thread.ofVirtual().start(() -> {
            while (!isOver(done)) {
                var seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
                listener.on(new Progress(subject, phase + ", " + seconds + " s", 0, 0, ""));
            }
        });
        try {
            return work.get();
        } finally {
            done.countDown();
        }
    }

    private static boolean isOver(CountDownLatch done) {
        try {
            return done.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
