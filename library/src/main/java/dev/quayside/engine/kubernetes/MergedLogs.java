package dev.quayside.engine.kubernetes;

import dev.quayside.engine.EntryStream;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** The outputs of several pods as one. */
final class MergedLogs {
    private static final int WAITING_LINES = 1_000;

    private MergedLogs() {}

    /** What has been written already, by time; each pod's own order is kept. */
    static EntryStream<PodLogLine> byTime(List<PodLog> logs) {
        return new ByTime(logs);
    }

    /** What is being written, as it comes. */
    static EntryStream<PodLogLine> asItComes(List<PodLog> logs) {
        return new AsItComes(logs);
    }

    private static void closeAll(List<PodLog> logs) {
        logs.forEach(PodLog::close);
    }

    private static final class ByTime implements EntryStream<PodLogLine> {
        private record Head(PodLogLine line, PodLog source, int number) {}

        private final List<PodLog> logs;
        private final PriorityQueue<Head> heads = new PriorityQueue<>(
                Comparator.comparing((Head head) -> head.line().time()).thenComparingInt(Head::number));

        ByTime(List<PodLog> logs) {
            this.logs = logs;
            for (var i = 0; i < logs.size(); i++) {
                advance(logs.get(i), i);
            }
        }

        private void advance(PodLog log, int number) {
            log.next().ifPresent(line -> heads.add(new Head(line, log, number)));
        }

        @Override
        public Optional<PodLogLine> next() {
            var head = heads.poll();
            if (head == null) {
                return Optional.empty();
            }
            advance(head.source(), head.number());
            return Optional.of(head.line());
        }

        @Override
        public void close() {
            closeAll(logs);
        }
    }

    /** A daemon thread for each pod fills a queue, and waits while it is full. */
    private static final class AsItComes implements EntryStream<PodLogLine> {
        private sealed interface Item {
            record Line(PodLogLine line) implements Item {}

            record End(@Nullable QuaysideException failure) implements Item {}
        }

        private final List<PodLog> logs;
        private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(WAITING_LINES);
        private final List<Thread> threads;
        private int open;
        private volatile boolean closed;

        AsItComes(List<PodLog> logs) {
            this.logs = logs;
            this.open = logs.size();
            this.threads = logs.stream()
                    .map(log ->
                            Thread.ofPlatform().daemon().name("quayside-log").start(() -> pump(log)))
                    .toList();
        }

        private void pump(PodLog log) {
            try {
                try {
                    for (var line = log.next(); line.isPresent(); line = log.next()) {
                        items.put(new Item.Line(line.get()));
                    }
                    items.put(new Item.End(null));
                } catch (QuaysideException e) {
                    items.put(new Item.End(e));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public Optional<PodLogLine> next() {
            try {
                while (open > 0 && !closed) {
                    switch (items.take()) {
                        case Item.Line(var line) -> {
                            return Optional.of(line);
                        }
                        case Item.End(var failure) -> {
                            open--;
                            if (failure != null && !closed) {
                                close();
                                throw failure;
                            }
                        }
                    }
                }
                return Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new QuaysideException(ErrorCode.INTERRUPTED, "Reading logs was interrupted", "try again", e);
            }
        }

        /** Wakes the reader: the queue may be empty. */
        @Override
        public void close() {
            closed = true;
            closeAll(logs);
            threads.forEach(Thread::interrupt);
            items.clear();
            items.offer(new Item.End(null));
        }
    }
}
