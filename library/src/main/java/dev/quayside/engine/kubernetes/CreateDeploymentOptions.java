package dev.quayside.engine.kubernetes;

import dev.quayside.model.Ordered;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a deployment is created with beside image, replicas, ports and environment. Start from {@link #DEFAULT}.
 *
 * @param pod its pods
 * @param labels of the deployment itself
 * @param annotations of the deployment itself
 * @param waiting wait for the rollout; empty: return when the cluster has accepted
 */
public record CreateDeploymentOptions(
        PodOptions pod, Map<String, String> labels, Map<String, String> annotations, Optional<WaitOptions> waiting) {
    /** Pods as the image says; does not wait. */
    public static final CreateDeploymentOptions DEFAULT =
            new CreateDeploymentOptions(PodOptions.DEFAULT, Map.of(), Map.of(), Optional.empty());

    /** Checks and copies. */
    public CreateDeploymentOptions {
        labels = Ordered.copyOf(labels);
        annotations = Ordered.copyOf(annotations);
    }

    /** The same with other pods. */
    public CreateDeploymentOptions withPod(PodOptions other) {
        return new CreateDeploymentOptions(other, labels, annotations, waiting);
    }

    /** The same with these labels. */
    public CreateDeploymentOptions withLabels(Map<String, String> others) {
        return new CreateDeploymentOptions(pod, others, annotations, waiting);
    }

    /** The same with these annotations. */
    public CreateDeploymentOptions withAnnotations(Map<String, String> others) {
        return new CreateDeploymentOptions(pod, labels, others, waiting);
    }

    /** The same, waiting until the rollout is complete. */
    public CreateDeploymentOptions waiting(WaitOptions options) {
        return new CreateDeploymentOptions(pod, labels, annotations, Optional.of(options));
    }

    /** The same with pods derived from the present ones. */
    public CreateDeploymentOptions withPod(UnaryOperator<PodOptions> change) {
        return withPod(change.apply(pod));
    }
}
