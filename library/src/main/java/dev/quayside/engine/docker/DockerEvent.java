package dev.quayside.engine.docker;

import dev.quayside.json.Json;
import java.time.Instant;
import java.util.Map;

/**
 * Something that happened on the engine.
 *
 * @param type what it happened to: {@code container}, {@code network}, {@code volume}, {@code image}, …
 * @param action what happened, such as {@code die}
 * @param subjectId the id of what it happened to
 * @param attributes what the engine adds: its name, the labels of a container, …
 */
public record DockerEvent(Instant time, String type, String action, String subjectId, Map<String, String> attributes) {
    /** Copies the attributes. */
    public DockerEvent {
        attributes = Map.copyOf(attributes);
    }

    static DockerEvent of(Json json) {
        var actor = json.at("Actor");
        return new DockerEvent(
                Instant.ofEpochSecond(0, json.number("timeNano")),
                json.text("Type"),
                json.text("Action"),
                actor.text("ID"),
                actor.textMap("Attributes"));
    }
}
