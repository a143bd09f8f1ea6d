package dev.quayside.engine.docker;

import dev.quayside.error.QuaysideException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds out who has a host port that a container could not get. */
final class PortHolder {
    private static final Pattern BOUND = Pattern.compile("(?:\\]|[0-9.:]|localhost|listen tcp4? ):(\\d{1,5})\\b");

    private final DockerContainers containers;

    PortHolder(DockerContainers containers) {
        this.containers = containers;
    }

    /** The failure with the holder's name in it. */
    QuaysideException named(QuaysideException failure, String container) {
        var port = port(failure.problem());
        if (port.isEmpty()) {
            return failure;
        }
        var holder = holder(port.get(), container);
        var problem = "Host port " + port.get() + " for container '" + container + "' is taken by "
                + holder.map(name -> "container '" + name + "'").orElse("a process outside this engine's containers");
        var remedy = holder.map(name -> "stop '" + name + "' or publish another port")
                .orElse("stop that process ('ss -ltnp' shows it) or publish another port");
        return new QuaysideException(failure.code(), problem, remedy, failure);
    }

    private static Optional<String> port(String message) {
        return BOUND.matcher(message).results().map(match -> match.group(1)).findFirst();
    }

    private Optional<String> holder(String port, String container) {
        try {
            return containers.list(ListContainersOptions.RUNNING.brief()).stream()
                    .filter(other ->
                            !other.name().equals(container) && !other.id().startsWith(container))
                    .filter(other -> other.ports().stream()
                            .anyMatch(mapping -> mapping.hostPort().orElse(0) == Integer.parseInt(port)))
                    .map(DockerContainer::name)
                    .findFirst();
        } catch (QuaysideException e) {
            // The first failure is the one to report.
            return Optional.empty();
        }
    }
}
