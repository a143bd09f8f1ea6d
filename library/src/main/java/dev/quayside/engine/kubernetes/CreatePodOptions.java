package dev.quayside.engine.kubernetes;

import java.util.Optional;

/**
 * What a pod is created with beside image, ports and environment. Start from {@link #DEFAULT}.
 *
 * @param pod what it is made of
 * @param waiting wait until it is ready or has succeeded; empty: return when the cluster has accepted
 */
public record CreatePodOptions(PodOptions pod, Optional<WaitOptions> waiting) {
    /** As the image says; does not wait. */
    public static final CreatePodOptions DEFAULT = new CreatePodOptions(PodOptions.DEFAULT, Optional.empty());

    /** The same, made otherwise. */
    public CreatePodOptions withPod(PodOptions other) {
        return new CreatePodOptions(other, waiting);
    }

    /** The same, waiting until it is ready or has succeeded. */
    public CreatePodOptions waiting(WaitOptions options) {
        return new CreatePodOptions(pod, Optional.of(options));
    }
}
