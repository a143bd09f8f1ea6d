package dev.quayside;

import dev.quayside.engine.EntryStream;
import dev.quayside.engine.LogLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** The output that several replicas have written so far, as one stream sorted by time. Holds one line of each. Not thread-safe. */
final class SortedLogs implements EntryStream<LogLine> {
    private record Head(LogLine line, int source) {}

    private final List<EntryStream<LogLine>> sources;
    private final PriorityQueue<Head> heads = new PriorityQueue<>(
            Comparator.comparing((Head head) -> head.line().time()).thenComparingInt(Head::source));

    SortedLogs(List<EntryStream<LogLine>> sources) {
        this.sources = new ArrayList<>(sources);
        for (int i = 0; i < sources.size(); i++) {
            advance(i);
        }
    }

    private void advance(int source) {
        sources.get(source).next().ifPresent(line -> heads.add(new Head(line, source)));
    }

    @Override
    public Optional<LogLine> next() {
        Head first = heads.poll();
        if (first == null) {
            return Optional.empty();
        }
        advance(first.source());
        return Optional.of(first.line());
    }

    @Override
    public void close() {
        sources.forEach(EntryStream::close);
    }
}
