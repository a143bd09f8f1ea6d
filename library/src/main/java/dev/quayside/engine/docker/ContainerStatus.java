package dev.quayside.engine.docker;

import java.util.Locale;

/** What a container is doing. Its text is the engine's word, such as {@code running}. */
public enum ContainerStatus {
    /** Created, never started. */
    CREATED,
    /** Its process runs. */
    RUNNING,
    /** Its process is frozen. */
    PAUSED,
    /** It ended and is about to be started again. */
    RESTARTING,
    /** It is being removed. */
    REMOVING,
    /** Its process has ended. */
    EXITED,
    /** It could not be removed whole. */
    DEAD,
    /** A word that this version does not know. */
    UNKNOWN;

    static ContainerStatus of(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            // Podman also says configured, initialized, stopping and stopped.
            case "created", "configured", "initialized" -> CREATED;
            case "running", "stopping" -> RUNNING;
            case "paused" -> PAUSED;
            case "restarting" -> RESTARTING;
            case "removing" -> REMOVING;
            case "exited", "stopped" -> EXITED;
            case "dead" -> DEAD;
            default -> UNKNOWN;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
