package dev.quayside.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a container runs.
 *
 * @param entrypoint replaces the image's entry point; an empty list removes it
 * @param command replaces the image's command; an empty list removes it
 * @param user a name or id, optionally with a group: {@code 1000:1000}
 * @param init whether a small init process reaps children and passes signals on
 */
public record ServiceProcess(
        Optional<List<String>> entrypoint,
        Optional<List<String>> command,
        Map<String, String> environment,
        Optional<String> workingDirectory,
        Optional<String> user,
        List<String> groups,
        Optional<String> hostname,
        Optional<String> domainName,
        boolean tty,
        boolean stdinOpen,
        boolean init) {
    /** What the image says. */
    public static final ServiceProcess DEFAULT = new ServiceProcess(
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            false);

    public ServiceProcess {
        entrypoint = entrypoint.map(List::copyOf);
        command = command.map(List::copyOf);
        environment = Ordered.copyOf(environment);
        groups = List.copyOf(groups);
    }

    /** This process with another command. */
    public ServiceProcess withCommand(String... words) {
        return new ServiceProcess(
                entrypoint,
                Optional.of(List.of(words)),
                environment,
                workingDirectory,
                user,
                groups,
                hostname,
                domainName,
                tty,
                stdinOpen,
                init);
    }

    /** This process with other environment variables. */
    public ServiceProcess withEnvironment(Map<String, String> variables) {
        return new ServiceProcess(
                entrypoint,
                command,
                variables,
                workingDirectory,
                user,
                groups,
                hostname,
                domainName,
                tty,
                stdinOpen,
                init);
    }
}
