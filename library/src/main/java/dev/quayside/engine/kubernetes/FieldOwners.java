package dev.quayside.engine.kubernetes;

import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Who manages which field of an object, by what the cluster notes about it. */
final class FieldOwners {
    private final List<Json> entries;

    FieldOwners(Json object) {
        this.entries = object.at("metadata").items("managedFields");
    }

    /**
     * The managers of a field other than Quayside, sorted.
     *
     * @param path names of members; an item of a list is given as {@code member=value}
     */
    List<String> othersOf(List<String> path) {
        var others = new TreeSet<String>();
        for (var entry : entries) {
            var manager = entry.text("manager");
            var scaling = entry.text("subresource").equals("scale");
            if ((scaling || !isOurs(manager)) && holds(entry.at("fieldsV1"), path)) {
                others.add(manager);
            }
        }
        return List.copyOf(others);
    }

    private static boolean isOurs(String manager) {
        return manager.equals(Creation.FIELD_MANAGER);
    }

    private static boolean holds(Json fields, List<String> path) {
        var at = fields;
        for (var step : path) {
            var next = step(at, step);
            if (next.isEmpty()) {
                return false;
            }
            at = next.get();
        }
        return true;
    }

    private static Optional<Json> step(Json fields, String step) {
        var equals = step.indexOf('=');
        if (equals < 0) {
            return Optional.of(fields.at("f:" + step)).filter(Json::isPresent);
        }
        var member = step.substring(0, equals);
        var value = step.substring(equals + 1);
        return fields.members().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("k:"))
                .filter(entry -> key(entry.getKey()).text(member).equals(value))
                .map(entry -> entry.getValue())
                .findFirst();
    }

    private static Json key(String text) {
        try {
            return Json.parse(text.substring(2));
        } catch (QuaysideException e) {
            return Json.ofTree(null);
        }
    }
}
