package dev.quayside.apply;

import dev.quayside.apply.StepRunner.Message;
import dev.quayside.engine.Engine;
import dev.quayside.engine.EntryStream;
import dev.quayside.engine.LogLine;
import dev.quayside.engine.LogQuery;
import dev.quayside.engine.Replica;
import dev.quayside.engine.ReplicaId;
import dev.quayside.error.QuaysideException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the evidence of a failed step, before anything is taken back. */
final class Diagnosis {
    private static final int LAST_LINES = 20;

    private final Engine engine;

    Diagnosis(Engine engine) {
        this.engine = engine;
    }

    ApplyFailure of(Message.Failed failed, List<String> done, List<String> left) {
        boolean reachable = !Caller.isLost(failed.failure());
        Optional<ReplicaId> id = failed.step().replica().or(failed::sick);
        Optional<Replica> replica = reachable ? id.flatMap(this::replica) : Optional.empty();
        String health = replica.map(Replica::message).filter(m -> !m.isBlank()).orElse(failed.healthOutput());
        List<LogLine> lines = replica.isPresent() ? id.map(this::lastLines).orElse(List.of()) : List.of();
        return new ApplyFailure(failed.step(), failed.failure(), replica, health, lines, done, left, List.of());
    }

    private Optional<Replica> replica(ReplicaId id) {
        try {
            return engine.replica(id);
        } catch (QuaysideException e) {
            // evidence is a help, not a duty
            return Optional.empty();
        }
    }

    private List<LogLine> lastLines(ReplicaId id) {
        var lines = new ArrayList<LogLine>();
        try (EntryStream<LogLine> log = engine.logs(id, LogQuery.lastLines(LAST_LINES))) {
            for (var line = log.next(); line.isPresent() && lines.size() < LAST_LINES; line = log.next()) {
                lines.add(line.get());
            }
        } catch (QuaysideException e) {
            // a container that never started has no log
        }
        return lines;
    }
}
