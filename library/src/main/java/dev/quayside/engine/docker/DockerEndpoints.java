package dev.quayside.engine.docker;

import dev.quayside.engine.http.Endpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where a Docker Engine may be, in the order in which to try.
 *
 * @param candidates one if the user chose, else the usual places
 * @param explicit whether the user chose: then nothing else may be tried
 * @param warnings what the user should know about the choice
 */
public record DockerEndpoints(List<Candidate> candidates, boolean explicit, List<String> warnings) {
    private static final String DEFAULT_SOCKET = "/var/run/docker.sock";

    /**
     * A place to try.
     *
     * @param origin what named it, such as {@code DOCKER_HOST}
     */
    public record Candidate(Endpoint endpoint, String origin) {}

    /** Copies the lists. */
    public DockerEndpoints {
        candidates = List.copyOf(candidates);
        warnings = List.copyOf(warnings);
    }

    /**
     * Finds the places as Docker's command does: {@code --host} or {@code --context}, then {@code DOCKER_HOST}, then
     * {@code DOCKER_CONTEXT}, then the current context of {@code config.json}; else the default socket, those of rootless
     * Docker and Docker Desktop, and Podman's.
     *
     * <p>Reads Docker's configuration files, connects to nothing.
     */
    public static DockerEndpoints resolve(EndpointFlags flags, Map<String, String> environment, Path home) {
        return new Resolution(flags, environment, home).resolve();
    }

    /** One endpoint and nothing else. */
    public static DockerEndpoints only(Endpoint endpoint, String origin) {
        return new DockerEndpoints(List.of(new Candidate(endpoint, origin)), true, List.of());
    }

    private record Resolution(EndpointFlags flags, Map<String, String> environment, Path home) {
        private static final String DEFAULT_CONTEXT = "default";

        DockerEndpoints resolve() {
            var host = environment.getOrDefault("DOCKER_HOST", "").strip();
            var context = environment.getOrDefault("DOCKER_CONTEXT", "").strip();
            if (flags.host().isPresent() && flags.context().isPresent()) {
                throw HostText.invalid("--host and --context exclude each other", "give one of them");
            }
            if (flags.host().isPresent()) {
                return only(parse(flags.host().get()), "--host");
            }
            var chosenContext = flags.context().filter(name -> !name.equals(DEFAULT_CONTEXT));
            if (chosenContext.isPresent()) {
                return only(contexts().endpoint(chosenContext.get()), "--context " + chosenContext.get());
            }
            if (!host.isEmpty()) {
                return new DockerEndpoints(List.of(new Candidate(parse(host), "DOCKER_HOST")), true, warnings(context));
            }
            if (flags.context().isPresent()) {
                return only(parse("unix://" + DEFAULT_SOCKET), "--context default");
            }
            if (context.isEmpty()) {
                return ofCurrentContext();
            }
            return context.equals(DEFAULT_CONTEXT)
                    ? usualPlaces()
                    : only(contexts().endpoint(context), "DOCKER_CONTEXT=" + context);
        }

        private DockerEndpoints ofCurrentContext() {
            var current = contexts().current();
            return current.isEmpty() || current.equals(DEFAULT_CONTEXT)
                    ? usualPlaces()
                    : only(contexts().endpoint(current), "context '" + current + "'");
        }

        private static List<String> warnings(String context) {
            return context.isEmpty()
                    ? List.of()
                    : List.of("DOCKER_HOST is set, so DOCKER_CONTEXT='" + context + "' has no effect");
        }

        private DockerEndpoints usualPlaces() {
            var candidates = new ArrayList<Candidate>();
            candidates.add(unix(Path.of(DEFAULT_SOCKET), "default socket"));
            var runtimeFolder = environment.getOrDefault("XDG_RUNTIME_DIR", "");
            if (!runtimeFolder.isEmpty()) {
                candidates.add(unix(Path.of(runtimeFolder, "docker.sock"), "rootless Docker"));
            }
            candidates.add(unix(home.resolve(".docker/run/docker.sock"), "Docker Desktop"));
            candidates.add(unix(Path.of("/run/podman/podman.sock"), "Podman"));
            if (!runtimeFolder.isEmpty()) {
                candidates.add(unix(Path.of(runtimeFolder, "podman/podman.sock"), "rootless Podman"));
            }
            return new DockerEndpoints(candidates, false, List.of());
        }

        private static Candidate unix(Path socket, String origin) {
            return new Candidate(new Endpoint.Unix(socket), origin);
        }

        private DockerContexts contexts() {
            return new DockerContexts(DockerConfigFolder.of(environment, home));
        }

        private Endpoint parse(String host) {
            return HostText.parse(host, TlsFiles.ofEnvironment(environment, DockerConfigFolder.of(environment, home)));
        }
    }
}
