package dev.quayside.engine.kubernetes;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import dev.quayside.json.JsonObject;
import dev.quayside.model.ContainerPort;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Deployments: create, change, delete, look. */
final class Deployments {
    /** Whoever restarts is another manager, so that the next change does not take the restart back. */
    private static final String RESTART_MANAGER = "quayside-restart";

    private static final int ATTEMPTS = 8;

    private final KubernetesApi api;
    private final Creation creation;
    private final Deletion deletion;
    private final Rollout rollout;

    Deployments(KubernetesApi api, Creation creation, Deletion deletion, Rollout rollout) {
        this.api = api;
        this.creation = creation;
        this.deletion = deletion;
        this.rollout = rollout;
    }

    static ObjectRef reference(String name, String namespace) {
        return ObjectRef.of(Kind.DEPLOYMENT, namespace, name);
    }

    KubernetesDeployment create(
            ObjectRef deployment,
            String image,
            int replicas,
            List<ContainerPort> ports,
            Map<String, String> environment,
            CreateDeploymentOptions options) {
        if (options.pod().restartPolicy() != PodOptions.RestartPolicy.ALWAYS) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The pods of " + deployment + " cannot have the restart policy '"
                            + options.pod().restartPolicy() + "'",
                    "create a pod for what runs once");
        }
        var name = deployment.name();
        var template = new JsonObject()
                .put(
                        "metadata",
                        new JsonObject()
                                .put(
                                        "labels",
                                        OwnLabels.ofPod(name, options.pod().labels()))
                                .putUnlessEmpty("annotations", options.pod().annotations()))
                .put("spec", PodBody.spec(name, image, ports, environment, options.pod()));
        var spec = new JsonObject()
                .put("replicas", replicas)
                .put("selector", new JsonObject().put("matchLabels", Map.of("app", name)))
                .put("template", template);
        var created = creation.create(deployment, OwnLabels.of(name, options.labels()), options.annotations(), spec);
        return DeploymentJson.deployment(
                options.waiting().map(wait -> rollout.await(deployment, wait)).orElse(created));
    }

    KubernetesDeployment update(KubernetesDeployment wanted, UpdateOptions options) {
        var deployment = reference(wanted.name(), wanted.namespace());
        var updated = patched(deployment, wanted, options.conflicts());
        return DeploymentJson.deployment(
                options.waiting().map(wait -> rollout.await(deployment, wait)).orElse(updated));
    }

    /** What is sent counts only for what was looked at; when that changed meanwhile, it is looked at again. */
    private Json patched(ObjectRef deployment, KubernetesDeployment wanted, UpdateOptions.Conflicts conflicts) {
        for (var attempt = 1; ; attempt++) {
            var current = api.json(Call.get(deployment));
            var patch = DeploymentPatch.of(wanted, current, conflicts);
            if (patch.isEmpty()) {
                return current;
            }
            try {
                return api.json(patchCall(deployment, patch.get(), Creation.FIELD_MANAGER));
            } catch (QuaysideException e) {
                var again = e.code() == ErrorCode.CONFLICT || Deletion.isLost(e);
                if (!again || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static Call patchCall(ObjectRef workload, JsonObject patch, String manager) {
        return Call.patch(workload, patch).with("fieldManager", manager).with("fieldValidation", "Strict");
    }

    KubernetesDeployment restart(ObjectRef deployment, Instant now) {
        return DeploymentJson.deployment(api.json(restartCall(deployment, now)));
    }

    /** Replaces the pods of a workload as they are. */
    static Call restartCall(ObjectRef workload, Instant now) {
        var annotations = new JsonObject().put("kubectl.kubernetes.io/restartedAt", now.toString());
        var template = new JsonObject().put("metadata", new JsonObject().put("annotations", annotations));
        var patch = new JsonObject().put("spec", new JsonObject().put("template", template));
        return patchCall(workload, patch, RESTART_MANAGER);
    }

    RolloutStatus awaitRollout(ObjectRef deployment, WaitOptions options) {
        return DeploymentJson.rollout(rollout.await(deployment, options));
    }

    void delete(ObjectRef deployment, DeleteOptions options) {
        deletion.delete(deployment, options);
    }

    KubernetesDeployment get(ObjectRef deployment) {
        return DeploymentJson.deployment(api.json(Call.get(deployment)));
    }

    void forEach(ListOptions options, Consumer<KubernetesDeployment> consumer) {
        api.forEach(Lists.call(Kind.DEPLOYMENT, options), json -> consumer.accept(DeploymentJson.deployment(json)));
    }
}
