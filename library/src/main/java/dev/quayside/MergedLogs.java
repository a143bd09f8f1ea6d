package dev.quayside;

import dev.quayside.engine.Engine;
import dev.quayside.engine.EngineEvent;
import dev.quayside.engine.EntryStream;
import dev.quayside.engine.LogLine;
import dev.quayside.engine.LogQuery;
import dev.quayside.engine.ReplicaId;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * The followed output of several replicas as one stream, in the order of arrival, with the replicas that start later.
 *
 * <p>Each replica is read by a virtual thread of its own into one bounded queue: whoever reads slowly slows the engine down. The
 * stream ends when all replicas have ended and no more can come, or when it is closed.
 */
final class MergedLogs implements EntryStream<LogLine> {
    private static final int QUEUE = 1024;

    /** How long a thread may take to notice that the stream was closed. */
    private static final long POLL_MILLIS = 100;

    /** What a reader hands over: a line, the end of one source, or why it failed. */
    private sealed interface Item {
        record Line(LogLine line) implements Item {}

        record End() implements Item {}

        record Failure(QuaysideException failure) implements Item {}
    }

    private final Engine engine;
    private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Map<ReplicaId, EntryStream<LogLine>> streams = new ConcurrentHashMap<>();
    private final Map<ReplicaId, Instant> followedFrom = new ConcurrentHashMap<>();
    private final Map<ReplicaId, Instant> heardUntil = new ConcurrentHashMap<>();
    private final AtomicInteger sources = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Optional<EntryStream<EngineEvent>> events = Optional.empty();

    MergedLogs(Engine engine) {
        this.engine = engine;
    }

    /** Follows replicas as they are at a moment. */
    void follow(Collection<ReplicaId> replicas, LogQuery query, Instant now) {
        replicas.forEach(id -> {
            heardUntil.put(id, now);
            add(id, query, now);
        });
    }

    /** Follows the replicas of an app that start from a moment on, too; the stream then ends only when it is closed. */
    void followNew(String app, Predicate<String> service, Instant since) {
        EntryStream<EngineEvent> stream = engine.events(app, Optional.of(since));
        events = Optional.of(stream);
        sources.incrementAndGet();
        read(() -> {
            Optional<EngineEvent> event = stream.next();
            while (event.isPresent()) {
                EngineEvent happened = event.get();
                if (happened.action().equals("start")) {
                    happened.replica()
                            .filter(id -> service.test(id.service()))
                            .filter(id -> isNew(id, happened.time()))
                            .ifPresent(id -> add(id, restOf(id), happened.time()));
                }
                event = stream.next();
            }
        });
    }

    /** Whether the replica started after what is followed already. */
    private boolean isNew(ReplicaId id, Instant started) {
        Instant known = followedFrom.get(id);
        return known == null || started.isAfter(known);
    }

    /**
     * What a replica that has just started has written and not been heard of. Not what it wrote since the event: its first lines
     * can be older than that.
     */
    private LogQuery restOf(ReplicaId id) {
        Optional<Instant> since = Optional.ofNullable(heardUntil.get(id)).map(last -> last.plusNanos(1));
        return new LogQuery(true, since, Optional.empty(), OptionalInt.empty());
    }

    private void add(ReplicaId id, LogQuery query, Instant from) {
        if (closed.get() || streams.containsKey(id)) {
            return;
        }
        EntryStream<LogLine> stream = engine.logs(id, query);
        if (streams.putIfAbsent(id, stream) != null) {
            stream.close();
            return;
        }
        followedFrom.put(id, from);
        sources.incrementAndGet();
        read(() -> {
            try {
                Optional<LogLine> line = stream.next();
                while (line.isPresent()) {
                    heardUntil.put(id, line.get().time());
                    put(new Item.Line(line.get()));
                    line = stream.next();
                }
            } finally {
                streams.remove(id, stream);
                stream.close();
            }
        });
    }

    private void read(Runnable reading) {
        Thread.ofVirtual().name("logs").start(() -> {
            try {
                reading.run();
            } catch (QuaysideException e) {
                // A replica that is removed while it is read, or a stream that is closed, has simply ended.
                if (e.code() != ErrorCode.NOT_FOUND && !closed.get()) {
                    put(new Item.Failure(e));
                }
            } finally {
                put(new Item.End());
            }
        });
    }

    private void put(Item item) {
        try {
            boolean taken = false;
            while (!taken && !closed.get()) {
                taken = queue.offer(item, POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Optional<LogLine> next() {
        try {
            while (sources.get() > 0 && !closed.get()) {
                Item item = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                switch (item) {
                    case null -> {}
                    case Item.Line line -> {
                        return Optional.of(line.line());
                    }
                    case Item.End end -> sources.decrementAndGet();
                    case Item.Failure failure -> {
                        close();
                        throw failure.failure();
                    }
                }
            }
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            events.ifPresent(EntryStream::close);
            streams.values().forEach(EntryStream::close);
        }
    }
}
