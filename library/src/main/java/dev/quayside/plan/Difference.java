package dev.quayside.plan;

import dev.quayside.engine.Replica;
import dev.quayside.engine.ReplicaSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Says in words what makes a replica another than the wanted one. */
final class Difference {
    private static final int MOST_NAMED = 6;

    private Difference() {}

    /** What changed, such as {@code environment FOO changed}; never a value. */
    static String between(Replica old, ReplicaSpec wanted) {
        var changes = new ArrayList<String>();
        if (!old.imageId().equals(wanted.imageId())) {
            changes.add("image changed: " + abbreviated(old.imageId()) + " → " + abbreviated(wanted.imageId()));
        }
        if (!old.parts().isEmpty()) {
            changes.addAll(parts(old.parts(), wanted.parts()));
        }
        if (!changes.isEmpty()) {
            return joined(changes);
        }
        return old.parts().isEmpty() ? "its specification changed" : "the content of a secret changed";
    }

    /** An image id as people know it: {@code sha256:0123456789ab}. */
    static String abbreviated(String imageId) {
        int digits = imageId.indexOf(':') + 1;
        return imageId.isEmpty() ? "not known yet" : imageId.substring(0, Math.min(imageId.length(), digits + 12));
    }

    private static List<String> parts(Map<String, String> old, Map<String, String> wanted) {
        var names = new TreeSet<>(old.keySet());
        names.addAll(wanted.keySet());
        names.remove("image");
        return names.stream()
                .filter(name -> !old.getOrDefault(name, "").equals(wanted.getOrDefault(name, "")))
                .map(name ->
                        name + (!old.containsKey(name) ? " added" : wanted.containsKey(name) ? " changed" : " removed"))
                .toList();
    }

    /** Some changes as one clause. */
    static String joined(List<String> changes) {
        if (changes.size() <= MOST_NAMED) {
            return String.join(", ", changes);
        }
        return String.join(", ", changes.subList(0, MOST_NAMED)) + " and " + (changes.size() - MOST_NAMED) + " more";
    }
}
