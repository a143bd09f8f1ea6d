package dev.quayside.engine.kubernetes;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import dev.quayside.model.ContainerPort;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Pods: create, delete, look. */
final class Pods {
    private final KubernetesApi api;
    private final Creation creation;
    private final Deletion deletion;
    private final Awaiting awaiting;

    Pods(KubernetesApi api, Creation creation, Deletion deletion, Awaiting awaiting) {
        this.api = api;
        this.creation = creation;
        this.deletion = deletion;
        this.awaiting = awaiting;
    }

    static ObjectRef reference(String name, String namespace) {
        return ObjectRef.of(Kind.POD, namespace, name);
    }

    KubernetesPod create(
            ObjectRef pod,
            String image,
            List<ContainerPort> ports,
            Map<String, String> environment,
            CreatePodOptions options) {
        var created = creation.create(
                pod,
                OwnLabels.of(pod.name(), options.pod().labels()),
                options.pod().annotations(),
                PodBody.spec(pod.name(), image, ports, environment, options.pod()));
        return PodJson.pod(options.waiting().map(wait -> awaitReady(pod, wait)).orElse(created));
    }

    private Json awaitReady(ObjectRef pod, WaitOptions wait) {
        return awaiting.until(
                pod,
                wait,
                present -> judge(pod, present),
                present -> present.map(json ->
                                PodTrouble.of(json).map(PodTrouble::text).orElse(PodJson.status(json)))
                        .orElse("it is not there"));
    }

    private static Optional<Json> judge(ObjectRef pod, Optional<Json> present) {
        var json = present.orElseThrow(
                () -> new QuaysideException(ErrorCode.NOT_FOUND, "The " + pod + " was deleted", "create it again"));
        var phase = json.at("status").text("phase");
        if (phase.equals("Succeeded")
                || ObjectJson.condition(json, "Ready").text("status").equals("True")) {
            return present;
        }
        if (phase.equals("Failed")) {
            throw failed(pod, ErrorCode.CONTAINER_FAILED, PodJson.status(json));
        }
        PodTrouble.of(json).filter(PodTrouble::lasting).ifPresent(trouble -> {
            throw failed(pod, trouble.code(), trouble.text());
        });
        return Optional.empty();
    }

    private static QuaysideException failed(ObjectRef pod, ErrorCode code, String problem) {
        return new QuaysideException(
                code, "The " + pod + " does not become ready: " + problem, "correct the cause and create it again");
    }

    void delete(ObjectRef pod, DeleteOptions options) {
        deletion.delete(pod, options);
    }

    KubernetesPod get(ObjectRef pod) {
        return PodJson.pod(api.json(Call.get(pod)));
    }

    void forEach(ListOptions options, Consumer<KubernetesPod> consumer) {
        api.forEach(Lists.call(Kind.POD, options), json -> consumer.accept(PodJson.pod(json)));
    }
}
