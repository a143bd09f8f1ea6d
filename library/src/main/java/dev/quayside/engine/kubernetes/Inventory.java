package dev.quayside.engine.kubernetes;

import dev.quayside.engine.Ownership;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import dev.quayside.json.JsonObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The list of an app's objects in the cluster, in a ConfigMap beside them. An object is put on it before it is made, and taken off
 * when it is seen to be gone. What is not on it is never removed, whatever labels it carries: labels can be copied.
 */
final class Inventory {
    /** The value of the label that says what the ConfigMap is. */
    static final String KIND = "inventory";

    private static final String ENTRIES = "objects";
    private static final int ATTEMPTS = 8;

    private final KubernetesApi api;

    Inventory(KubernetesApi api) {
        this.api = api;
    }

    static ObjectRef reference(String app, String namespace) {
        return ObjectRef.of(Kind.CONFIG_MAP, namespace, Names.objectName("quayside-" + app));
    }

    /** What is on a list: objects as short names. */
    static Set<String> entries(Optional<Json> inventory) {
        return inventory
                .map(json -> json.at("data")
                        .text(ENTRIES)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .collect(Collectors.toCollection(TreeSet::new)))
                .orElseGet(TreeSet::new);
    }

    /** Puts objects on the list of an app whose namespace is new, without looking for a list first. */
    void start(String app, String namespace, Collection<String> objects) {
        change(app, reference(app, namespace), Optional.empty(), including(objects, Set.of()));
    }

    /** Puts objects on the list, and takes off those that are gone. */
    void include(String app, String namespace, Collection<String> objects, Collection<String> gone) {
        change(app, namespace, including(objects, gone));
    }

    private static Function<Set<String>, Set<String>> including(Collection<String> objects, Collection<String> gone) {
        return entries -> {
            var more = new TreeSet<>(entries);
            more.removeAll(gone);
            more.addAll(objects);
            return more;
        };
    }

    /** Takes objects off the list that are gone; an empty list goes too. */
    void exclude(String app, String namespace, Collection<String> gone) {
        change(app, namespace, entries -> {
            var less = new TreeSet<>(entries);
            less.removeAll(gone);
            return less;
        });
    }

    private void change(String app, String namespace, Function<Set<String>, Set<String>> change) {
        ObjectRef reference = reference(app, namespace);
        change(app, reference, api.find(Call.get(reference)), change);
    }

    /** Two clients at a time: whoever read an older list reads again. */
    private void change(
            String app, ObjectRef reference, Optional<Json> known, Function<Set<String>, Set<String>> change) {
        Optional<Json> present = known;
        for (var attempt = 1; ; attempt++) {
            Set<String> before = entries(present);
            Set<String> after = change.apply(before);
            try {
                if (present.isPresent() && after.isEmpty()) {
                    delete(reference, present.get());
                } else if (!after.equals(before)) {
                    write(reference, app, present, after);
                }
                return;
            } catch (QuaysideException e) {
                boolean outrun = e.code() == ErrorCode.CONFLICT || e.code() == ErrorCode.ALREADY_EXISTS;
                if (!(outrun || Deletion.isLost(e)) || attempt == ATTEMPTS) {
                    throw e;
                }
            }
            present = api.find(Call.get(reference));
        }
    }

    private void write(ObjectRef reference, String app, Optional<Json> present, Set<String> entries) {
        var labels = new LinkedHashMap<String, String>();
        labels.put(OwnLabels.MANAGED_BY, Ownership.OWNER_NAME);
        labels.put(Ownership.OWNER, Ownership.OWNER_NAME);
        labels.put(Ownership.APP, app);
        labels.put(Ownership.KIND, KIND);
        labels.put(Ownership.KEY, Names.objectName(app));
        var metadata = new JsonObject()
                .put("name", reference.name())
                .put("namespace", reference.namespace())
                .put("labels", labels);
        var data = new JsonObject().put(ENTRIES, String.join("\n", entries) + "\n");
        var body = new JsonObject()
                .put("apiVersion", "v1")
                .put("kind", "ConfigMap")
                .put("metadata", metadata)
                .put("data", data);
        if (present.isEmpty()) {
            api.json(Call.create(reference, body).with("fieldManager", Creation.FIELD_MANAGER));
        } else {
            metadata.put("resourceVersion", present.get().at("metadata").text("resourceVersion"));
            api.json(Call.replace(reference, body).with("fieldManager", Creation.FIELD_MANAGER));
        }
    }

    private void delete(ObjectRef reference, Json present) {
        var unchanged = new JsonObject()
                .put("uid", ObjectJson.uid(present))
                .put("resourceVersion", present.at("metadata").text("resourceVersion"));
        var body = new JsonObject()
                .put("apiVersion", "v1")
                .put("kind", "DeleteOptions")
                .put("preconditions", unchanged);
        try {
            api.json(Call.delete(reference, body));
        } catch (QuaysideException e) {
            if (e.code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
        }
    }
}
