package dev.quayside.engine.kubernetes;

import dev.quayside.json.Json;
import java.time.Instant;

/** Reads what all objects have. */
final class ObjectJson {
    private ObjectJson() {}

    static String name(Json object) {
        return object.at("metadata").text("name");
    }

    static String namespace(Json object) {
        return object.at("metadata").text("namespace");
    }

    static String uid(Json object) {
        return object.at("metadata").text("uid");
    }

    static ObjectMetadata metadata(Json object) {
        var metadata = object.at("metadata");
        return new ObjectMetadata(
                metadata.text("uid"),
                metadata.text("resourceVersion"),
                Times.parse(metadata.text("creationTimestamp")).orElse(Instant.EPOCH),
                metadata.textMap("labels"),
                metadata.textMap("annotations"),
                metadata.at("deletionTimestamp").isPresent());
    }

    /** The status of a condition: {@code True}, {@code False}, {@code Unknown}, or empty if it is not there. */
    static Json condition(Json object, String type) {
        return object.at("status").items("conditions").stream()
                .filter(condition -> condition.text("type").equals(type))
                .findFirst()
                .orElse(Json.ofTree(null));
    }
}
