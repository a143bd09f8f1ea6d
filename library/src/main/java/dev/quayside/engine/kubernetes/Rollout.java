package dev.quayside.engine.kubernetes;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import java.util.List;
import java.util.Optional;

/** Waits until a deployment's pods are all new and available, and ends early when that cannot happen any more. */
final class Rollout {
    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final String HASH = "pod-template-hash";

    /** More old kinds, or pods with the same trouble, are not worth looking at. */
    private static final int MANY = 100;

    private final KubernetesApi api;
    private final Awaiting awaiting;

    Rollout(KubernetesApi api, Awaiting awaiting) {
        this.api = api;
        this.awaiting = awaiting;
    }

    /** Waits and gives the deployment as it is then. */
    Json await(ObjectRef deployment, WaitOptions options) {
        return awaiting.until(deployment, options, this::judge, this::state);
    }

    private Optional<Json> judge(Optional<Json> present) {
        var json = present.orElseThrow(() -> new QuaysideException(
                ErrorCode.NOT_FOUND, "The deployment was deleted during its rollout", "create it again"));
        var rollout = DeploymentJson.rollout(json);
        if (rollout.isComplete()) {
            return Optional.of(json);
        }
        var reference = ObjectRef.of(Kind.DEPLOYMENT, ObjectJson.namespace(json), ObjectJson.name(json));
        rollout.problem().filter(problem -> rollout.observed()).ifPresent(problem -> {
            throw failed(ErrorCode.NOT_READY, reference, problem);
        });
        newPods(json)
                .forEach(pod -> PodTrouble.of(pod).filter(PodTrouble::lasting).ifPresent(trouble -> {
                    throw failed(trouble.code(), reference, trouble.text());
                }));
        return Optional.empty();
    }

    private static QuaysideException failed(ErrorCode code, ObjectRef deployment, String problem) {
        return new QuaysideException(
                code,
                "The " + deployment + " does not become ready: " + problem,
                "correct the cause; what ran before goes on");
    }

    private String state(Optional<Json> present) {
        if (present.isEmpty()) {
            return "it is not there";
        }
        var words = DeploymentJson.rollout(present.get()).toString();
        return newPods(present.get()).stream()
                .flatMap(pod -> PodTrouble.of(pod).stream())
                .findFirst()
                .map(trouble -> words + "; " + trouble.text())
                .orElse(words);
    }

    /** The pods of the newest kind: what is wrong with older ones is no reason to give up. */
    private List<Json> newPods(Json deployment) {
        var namespace = ObjectJson.namespace(deployment);
        var revision = deployment.at("metadata").at("annotations").text(REVISION);
        var selector = selector(deployment);
        if (revision.isEmpty() || selector.isEmpty()) {
            return List.of();
        }
        var hash = api
                .first(Call.list(ObjectRef.all(Kind.REPLICA_SET, namespace)).with("labelSelector", selector), MANY)
                .stream()
                .filter(set ->
                        set.at("metadata").at("annotations").text(REVISION).equals(revision))
                .map(set -> set.at("metadata").at("labels").text(HASH))
                .findFirst();
        return hash.map(text -> api.first(
                        Call.list(ObjectRef.all(Kind.POD, namespace))
                                .with("labelSelector", selector + "," + HASH + "=" + text),
                        MANY))
                .orElse(List.of());
    }

    private static String selector(Json deployment) {
        return String.join(
                ",",
                deployment.at("spec").at("selector").textMap("matchLabels").entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .toList());
    }
}
