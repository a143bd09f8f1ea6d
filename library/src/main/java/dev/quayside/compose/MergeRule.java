package dev.quayside.compose;

/** How a later file's value joins an earlier one's. */
enum MergeRule {
    /** Mappings key by key, lists one after the other without repetition, scalars replaced; null keeps what was there. */
    DEFAULT,
    /** The later value takes the place of the earlier. */
    REPLACE,
    /** {@code KEY=VALUE} pairs in either syntax: the later value of a key wins. */
    KEY_VALUES,
    /** A single value counts as a list; lists are appended. */
    APPEND,
    /** A text stands for the build's context. */
    BUILD,
    /** A list of names stands for a mapping with the default condition. */
    DEPENDENCIES,
    /** A list of names stands for a mapping without values. */
    NAMES,
    /** Options are merged only if the driver stays the same. */
    LOGGING,
    /** Mappings are merged, anything else is replaced. */
    ULIMIT,
    /** Address pools are merged by subnet. */
    ADDRESS_POOLS
}
