package dev.quayside.engine.kubernetes;

import dev.quayside.engine.EntryStream;
import dev.quayside.engine.SortedEntries;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** The outputs of several pods as one. */
final class MergedLogs {
    private static final int WAITING_LINES = 1_000;

    private MergedLogs() {}

    /** What has been written already, by time; each pod's own order is kept. */
    static EntryStream<PodLogLine> byTime(List<PodLog> logs) {
        return new SortedEntries<>(logs, PodLogLine::time);
    }

    /** What is being written, as it comes. */
    static EntryStream<PodLogLine> asItComes(List<PodLog> logs) {
        return new AsItComes(logs);
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
            logs.forEach(PodLog::close);
            threads.forEach(Thread::interrupt);
            items.clear();
            items.offer(new Item.End(null));
        }
    }
}
