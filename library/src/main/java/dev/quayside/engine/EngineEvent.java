package dev.quayside.engine;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened.
 *
 * @param type what it happened to: {@code container}, {@code network}, {@code volume} or {@code image}
 * @param action what happened, in the engine's words, such as {@code die}
 * @param subject its name
 */
public record EngineEvent(
        Instant time,
        String type,
        String action,
        String subject,
        Optional<ReplicaId> replica,
        Map<String, String> attributes) {
    public EngineEvent {
        attributes = Map.copyOf(attributes);
    }
}
