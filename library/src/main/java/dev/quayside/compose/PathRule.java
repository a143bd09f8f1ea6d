package dev.quayside.compose;

/** Whether a text is a path, and of what. */
enum PathRule {
    /** It is no path. */
    NONE,
    /** A path of this machine: relative to the project directory, {@code ~} is the home directory. */
    LOCAL,
    /** The same, but a Windows path stays as it is, because the engine may run elsewhere. */
    ENGINE,
    /** A build context: a local path or the address of a repository. */
    CONTEXT
}
