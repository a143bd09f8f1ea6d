package dev.quayside.engine.kubernetes;

import dev.quayside.engine.EntryStream;
import dev.quayside.engine.LogLine;
import dev.quayside.engine.LogQuery;
import dev.quayside.engine.ReplicaId;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The output of a pod as that of a replica. Of a container that was started again, a cluster keeps the run before as a log of its
 * own: it comes first, as an engine of containers has it. A cluster does not keep the two streams of a container apart: all of it is
 * output.
 */
final class ReplicaLog implements EntryStream<LogLine> {
    /** For a moment around a start a node has neither the new run's lines nor the old one's. */
    private static final int MOST_LOOKS = 4;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

    private final ReplicaId id;
    private final LogQuery query;
    private final List<EntryStream<PodLogLine>> parts;
    private int reading;
    private Instant partBegins = Instant.MIN;
    private Instant last = Instant.MIN;

    private ReplicaLog(ReplicaId id, LogQuery query, List<EntryStream<PodLogLine>> parts) {
        this.id = id;
        this.query = query;
        this.parts = List.copyOf(parts);
    }

    /**
     * Opens it.
     *
     * @param endedOnce whether the container ended before, be it that it runs again
     * @param logs opens one log of the pod
     */
    static ReplicaLog open(
            ReplicaId id, boolean endedOnce, Function<LogOptions, EntryStream<PodLogLine>> logs, LogQuery query) {
        LogOptions options = options(query);
        if (!endedOnce) {
            return new ReplicaLog(id, query, List.of(logs.apply(options)));
        }
        if (query.tail().isEmpty()) {
            EntryStream<PodLogLine> before = ifThere(logs, options.untilNow().previous());
            try {
                return new ReplicaLog(id, query, List.of(before, logs.apply(options)));
            } catch (QuaysideException e) {
                before.close();
                throw e;
            }
        }
        List<PodLogLine> end = end(logs, options, query.tail().getAsInt());
        for (var look = 1; end.isEmpty() && query.tail().getAsInt() > 0 && look < MOST_LOOKS; look++) {
            Pauses.pause(BETWEEN_LOOKS);
            end = end(logs, options, query.tail().getAsInt());
        }
        var parts = new ArrayList<EntryStream<PodLogLine>>();
        parts.add(new Lines(end.iterator()));
        if (query.follow()) {
            parts.add(logs.apply(
                    end.isEmpty() ? options : options.since(end.getLast().time())));
        }
        return new ReplicaLog(id, query, parts);
    }

    /** The last lines of both runs. The present one is read first: should it end meanwhile, it is the one before. */
    private static List<PodLogLine> end(
            Function<LogOptions, EntryStream<PodLogLine>> logs, LogOptions options, int count) {
        List<PodLogLine> present = drain(ifThere(logs, options.untilNow()));
        var lines = new LinkedHashSet<>(drain(ifThere(logs, options.untilNow().previous())));
        lines.addAll(present);
        List<PodLogLine> all = List.copyOf(lines);
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    private static List<PodLogLine> drain(EntryStream<PodLogLine> log) {
        var lines = new ArrayList<PodLogLine>();
        try (log) {
            for (var line = log.next(); line.isPresent(); line = log.next()) {
                lines.add(line.get());
            }
        }
        return lines;
    }

    /** One run; nothing if the cluster does not have it, not yet or no longer. */
    private static EntryStream<PodLogLine> ifThere(
            Function<LogOptions, EntryStream<PodLogLine>> logs, LogOptions options) {
        try {
            return logs.apply(options);
        } catch (QuaysideException e) {
            if (e.code() != ErrorCode.INVALID_ARGUMENT && e.code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
            return new Lines(List.<PodLogLine>of().iterator());
        }
    }

    private static LogOptions options(LogQuery query) {
        return new LogOptions(
                query.follow() ? LogOptions.End.CONTAINER_ENDS : LogOptions.End.NOW,
                LogOptions.Run.PRESENT,
                Optional.empty(),
                query.since(),
                query.tail());
    }

    @Override
    public Optional<LogLine> next() {
        Optional<PodLogLine> line = nextOfParts();
        while (line.isPresent() && isBefore(line.get(), query.since())) {
            // The cluster counts whole seconds.
            line = nextOfParts();
        }
        if (line.isPresent() && query.until().isPresent() && !isBefore(line.get(), query.until())) {
            close();
            return Optional.empty();
        }
        return line.map(l -> new LogLine(id, LogLine.Source.STDOUT, l.time(), l.text()));
    }

    /** A container that waits to be started again has the same run as its present one and as the one before. */
    private Optional<PodLogLine> nextOfParts() {
        while (true) {
            Optional<PodLogLine> line = parts.get(reading).next();
            while (line.isPresent() && !line.get().time().isAfter(partBegins)) {
                line = parts.get(reading).next();
            }
            if (line.isPresent()) {
                last = line.get().time();
                return line;
            }
            if (reading == parts.size() - 1) {
                return Optional.empty();
            }
            partBegins = last;
            reading++;
        }
    }

    private static boolean isBefore(PodLogLine line, Optional<Instant> moment) {
        return moment.filter(line.time()::isBefore).isPresent();
    }

    @Override
    public void close() {
        parts.forEach(EntryStream::close);
    }

    /** Lines that were read already. */
    private record Lines(Iterator<PodLogLine> lines) implements EntryStream<PodLogLine> {
        @Override
        public Optional<PodLogLine> next() {
            return lines.hasNext() ? Optional.of(lines.next()) : Optional.empty();
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
