package dev.quayside.engine;

/** Something that not every engine can do. */
public enum Capability {
    /** It can build images. */
    BUILD,
    /** A running replica can be given and lose the service's name, so that a new generation takes over without a gap. */
    HANDOVER,
    /** A volume can be mounted at a folder inside it. */
    VOLUME_SUBPATH,
    /** Health checks know a shorter interval for the start period. */
    HEALTH_START_INTERVAL,
    /** It can limit memory, CPUs and processes. */
    RESOURCE_LIMITS,
    /**
     * It keeps replicas by itself: it is told what a {@link Part} of an app should be, and starts, replaces and restarts what that
     * takes. An engine without it is told of every replica.
     */
    ORCHESTRATION
}
