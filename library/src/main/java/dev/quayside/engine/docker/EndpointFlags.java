package dev.quayside.engine.docker;

import java.util.Optional;

/**
 * What a user said about the engine on the command line.
 *
 * @param host {@code --host}
 * @param context {@code --context}
 */
public record EndpointFlags(Optional<String> host, Optional<String> context) {
    /** Nothing was said. */
    public static final EndpointFlags NONE = new EndpointFlags(Optional.empty(), Optional.empty());

    /** A host was named. */
    public static EndpointFlags host(String host) {
        return new EndpointFlags(Optional.of(host), Optional.empty());
    }

    /** A context was named. */
    public static EndpointFlags context(String context) {
        return new EndpointFlags(Optional.empty(), Optional.of(context));
    }
}
