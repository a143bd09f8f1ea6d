package dev.quayside.engine.kubernetes;

import java.util.Optional;

/**
 * How files are copied into and out of a pod. Start from {@link #DEFAULT} and change what you need.
 *
 * @param container empty: the main one
 * @param name what the copy is called; empty: what the original is called
 */
public record CopyOptions(Optional<String> container, Optional<String> name) {
    /** The main container, under the same name. */
    public static final CopyOptions DEFAULT = new CopyOptions(Optional.empty(), Optional.empty());

    /** The same, of this container. */
    public CopyOptions of(String other) {
        return new CopyOptions(Optional.of(other), name);
    }

    /** The same, under another name. */
    public CopyOptions named(String other) {
        return new CopyOptions(container, Optional.of(other));
    }
}
