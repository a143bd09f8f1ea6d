package dev.quayside.engine.kubernetes;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import dev.quayside.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Creates objects so that a lost answer does no harm.
 *
 * <p>Each creation carries a mark of its own: when the answer was lost, the object of that name is looked at, and only if there
 * is none the call is made again.
 */
final class Creation {
    /** Who Quayside is where the cluster notes who manages which field. */
    static final String FIELD_MANAGER = "quayside";

    private static final int ATTEMPTS = 3;

    private final KubernetesApi api;

    Creation(KubernetesApi api) {
        this.api = api;
    }

    /**
     * Creates an object and gives it as the cluster has it.
     *
     * @param labels all its labels
     */
    Json create(ObjectRef object, Map<String, String> labels, Map<String, String> annotations, JsonObject spec) {
        Names.check(object);
        var mark = UUID.randomUUID().toString();
        var marked = new LinkedHashMap<>(OwnLabels.refuseReserved(annotations));
        marked.put(OwnLabels.CREATION, mark);
        var metadata = new JsonObject()
                .put("name", object.name())
                .putUnlessEmpty("namespace", object.namespace())
                .put("labels", labels)
                .put("annotations", marked);
        var body = new JsonObject()
                .put("apiVersion", object.kind().apiVersion())
                .put("kind", object.kind().kind())
                .put("metadata", metadata)
                .putUnlessEmpty("spec", spec);
        var call = Call.create(object, body).with("fieldManager", FIELD_MANAGER).with("fieldValidation", "Strict");
        return create(object, call, mark);
    }

    private Json create(ObjectRef object, Call call, String mark) {
        for (var attempt = 1; ; attempt++) {
            try {
                return api.json(call);
            } catch (QuaysideException e) {
                var lost = Deletion.isLost(e);
                if (!lost && e.code() != ErrorCode.ALREADY_EXISTS) {
                    throw e;
                }
                var present = api.find(Call.get(object));
                if (present.isPresent()) {
                    return ours(object, present.get(), mark, e);
                }
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static Json ours(ObjectRef object, Json present, String mark, QuaysideException cause) {
        if (present.at("metadata").at("annotations").text(OwnLabels.CREATION).equals(mark)) {
            return present;
        }
        throw new QuaysideException(
                ErrorCode.ALREADY_EXISTS,
                "There is a " + object + " already, made by " + OwnLabels.ownerOf(present),
                "choose another name, or update or delete the one that is there",
                cause);
    }
}
