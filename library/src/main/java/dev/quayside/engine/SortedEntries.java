package dev.quayside.engine;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;

/**
 * Streams that end, as one sorted by time; what is of the same time comes in the order of the streams, and each stream's own order
 * is kept. Holds one entry of each. Not thread-safe; it closes them.
 *
 * @param <E> what they consist of
 */
public final class SortedEntries<E> implements EntryStream<E> {
    private final List<? extends EntryStream<E>> sources;
    private final Function<E, Instant> time;
    private final PriorityQueue<Head<E>> heads = new PriorityQueue<>(
            Comparator.comparing((Head<E> head) -> head.time()).thenComparingInt(Head::source));

    private record Head<E>(E entry, Instant time, int source) {}

    /** Reads the first entry of each. */
    public SortedEntries(List<? extends EntryStream<E>> sources, Function<E, Instant> time) {
        this.sources = List.copyOf(sources);
        this.time = time;
        for (int i = 0; i < sources.size(); i++) {
            advance(i);
        }
    }

    private void advance(int source) {
        sources.get(source).next().ifPresent(entry -> heads.add(new Head<>(entry, time.apply(entry), source)));
    }

    @Override
    public Optional<E> next() {
        Head<E> first = heads.poll();
        if (first == null) {
            return Optional.empty();
        }
        advance(first.source());
        return Optional.of(first.entry());
    }

    @Override
    public void close() {
        sources.forEach(EntryStream::close);
    }
}
