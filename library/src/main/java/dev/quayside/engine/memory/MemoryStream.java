package dev.quayside.engine.memory;

import dev.quayside.engine.EntryStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Entries of a list that may still grow. Thread-safe.
 *
 * @param <E> what it carries
 */
final class MemoryStream<E> implements EntryStream<E> {
    private static final long LOOK_AGAIN_MILLISECONDS = 50;

    private final World world;
    private final List<E> source;
    private final Predicate<E> wanted;
    private final BooleanSupplier growing;
    private int position;
    private boolean closed;

    /**
     * A stream over a list that the world's lock guards.
     *
     * @param from the first entry's index
     * @param growing whether more entries can come
     */
    MemoryStream(World world, List<E> source, int from, Predicate<E> wanted, BooleanSupplier growing) {
        this.world = world;
        this.source = source;
        this.position = from;
        this.wanted = wanted;
        this.growing = growing;
    }

    @Override
    public Optional<E> next() {
        world.lock.lock();
        try {
            Optional<E> entry = entryThatIsThere();
            while (entry.isEmpty() && !closed && growing.getAsBoolean()) {
                boolean signalled = world.news.await(LOOK_AGAIN_MILLISECONDS, TimeUnit.MILLISECONDS);
                entry = signalled ? entryThatIsThere() : entry.or(this::entryThatIsThere);
            }
            return closed ? Optional.empty() : entry.or(this::entryThatIsThere);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            world.lock.unlock();
        }
    }

    private Optional<E> entryThatIsThere() {
        while (position < source.size()) {
            E entry = source.get(position);
            position++;
            if (wanted.test(entry)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        world.lock.lock();
        try {
            closed = true;
            world.news.signalAll();
        } finally {
            world.lock.unlock();
        }
    }
}
