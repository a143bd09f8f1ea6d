package dev.quayside.engine.kubernetes;

import dev.quayside.engine.Workload.Stage;
import dev.quayside.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * What a workload says of itself, whatever its kind. Pure.
 *
 * @param settled whether all its pods are of the newest kind and work, or, for a job, whether it is done
 * @param failed why it will not get there by itself
 */
record WorkloadReading(
        Kind kind, int wanted, int ready, boolean settled, boolean completed, String words, Optional<String> failed) {
    /** The kinds of workloads that a service can be, the likeliest first. */
    static final List<Kind> KINDS = List.of(Kind.DEPLOYMENT, Kind.STATEFUL_SET, Kind.JOB, Kind.DAEMON_SET);

    static WorkloadReading of(Kind kind, Json json) {
        return switch (kind) {
            case DEPLOYMENT -> deployment(json);
            case STATEFUL_SET -> statefulSet(json);
            case DAEMON_SET -> daemonSet(json);
            case JOB -> job(json);
            default -> throw new IllegalArgumentException(kind + " is no workload");
        };
    }

    private static WorkloadReading deployment(Json json) {
        RolloutStatus rollout = DeploymentJson.rollout(json);
        return new WorkloadReading(
                Kind.DEPLOYMENT,
                rollout.desired(),
                Math.min(rollout.updated(), rollout.available()),
                rollout.isComplete(),
                false,
                rollout.toString(),
                rollout.observed() ? rollout.problem() : Optional.empty());
    }

    private static boolean seen(Json json) {
        return json.at("status").number("observedGeneration")
                >= json.at("metadata").number("generation");
    }

    private static WorkloadReading statefulSet(Json json) {
        Json status = json.at("status");
        int wanted = json.at("spec").smallNumber("replicas");
        int ready = status.smallNumber("availableReplicas");
        int updated = status.smallNumber("updatedReplicas");
        boolean sameRevision = status.text("currentRevision").equals(status.text("updateRevision"));
        boolean settled = seen(json)
                && ready == wanted
                && status.smallNumber("replicas") == wanted
                && (sameRevision || updated == wanted);
        return new WorkloadReading(
                Kind.STATEFUL_SET,
                wanted,
                sameRevision ? ready : Math.min(ready, updated),
                settled,
                false,
                ready + " of " + wanted + " pods ready",
                Optional.empty());
    }

    private static WorkloadReading daemonSet(Json json) {
        Json status = json.at("status");
        int wanted = status.smallNumber("desiredNumberScheduled");
        int ready = status.smallNumber("numberAvailable");
        boolean settled = seen(json) && status.smallNumber("updatedNumberScheduled") == wanted && ready == wanted;
        return new WorkloadReading(
                Kind.DAEMON_SET,
                wanted,
                ready,
                settled,
                false,
                ready + " of " + wanted + " pods ready",
                Optional.empty());
    }

    private static WorkloadReading job(Json json) {
        boolean complete = ObjectJson.condition(json, "Complete").text("status").equals("True");
        Json failure = ObjectJson.condition(json, "Failed");
        boolean failed = failure.text("status").equals("True");
        Json status = json.at("status");
        int attempts = status.smallNumber("failed");
        String tried = attempts == 0 ? "" : ", " + attempts + " failed before";
        return new WorkloadReading(
                Kind.JOB,
                1,
                status.smallNumber("ready"),
                complete,
                complete,
                complete ? "it ran to its end" : "it runs" + tried,
                failed ? Optional.of("it failed: " + failure.text("message")) : Optional.empty());
    }

    Stage stage(boolean allStarted) {
        if (settled) {
            return completed ? Stage.COMPLETED : Stage.READY;
        }
        return allStarted ? Stage.STARTED : Stage.STARTING;
    }
}
