package dev.quayside.engine.docker;

import java.time.Instant;
import java.util.Optional;

/**
 * A line of a container's output without its line end.
 *
 * @param time when the engine received it; empty if it does not say
 */
public record LogEntry(OutputSource source, Optional<Instant> time, String text) {}
