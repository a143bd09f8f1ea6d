package dev.quayside.engine.kubernetes;

import dev.quayside.json.Json;
import java.util.Optional;

/** Reads what the cluster says of deployments. */
final class DeploymentJson {
    private static final int DEFAULT_REPLICAS = 1;

    private DeploymentJson() {}

    static KubernetesDeployment deployment(Json json) {
        var spec = json.at("spec");
        var container = container(json);
        return new KubernetesDeployment(
                ObjectJson.name(json),
                ObjectJson.namespace(json),
                container.text("image"),
                replicas(spec),
                ContainerJson.ports(container),
                ContainerJson.environment(container),
                container.text("name"),
                spec.at("selector").textMap("matchLabels"),
                rollout(json),
                ObjectJson.metadata(json),
                Optional.empty());
    }

    static Json container(Json json) {
        return ContainerJson.main(json.at("spec").at("template"));
    }

    private static int replicas(Json spec) {
        return spec.at("replicas").isPresent() ? spec.smallNumber("replicas") : DEFAULT_REPLICAS;
    }

    static RolloutStatus rollout(Json json) {
        var status = json.at("status");
        return new RolloutStatus(
                replicas(json.at("spec")),
                status.smallNumber("replicas"),
                status.smallNumber("updatedReplicas"),
                status.smallNumber("readyReplicas"),
                status.smallNumber("availableReplicas"),
                status.number("observedGeneration") >= json.at("metadata").number("generation"),
                problem(json));
    }

    /** Pods that cannot be created, by quota or admission, and a rollout that took too long by the cluster's own count. */
    private static Optional<String> problem(Json json) {
        var failure = ObjectJson.condition(json, "ReplicaFailure");
        if (failure.text("status").equals("True")) {
            return Optional.of(failure.text("message"));
        }
        var progressing = ObjectJson.condition(json, "Progressing");
        return progressing.text("reason").equals("ProgressDeadlineExceeded")
                ? Optional.of(progressing.text("message"))
                : Optional.empty();
    }
}
