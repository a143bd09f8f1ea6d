package dev.quayside.compose;

/** Which shorter spelling a key allows; the canonical tree has the long one only. */
enum ShortSyntax {
    /** There is only one spelling. */
    NONE,
    /** A text stands for a list of one. */
    LIST,
    /** The same, once its variables are filled in. */
    FILLED_LIST,
    /** A list of names stands for a mapping without values. */
    NAMES,
    /** A list of names stands for a mapping with the default condition. */
    DEPENDENCIES,
    /** A text stands for the build's context. */
    BUILD,
    /** A text stands for the service of the same file. */
    EXTENDS,
    /** A path, or a list of paths, stands for files that must exist. */
    ENV_FILES,
    /** {@code [[address:]published:]target[/protocol]}. */
    PORTS,
    /** {@code [source:]target[:options]}. */
    VOLUME,
    /** {@code source[:target[:permissions]]}. */
    DEVICE,
    /** A list of {@code KEY=VALUE} stands for a mapping. */
    PAIRS,
    /** A list of {@code id=path}, or of {@code default} alone, stands for a mapping. */
    SSH,
    /** {@code all} stands for one request of as many devices as there are. */
    DEVICES,
    /** A text stands for the times at which a job runs. */
    SCHEDULE,
    /** The name of a config or secret. */
    FILE_MOUNT,
    /** A mapping with the name of what exists already. */
    EXTERNAL
}
