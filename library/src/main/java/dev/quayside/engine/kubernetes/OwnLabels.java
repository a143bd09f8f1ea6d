package dev.quayside.engine.kubernetes;

import dev.quayside.engine.Ownership;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The labels by which Quayside knows what it created, and who created what else there is. */
final class OwnLabels {
    /** The annotation that tells one creation from another of the same name. */
    static final String CREATION = Ownership.PREFIX + "creation";

    static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    static final String NAME = "app.kubernetes.io/name";

    private OwnLabels() {}

    /** The labels of an object, those of the caller included. */
    static Map<String, String> of(String name, Map<String, String> others) {
        var labels = new LinkedHashMap<String, String>();
        labels.put("app", name);
        labels.put(NAME, name);
        labels.put(MANAGED_BY, Ownership.OWNER_NAME);
        labels.putAll(refuseReserved(others));
        labels.put(Ownership.OWNER, Ownership.OWNER_NAME);
        return labels;
    }

    /** The labels of a pod: only what never changes. */
    static Map<String, String> ofPod(String name, Map<String, String> others) {
        var labels = new LinkedHashMap<String, String>();
        labels.putAll(refuseReserved(others));
        labels.put("app", name);
        labels.put(Ownership.OWNER, Ownership.OWNER_NAME);
        return labels;
    }

    static Map<String, String> refuseReserved(Map<String, String> labels) {
        labels.keySet().stream()
                .filter(key -> key.startsWith(Ownership.PREFIX))
                .findFirst()
                .ifPresent(key -> {
                    throw new QuaysideException(
                            ErrorCode.INVALID_ARGUMENT,
                            "The key '" + key + "' is reserved: keys that begin with '" + Ownership.PREFIX
                                    + "' are Quayside's",
                            "use another key");
                });
        return labels;
    }

    static boolean areOn(Json object) {
        return object.at("metadata").at("labels").text(Ownership.OWNER).equals(Ownership.OWNER_NAME);
    }

    /** Whether an object is Quayside's and of this app. */
    static boolean areOf(String app, Json object) {
        return areOn(object)
                && object.at("metadata").at("labels").text(Ownership.APP).equals(app);
    }

    /** Who made an object, as far as it tells. */
    static String ownerOf(Json object) {
        var metadata = object.at("metadata");
        var managedBy = metadata.at("labels").text(MANAGED_BY);
        if (!managedBy.isEmpty()) {
            return "'" + managedBy + "'";
        }
        return metadata.items("managedFields").stream()
                .min(Comparator.comparing(
                        entry -> Times.parse(entry.text("time")).orElse(Instant.MAX)))
                .map(entry -> "'" + entry.text("manager") + "'")
                .orElse("someone else");
    }
}
