package dev.quayside.engine.kubernetes;

import dev.quayside.engine.EntryStream;
import dev.quayside.engine.LogLine;
import dev.quayside.engine.LogQuery;
import dev.quayside.engine.ReplicaId;
import java.time.Instant;
import java.util.Optional;

/** The output of a pod as that of a replica. A cluster does not keep the two streams of a container apart: all of it is output. */
final class ReplicaLog implements EntryStream<LogLine> {
    private final ReplicaId id;
    private final EntryStream<PodLogLine> lines;
    private final LogQuery query;

    ReplicaLog(ReplicaId id, EntryStream<PodLogLine> lines, LogQuery query) {
        this.id = id;
        this.lines = lines;
        this.query = query;
    }

    static LogOptions options(LogQuery query) {
        return new LogOptions(
                query.follow() ? LogOptions.End.CONTAINER_ENDS : LogOptions.End.NOW,
                LogOptions.Run.PRESENT,
                Optional.empty(),
                query.since(),
                query.tail());
    }

    @Override
    public Optional<LogLine> next() {
        Optional<PodLogLine> line = lines.next();
        while (line.isPresent() && isBefore(line.get(), query.since())) {
            // The cluster counts whole seconds.
            line = lines.next();
        }
        if (line.isPresent() && query.until().isPresent() && !isBefore(line.get(), query.until())) {
            close();
            return Optional.empty();
        }
        return line.map(l -> new LogLine(id, LogLine.Source.STDOUT, l.time(), l.text()));
    }

    private static boolean isBefore(PodLogLine line, Optional<Instant> moment) {
        return moment.filter(line.time()::isBefore).isPresent();
    }

    @Override
    public void close() {
        lines.close();
    }
}
