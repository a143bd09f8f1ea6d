package dev.quayside;

import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.docker.DockerOptions;
import dev.quayside.engine.docker.EndpointFlags;
import dev.quayside.provision.EngineFinder.EmbeddedUse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How an engine is found.
 *
 * @param host an explicit address, such as {@code unix:///var/run/docker.sock} or {@code tcp://build:2376}
 * @param context an explicit context of the docker command's configuration
 * @param embedded whether a private engine is started if no other is reachable
 * @param environment the environment variables, such as {@code DOCKER_HOST}; the process's own are not read
 * @param home the user's home folder
 * @param notices told in one sentence about what the caller did not ask for, such as an engine that was started
 */
public record ConnectOptions(
        Optional<String> host,
        Optional<String> context,
        Embedded embedded,
        Map<String, String> environment,
        Path home,
        Consumer<String> notices) {
    /** Whether the embedded engine may be used. */
    public enum Embedded {
        /** It is started if nothing else is reachable. */
        IF_NEEDED,
        /** It is not started. */
        NEVER
    }

    public ConnectOptions {
        environment = Map.copyOf(environment);
    }

    /** What this process's environment says, without notices. */
    public static ConnectOptions ofProcess() {
        var environment = System.getenv();
        return new ConnectOptions(
                Optional.empty(),
                Optional.empty(),
                Embedded.IF_NEEDED,
                environment,
                DockerOptions.home(environment),
                notice -> {});
    }

    /** The same with an explicit address. */
    public ConnectOptions withHost(String address) {
        return new ConnectOptions(Optional.of(address), context, embedded, environment, home, notices);
    }

    /** The same with an explicit context. */
    public ConnectOptions withContext(String name) {
        return new ConnectOptions(host, Optional.of(name), embedded, environment, home, notices);
    }

    /** The same without an embedded engine. */
    public ConnectOptions withoutEmbedded() {
        return new ConnectOptions(host, context, Embedded.NEVER, environment, home, notices);
    }

    /** The same with a listener for notices. */
    public ConnectOptions withNotices(Consumer<String> listener) {
        return new ConnectOptions(host, context, embedded, environment, home, listener);
    }

    EndpointFlags flags() {
        return new EndpointFlags(host, context);
    }

    EmbeddedUse embeddedUse() {
        return embedded == Embedded.NEVER ? EmbeddedUse.NEVER : EmbeddedUse.IF_NEEDED;
    }

    /** Long work before there is a connection, one sentence for each thing that is begun or goes on. */
    ProgressListener progress() {
        return progress -> notices.accept(
                progress.text().isEmpty() ? progress.subject() + ": " + progress.phase() : progress.text());
    }

    @Override
    public String toString() {
        return "ConnectOptions[host=" + host + ", context=" + context + ", embedded=" + embedded + "]";
    }
}
