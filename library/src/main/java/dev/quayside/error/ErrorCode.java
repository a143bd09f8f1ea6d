package dev.quayside.error;

/**
 * What kind of failure happened: stable across versions, so that programs may decide by it.
 *
 * <p>Each code also names the exit status of a command that fails with it.
 */
public enum ErrorCode {
    /** An argument or flag is wrong. */
    INVALID_ARGUMENT(2),
    /** A file that the user wrote is wrong: the problem names file, line and column. */
    INVALID_FILE(1),
    /** The input is right, but this version or this engine cannot do it. */
    UNSUPPORTED(1),
    /** The engine does not answer, or no engine was found. */
    ENGINE_UNREACHABLE(7),
    /** The engine is there, but this user may not talk to it. */
    ENGINE_PERMISSION_DENIED(7),
    /** The engine speaks an API that is too old or too new. */
    ENGINE_INCOMPATIBLE(7),
    /** The engine went away in the middle of a call. */
    ENGINE_LOST(7),
    /** The engine answered that it failed. */
    ENGINE_FAILED(1),
    /** What was named does not exist. */
    NOT_FOUND(5),
    /** What should be created is there already. */
    ALREADY_EXISTS(1),
    /** The call contradicts the state of what it acts on, such as removing what is in use. */
    CONFLICT(1),
    /** A name that an app needs belongs to someone else; it was not touched. */
    NOT_OWNED(1),
    /** A host port is taken. */
    PORT_IN_USE(1),
    /** Something did not become ready, healthy or complete in time. */
    NOT_READY(6),
    /** A call, a wait or a queue reached its deadline. */
    TIMED_OUT(6),
    /** A policy does not allow it. */
    REFUSED_BY_POLICY(4),
    /** Credentials are missing or wrong. */
    AUTHENTICATION_FAILED(1),
    /** An image registry does not answer. */
    REGISTRY_UNREACHABLE(1),
    /** An image could not be built. */
    BUILD_FAILED(1),
    /** A container ended or became unhealthy where it should not have. */
    CONTAINER_FAILED(1),
    /** A disk is full. */
    DISK_FULL(1),
    /** A local file or process could not be used. */
    IO_FAILED(1),
    /** A test of the user's application failed. */
    TESTS_FAILED(8),
    /** The user or the caller asked to stop. */
    INTERRUPTED(130);

    private final int exitStatus;

    ErrorCode(int exitStatus) {
        this.exitStatus = exitStatus;
    }

    /** The exit status of a command that fails with this code. */
    public int exitStatus() {
        return exitStatus;
    }
}
