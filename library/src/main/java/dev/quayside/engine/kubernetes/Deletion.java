package dev.quayside.engine.kubernetes;

import dev.quayside.engine.Ownership;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import dev.quayside.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Deletes objects: only the one that was looked at, and nothing foreign unless that is wanted. */
final class Deletion {
    private static final int ATTEMPTS = 3;

    /** A pod, its job and the cron job, or its replica set and the deployment. */
    private static final int LONGEST_CHAIN = 3;

    /** What a namespace can hold that somebody would miss. */
    private static final List<Kind> CONTENT = List.of(
            Kind.DEPLOYMENT,
            Kind.STATEFUL_SET,
            Kind.DAEMON_SET,
            Kind.JOB,
            Kind.CRON_JOB,
            Kind.POD,
            Kind.SERVICE,
            Kind.INGRESS,
            Kind.CLAIM,
            Kind.CONFIG_MAP,
            Kind.SECRET);

    private final KubernetesApi api;
    private final Awaiting awaiting;

    Deletion(KubernetesApi api, Awaiting awaiting) {
        this.api = api;
        this.awaiting = awaiting;
    }

    void delete(ObjectRef object, DeleteOptions options) {
        var present = api.json(Call.get(object));
        var uid = options.uid().orElse(ObjectJson.uid(present));
        if (!uid.equals(ObjectJson.uid(present))) {
            throw new QuaysideException(
                    ErrorCode.NOT_FOUND,
                    "The " + object + " is not the one that should be deleted: it was deleted and created again",
                    "read it again and decide anew");
        }
        if (options.foreign() == DeleteOptions.Foreign.REFUSED) {
            refuseForeign(object, present);
        }
        delete(object, uid, options);
        options.waiting().ifPresent(wait -> awaitGone(object, uid, wait));
    }

    /** Deletes the object of this identity, whoever made it; nothing if it is gone. */
    void delete(ObjectRef object, String uid, DeleteOptions options) {
        var body = new JsonObject()
                .put("apiVersion", "v1")
                .put("kind", "DeleteOptions")
                .put("preconditions", new JsonObject().put("uid", uid))
                .put("propagationPolicy", options.propagation().toString());
        options.gracePeriod().ifPresent(period -> body.put("gracePeriodSeconds", period.toSeconds()));
        for (var attempt = 1; ; attempt++) {
            try {
                api.json(Call.delete(object, body));
                return;
            } catch (QuaysideException e) {
                // Once we have tried, that it is gone is what we wanted, whoever did it.
                if (e.code() == ErrorCode.NOT_FOUND) {
                    return;
                }
                if (!isLost(e) || attempt == ATTEMPTS) {
                    throw e;
                }
                if (!isThere(api.find(Call.get(object)), uid)) {
                    return;
                }
            }
        }
    }

    /** Waits until the object of this identity is gone; another one of its name does not count. */
    void awaitGone(ObjectRef object, String uid, WaitOptions wait) {
        awaiting.until(
                object,
                wait,
                present -> isThere(present, uid) ? Optional.empty() : Optional.of(Boolean.TRUE),
                Deletion::remaining);
    }

    private static boolean isThere(Optional<Json> present, String uid) {
        return present.filter(json -> ObjectJson.uid(json).equals(uid)).isPresent();
    }

    /** What keeps something from going away. */
    private static String remaining(Optional<Json> present) {
        var finalizers =
                present.map(json -> json.at("metadata").texts("finalizers")).orElse(List.of());
        var conditions = present.map(json -> json.at("status").items("conditions")).orElse(List.of()).stream()
                .filter(condition -> condition.text("status").equals("True"))
                .map(condition -> condition.text("message"))
                .filter(message -> !message.isEmpty())
                .toList();
        var words = conditions.isEmpty() ? "it is still being deleted" : String.join("; ", conditions);
        return finalizers.isEmpty() ? words : words + ", held by " + String.join(", ", finalizers);
    }

    private void refuseForeign(ObjectRef object, Json present) {
        if (!isOurs(present)) {
            throw foreign(object, object.toString(), OwnLabels.ownerOf(present));
        }
        if (object.kind() == Kind.NAMESPACE) {
            for (var kind : CONTENT) {
                refuseForeign(object, kind);
            }
        }
    }

    /** Whether an object is ours, or made for one that is: what controllers make has only the labels that choose it. */
    private boolean isOurs(Json object) {
        var at = Optional.of(object);
        for (var i = 0; i < LONGEST_CHAIN && at.isPresent(); i++) {
            if (OwnLabels.areOn(at.get())) {
                return true;
            }
            at = controllerOf(at.get());
        }
        return false;
    }

    private Optional<Json> controllerOf(Json object) {
        return object.at("metadata").items("ownerReferences").stream()
                .filter(owner -> owner.flag("controller"))
                .findFirst()
                .flatMap(owner -> Kind.find(owner.text("apiVersion"), owner.text("kind"))
                        .map(kind -> ObjectRef.of(kind, ObjectJson.namespace(object), owner.text("name")))
                        .flatMap(reference -> api.find(Call.get(reference)))
                        .filter(found -> ObjectJson.uid(found).equals(owner.text("uid"))));
    }

    private void refuseForeign(ObjectRef namespace, Kind kind) {
        var all = Call.list(ObjectRef.all(kind, namespace.name()))
                .with("labelSelector", Ownership.OWNER + "!=" + Ownership.OWNER_NAME);
        api.forEach(all, json -> {
            if (!belongsToCluster(kind, json)) {
                var found = ObjectRef.of(kind, namespace.name(), ObjectJson.name(json));
                // A list does not say who manages what.
                throw foreign(namespace, found.toString(), OwnLabels.ownerOf(api.json(Call.get(found))));
            }
        });
    }

    /** What the cluster makes by itself, or makes again for an object that is looked at on its own. */
    private static boolean belongsToCluster(Kind kind, Json json) {
        var owned = !json.at("metadata").items("ownerReferences").isEmpty();
        return owned
                || (kind == Kind.CONFIG_MAP && ObjectJson.name(json).equals("kube-root-ca.crt"))
                || (kind == Kind.SECRET && json.text("type").equals("kubernetes.io/service-account-token"));
    }

    private static QuaysideException foreign(ObjectRef object, String found, String owner) {
        var what =
                found.equals(object.toString()) ? "The " + found : "The " + object + " holds the " + found + ", which";
        return new QuaysideException(
                ErrorCode.NOT_OWNED,
                what + " was not created by Quayside but by " + owner,
                "delete it with the tool that made it, or allow that it goes with --foreign");
    }

    /** Whether nobody knows if a call was carried out. */
    static boolean isLost(QuaysideException e) {
        return e.code() == ErrorCode.ENGINE_LOST || e.code() == ErrorCode.TIMED_OUT;
    }
}
