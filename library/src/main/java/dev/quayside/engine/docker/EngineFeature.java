package dev.quayside.engine.docker;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Something that only newer versions of the engine's API can do. Ask for these, never for version numbers. */
public enum EngineFeature {
    /** The media type of a log or attach stream says whether it is multiplexed. */
    MULTIPLEXED_MEDIA_TYPE(42),
    /** The longer form of a bind mount can create a missing source. */
    CREATED_SOURCE(42),
    /** Annotations for the container's runtime. */
    ANNOTATIONS(43),
    /** Health checks know a shorter interval for the start period. */
    HEALTH_START_INTERVAL(44),
    /** A container can join several networks when it is created. */
    SEVERAL_NETWORKS_AT_CREATE(44),
    /** A MAC address belongs to an endpoint, not to the container. */
    MAC_ADDRESS_PER_ENDPOINT(44),
    /** What is mounted below a read-only bind mount can be told to be read-only, or not to be. */
    READ_ONLY_SUBMOUNTS(44),
    /** A volume can be mounted at a folder inside it. */
    VOLUME_SUBPATH(45),
    /** An endpoint can be preferred as the default route. */
    GATEWAY_PRIORITY(48),
    /** The files of an image can be mounted. */
    IMAGE_MOUNTS(48),
    /** A network can do without IPv4. */
    NO_IPV4(48),
    /** The interface of an endpoint can be named. */
    INTERFACE_NAME(49);

    private final int minor;

    EngineFeature(int minor) {
        this.minor = minor;
    }

    /** The first API version with this feature. */
    public ApiVersion since() {
        return new ApiVersion(1, minor);
    }

    /** What a version has. */
    static Set<EngineFeature> of(ApiVersion version) {
        var features = EnumSet.noneOf(EngineFeature.class);
        Arrays.stream(values())
                .filter(feature -> feature.since().compareTo(version) <= 0)
                .forEach(features::add);
        return features;
    }
}
