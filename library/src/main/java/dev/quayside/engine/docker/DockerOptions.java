package dev.quayside.engine.docker;

import dev.quayside.engine.http.Header;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to connect to a Docker Engine.
 *
 * @param endpoints where it may be
 * @param apiVersion the API version to speak; empty: the newest that both sides know
 * @param connectTimeout how long connecting and pinging may take
 * @param readTimeout how long the engine may be silent during a call that is not made for waiting
 * @param headers sent with every call
 * @param environment environment variables, for registry credentials
 * @param configFolder the folder of Docker's {@code config.json}
 */
public record DockerOptions(
        DockerEndpoints endpoints,
        Optional<ApiVersion> apiVersion,
        Duration connectTimeout,
        Duration readTimeout,
        List<Header> headers,
        Map<String, String> environment,
        Path configFolder) {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration READ_TIMEOUT = Duration.ofMinutes(1);

    /** Copies the collections. */
    public DockerOptions {
        headers = List.copyOf(headers);
        environment = Map.copyOf(environment);
    }

    /** What Docker's own command would use with this environment, see {@link DockerEndpoints#resolve}. */
    public static DockerOptions resolve(EndpointFlags flags, Map<String, String> environment, Path home) {
        return new DockerOptions(
                DockerEndpoints.resolve(flags, environment, home),
                Optional.ofNullable(environment.get("DOCKER_API_VERSION"))
                        .filter(text -> !text.isBlank())
                        .map(ApiVersion::parse),
                CONNECT_TIMEOUT,
                READ_TIMEOUT,
                customHeaders(environment.getOrDefault("DOCKER_CUSTOM_HEADERS", "")),
                environment,
                DockerConfigFolder.of(environment, home));
    }

    /** The home folder: what {@code HOME} says, as for shells and Docker's command, else the user's. */
    public static Path home(Map<String, String> environment) {
        var home = environment.getOrDefault("HOME", "");
        return Path.of(home.isBlank() ? System.getProperty("user.home") : home);
    }

    /** The engine at one address, such as {@code unix:///var/run/docker.sock}, whatever the environment says. */
    public static DockerOptions at(String host) {
        return resolve(EndpointFlags.host(host), Map.of(), Path.of("."));
    }

    /** The same with another limit for connecting and pinging. */
    public DockerOptions withConnectTimeout(Duration timeout) {
        return new DockerOptions(endpoints, apiVersion, timeout, readTimeout, headers, environment, configFolder);
    }

    /** The same with another limit for silence. */
    public DockerOptions withReadTimeout(Duration timeout) {
        return new DockerOptions(endpoints, apiVersion, connectTimeout, timeout, headers, environment, configFolder);
    }

    /** The same with this API version. */
    public DockerOptions withApiVersion(ApiVersion version) {
        return new DockerOptions(
                endpoints, Optional.of(version), connectTimeout, readTimeout, headers, environment, configFolder);
    }

    RegistryCredentials credentials() {
        return new RegistryCredentials(
                new RegistryCredentials.Sources(configFolder.resolve("config.json"), environment));
    }

    private static List<Header> customHeaders(String text) {
        return Arrays.stream(text.split(","))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .map(pair -> new Header(pair[0].strip(), pair[1].strip()))
                .toList();
    }
}
