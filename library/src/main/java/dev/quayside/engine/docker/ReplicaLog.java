package dev.quayside.engine.docker;

import dev.quayside.engine.EntryStream;
import dev.quayside.engine.LogLine;
import dev.quayside.engine.LogQuery;
import dev.quayside.engine.ReplicaId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;

/** The output of one replica. One thread reads it; any thread may close it. */
final class ReplicaLog implements EntryStream<LogLine> {
    private final ReplicaId replica;
    private final EntryStream<LogEntry> entries;
    private Instant last = Instant.EPOCH;

    ReplicaLog(ReplicaId replica, EntryStream<LogEntry> entries) {
        this.replica = replica;
        this.entries = entries;
    }

    static LogOptions options(LogQuery query) {
        return new LogOptions(
                query.follow() ? LogOptions.End.CONTAINER_ENDS : LogOptions.End.NOW,
                EnumSet.allOf(OutputSource.class),
                query.since(),
                query.until(),
                query.tail());
    }

    @Override
    public Optional<LogLine> next() {
        return entries.next().map(this::line);
    }

    private LogLine line(LogEntry entry) {
        last = entry.time().orElse(last);
        var source = switch (entry.source()) {
            case STDOUT -> LogLine.Source.STDOUT;
            case STDERR -> LogLine.Source.STDERR;
        };
        return new LogLine(replica, source, last, entry.text());
    }

    @Override
    public void close() {
        entries.close();
    }
}
