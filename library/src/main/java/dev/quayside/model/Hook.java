package dev.quayside.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command that is run in a service's container, beside its own process.
 *
 * @param user as whom; empty: as the container's process
 * @param workingDirectory where; empty: where the container's process began
 * @param environment variables beside the container's
 */
public record Hook(
        List<String> command,
        Optional<String> user,
        boolean privileged,
        Optional<String> workingDirectory,
        Map<String, String> environment) {
    public Hook {
        command = List.copyOf(command);
        environment = Ordered.copyOf(environment);
    }

    /** A command that runs as the container's process does. */
    public static Hook of(String... command) {
        return new Hook(List.of(command), Optional.empty(), false, Optional.empty(), Map.of());
    }
}
