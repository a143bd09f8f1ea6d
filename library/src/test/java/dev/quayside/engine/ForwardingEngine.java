package dev.quayside.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Passes everything on: what tests put around an engine to watch it. */
public class ForwardingEngine implements Engine {
    private final Engine engine;

    /** Around this engine, which it closes. */
    protected ForwardingEngine(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void perform(Change change, ProgressListener progress) {
        engine.perform(change, progress);
    }

    @Override
    public EngineInfo info() {
        return engine.info();
    }

    @Override
    public Observed observe(Wanted wanted) {
        return engine.observe(wanted);
    }

    @Override
    public Optional<Workload> workload(String app, String service, Optional<Workload> unlike, Duration patience) {
        return engine.workload(app, service, unlike, patience);
    }

    @Override
    public int changesAtOnce() {
        return engine.changesAtOnce();
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
