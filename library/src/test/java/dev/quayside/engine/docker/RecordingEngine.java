package dev.quayside.engine.docker;

import dev.quayside.engine.Change;
import dev.quayside.engine.Engine;
import dev.quayside.engine.ForwardingEngine;
import dev.quayside.engine.ProgressListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;

/** Passes everything on and remembers each change; someone may be told before each. Thread-safe. */
final class RecordingEngine extends ForwardingEngine {
    private final List<Change> changes = new CopyOnWriteArrayList<>();
    private volatile IntConsumer beforeChange = number -> {};

    RecordingEngine(Engine engine) {
        super(engine);
    }

    List<Change> changes() {
        return List.copyOf(changes);
    }

    void forget() {
        changes.clear();
    }

    /** Is told the number of each change, from 1, before it is made. */
    void beforeEach(IntConsumer listener) {
        beforeChange = listener;
    }

    @Override
    public void perform(Change change, ProgressListener progress) {
        changes.add(change);
        beforeChange.accept(changes.size());
        super.perform(change, progress);
    }
}
