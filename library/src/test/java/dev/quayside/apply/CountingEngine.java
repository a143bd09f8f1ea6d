package dev.quayside.apply;

import dev.quayside.engine.Change;
import dev.quayside.engine.Engine;
import dev.quayside.engine.EngineEvent;
import dev.quayside.engine.EngineInfo;
import dev.quayside.engine.EntryStream;
import dev.quayside.engine.ExecRequest;
import dev.quayside.engine.ExecResult;
import dev.quayside.engine.ExecSession;
import dev.quayside.engine.LogLine;
import dev.quayside.engine.LogQuery;
import dev.quayside.engine.Observed;
import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.Replica;
import dev.quayside.engine.ReplicaId;
import dev.quayside.engine.ResourceUsage;
import dev.quayside.model.App;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes everything on, takes a moment for each change, and counts how many are made at the same time. Thread-safe. */
final class CountingEngine implements Engine {
    private static final Duration MOMENT = Duration.ofMillis(5);

    private final Engine engine;
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    CountingEngine(Engine engine) {
        this.engine = engine;
    }

    int most() {
        return most.get();
    }

    @Override
    public void perform(Change change, ProgressListener progress) {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        try {
            Thread.sleep(MOMENT);
            engine.perform(change, progress);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            now.decrementAndGet();
        }
    }

    @Override
    public EngineInfo info() {
        return engine.info();
    }

    @Override
    public Observed observe(App app) {
        return engine.observe(app);
    }

    @Override
    public Observed observe(String app) {
        return engine.observe(app);
    }

    @Override
    public List<String> apps() {
        return engine.apps();
    }

    @Override
    public Optional<Replica> replica(ReplicaId id) {
        return engine.replica(id);
    }

    @Override
    public ExecResult run(ReplicaId id, List<String> command, Duration timeout) {
        return engine.run(id, command, timeout);
    }

    @Override
    public ExecSession exec(ReplicaId id, ExecRequest request) {
        return engine.exec(id, request);
    }

    @Override
    public EntryStream<LogLine> logs(ReplicaId id, LogQuery query) {
        return engine.logs(id, query);
    }

    @Override
    public ResourceUsage usage(ReplicaId id) {
        return engine.usage(id);
    }

    @Override
    public EntryStream<EngineEvent> events(String app, Optional<Instant> since) {
        return engine.events(app, since);
    }

    @Override
    public Map<String, Object> inspect(ReplicaId id) {
        return engine.inspect(id);
    }

    @Override
    public void close() {
        engine.close();
    }
}
