package dev.quayside.model;

import java.time.Duration;
import java.util.Optional;

/**
 * Where a service's image comes from: a registry, a build, or both (then the build's result is tagged with the reference).
 *
 * @param reference the image's name; for a built image without one, the reader fills in {@code <app>-<service>}
 * @param platform for which operating system and processor, such as {@code linux/arm64}; empty: the engine's own
 * @param refreshAfter how old the engine's copy may be before it is pulled again, for {@link PullPolicy#REFRESH}
 */
public record ServiceImage(
        ImageRef reference,
        Optional<Build> build,
        PullPolicy pullPolicy,
        Optional<String> platform,
        Optional<Duration> refreshAfter) {
    /** When an image is pulled. */
    public enum PullPolicy {
        /** If the engine lacks it. */
        MISSING,
        /** At every deployment. */
        ALWAYS,
        /** If the engine lacks it, or has had it for too long. */
        REFRESH,
        /** Not at all: a missing image is an error. */
        NEVER,
        /** It is built, never pulled. */
        BUILD
    }

    /** An image for the engine's own platform. */
    public ServiceImage(ImageRef reference, Optional<Build> build, PullPolicy pullPolicy) {
        this(reference, build, pullPolicy, Optional.empty());
    }

    /** An image that does not get old. */
    public ServiceImage(ImageRef reference, Optional<Build> build, PullPolicy pullPolicy, Optional<String> platform) {
        this(reference, build, pullPolicy, platform, Optional.empty());
    }

    /** An image that is pulled if the engine lacks it. */
    public static ServiceImage of(ImageRef reference) {
        return new ServiceImage(reference, Optional.empty(), PullPolicy.MISSING);
    }
}
