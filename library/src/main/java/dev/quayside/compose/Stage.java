package dev.quayside.compose;

/** What a reading does to files beyond merging them, and can leave out if only the tree is wanted. */
public enum Stage {
    /** Filling in variables, and all that needs to know their values: numbers, sizes, profiles, checks between keys. */
    INTERPOLATION,
    /** Writing down what is implied: the default network, names of resources, dependencies that other keys bring. */
    NORMALIZATION,
    /** Making paths absolute. */
    PATHS,
    /** Reading the env files of services. */
    ENVIRONMENT,
    /** Checking that what is referred to exists, and that keys go together. */
    CONSISTENCY
}
