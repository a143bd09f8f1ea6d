package dev.quayside.model;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A config or secret that a service sees as a file.
 *
 * @param source the key of the config or secret in the app
 * @param target the absolute path in the container
 * @param mode its permissions, such as 0440
 */
public record FileMount(String source, String target, Optional<String> uid, Optional<String> gid, OptionalInt mode) {
    /** Permissions of a file that asks for none. */
    public static final int DEFAULT_MODE = 0444;
}
