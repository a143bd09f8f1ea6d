package dev.quayside.engine.docker;

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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;

/** Passes everything on and remembers each change; someone may be told before each. Thread-safe. */
final class RecordingEngine implements Engine {
    private final Engine engine;
    private final List<Change> changes = new CopyOnWriteArrayList<>();
    private volatile IntConsumer beforeChange = number -> {};

    RecordingEngine(Engine engine) {
        this.engine = engine;
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
        engine.perform(change, progress);
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
