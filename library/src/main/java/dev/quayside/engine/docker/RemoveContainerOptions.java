package dev.quayside.engine.docker;

/** How to remove a container. */
public record RemoveContainerOptions(Running running, Volumes volumes) {
    /** A running container is refused, volumes stay. */
    public static final RemoveContainerOptions DEFAULT = new RemoveContainerOptions(Running.REFUSED, Volumes.KEPT);

    /** What to do if it runs. */
    public enum Running {
        /** Fail with {@code CONFLICT}. */
        REFUSED,
        /** Kill it first. */
        KILLED
    }

    /** What to do with its volumes that have no name. */
    public enum Volumes {
        /** Leave them. */
        KEPT,
        /** Remove them too. */
        REMOVED
    }

    /** The same, killing it if it runs. */
    public RemoveContainerOptions killing() {
        return new RemoveContainerOptions(Running.KILLED, volumes);
    }

    /** The same, removing its anonymous volumes too. */
    public RemoveContainerOptions withVolumes() {
        return new RemoveContainerOptions(running, Volumes.REMOVED);
    }
}
