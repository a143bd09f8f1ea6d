package dev.quayside.engine.docker;

/** How to remove an image. */
public enum RemoveImageOptions {
    /** An image that a container uses, or an id with several names, is refused. */
    DEFAULT,
    /** Remove it even if a stopped container uses it or it has several names. */
    FORCED
}
