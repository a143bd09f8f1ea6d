package dev.quayside.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command to run in a replica.
 *
 * @param user empty: the container's
 * @param tty whether it gets a terminal; then there is no separate error stream
 * @param stdin whether its input is connected
 */
public record ExecRequest(
        List<String> command,
        Optional<String> user,
        Optional<String> workingDirectory,
        Map<String, String> environment,
        boolean tty,
        boolean stdin,
        boolean privileged) {
    public ExecRequest {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** A command without input or terminal. */
    public static ExecRequest of(String... command) {
        return new ExecRequest(List.of(command), Optional.empty(), Optional.empty(), Map.of(), false, false, false);
    }
}
