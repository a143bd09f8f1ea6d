package dev.quayside.engine.docker;

/** Which of a process's two outputs something came from. With a terminal everything comes from the first. */
public enum OutputSource {
    /** Standard output. */
    STDOUT,
    /** Standard error. */
    STDERR
}
