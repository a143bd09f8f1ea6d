package dev.quayside.apply;

import dev.quayside.engine.Change;
import dev.quayside.engine.Engine;
import dev.quayside.engine.ForwardingEngine;
import dev.quayside.engine.ProgressListener;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes everything on, takes a moment for each change, and counts how many are made at the same time. Thread-safe. */
final class CountingEngine extends ForwardingEngine {
    private static final Duration MOMENT = Duration.ofMillis(5);

    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    CountingEngine(Engine engine) {
        super(engine);
    }

    int most() {
        return most.get();
    }

    @Override
    public void perform(Change change, ProgressListener progress) {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        try {
            Thread.sleep(MOMENT);
            super.perform(change, progress);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            now.decrementAndGet();
        }
    }
}
