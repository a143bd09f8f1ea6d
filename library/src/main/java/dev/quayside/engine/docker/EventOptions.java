package dev.quayside.engine.docker;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which events.
 *
 * @param since from this moment on; empty: from now on
 * @param until the stream ends there; empty: never
 * @param filters the engine's filters, such as {@code label} or {@code type}; one of the values of each must hold
 */
public record EventOptions(Optional<Instant> since, Optional<Instant> until, Map<String, List<String>> filters) {
    /** Everything from now on. */
    public static final EventOptions FROM_NOW = new EventOptions(Optional.empty(), Optional.empty(), Map.of());

    /** Copies the filters. */
    public EventOptions {
        filters = Map.copyOf(filters);
    }

    /** The same from this moment on. */
    public EventOptions since(Instant time) {
        return new EventOptions(Optional.of(time), until, filters);
    }

    /** The same up to this moment. */
    public EventOptions until(Instant time) {
        return new EventOptions(since, Optional.of(time), filters);
    }

    /** The same, but only with this label; an empty value means any. */
    public EventOptions withLabel(String key, String value) {
        return withFilter("label", value.isEmpty() ? key : key + "=" + value);
    }

    /** The same with one more value of a filter. */
    public EventOptions withFilter(String name, String value) {
        return new EventOptions(since, until, ListOptions.plus(filters, name, value));
    }
}
