package dev.quayside.engine.kubernetes;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import dev.quayside.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Namespaces: create, delete, look. */
final class Namespaces {
    private final KubernetesApi api;
    private final Creation creation;
    private final Deletion deletion;
    private final Awaiting awaiting;

    Namespaces(KubernetesApi api, Creation creation, Deletion deletion, Awaiting awaiting) {
        this.api = api;
        this.creation = creation;
        this.deletion = deletion;
        this.awaiting = awaiting;
    }

    KubernetesNamespace create(String name, CreateNamespaceOptions options) {
        var namespace = ObjectRef.namespace(name);
        Names.check(namespace);
        var created = namespace(createOrOutwait(namespace, options));
        // Pods are refused in a namespace until it has its default account.
        awaiting.until(
                ObjectRef.of(Kind.SERVICE_ACCOUNT, name, "default"),
                options.waiting(),
                account -> account,
                account -> "the namespace has no default account yet; is the controller manager running?");
        return created;
    }

    private Json createOrOutwait(ObjectRef namespace, CreateNamespaceOptions options) {
        try {
            return create(namespace, options);
        } catch (QuaysideException e) {
            var leaving = e.code() == ErrorCode.ALREADY_EXISTS ? leaving(namespace) : Optional.<Json>empty();
            if (leaving.isEmpty()) {
                throw e;
            }
            deletion.awaitGone(namespace, ObjectJson.uid(leaving.get()), options.waiting());
            return create(namespace, options);
        }
    }

    private Json create(ObjectRef namespace, CreateNamespaceOptions options) {
        var labels = OwnLabels.of(namespace.name(), options.labels());
        return creation.create(namespace, labels, options.annotations(), new JsonObject());
    }

    private Optional<Json> leaving(ObjectRef namespace) {
        return api.find(Call.get(namespace))
                .filter(json -> json.at("metadata").at("deletionTimestamp").isPresent());
    }

    void delete(String name, DeleteOptions options) {
        deletion.delete(ObjectRef.namespace(name), options);
    }

    KubernetesNamespace get(String name) {
        return namespace(api.json(Call.get(ObjectRef.namespace(name))));
    }

    void forEach(Consumer<KubernetesNamespace> consumer) {
        api.forEach(Call.list(ObjectRef.all(Kind.NAMESPACE, "")), json -> consumer.accept(namespace(json)));
    }

    private static KubernetesNamespace namespace(Json json) {
        return new KubernetesNamespace(
                ObjectJson.name(json),
                NamespaceStatus.of(json.at("status").text("phase")),
                Times.parse(json.at("metadata").text("creationTimestamp")).orElse(Instant.EPOCH),
                ObjectJson.metadata(json));
    }
}
