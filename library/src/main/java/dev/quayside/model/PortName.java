package dev.quayside.model;

import java.util.Optional;

/**
 * What a file calls a port of a service.
 *
 * @param name how people and other services call it
 * @param protocol what is spoken there, such as {@code http}
 */
public record PortName(Optional<String> name, Optional<String> protocol) {
    /** A port without a name, of which nobody says what is spoken there. */
    public static final PortName NONE = new PortName(Optional.empty(), Optional.empty());
}
