package dev.quayside.compose;

import java.util.Optional;

/**
 * A variable that a Compose file uses.
 *
 * @param required whether the file asks for a value with {@code ?}
 * @param defaultValue what it counts as if it is not set
 * @param alternative what it is replaced by if it is set
 */
public record Variable(String name, boolean required, Optional<String> defaultValue, Optional<String> alternative) {}
