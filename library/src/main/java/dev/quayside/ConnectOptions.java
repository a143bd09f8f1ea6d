package dev.quayside;

import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.docker.DockerOptions;
import dev.quayside.engine.docker.EndpointFlags;
import dev.quayside.engine.kubernetes.KubernetesOptions;
import dev.quayside.engine.kubernetes.ManifestOptions;
import dev.quayside.provision.EngineFinder.EmbeddedUse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which engine to use. {@link #ofProcess} decides like docker and kubectl do, from the environment.
 *
 * @param engine what kind of engine
 * @param host an explicit address of a Docker Engine, such as {@code tcp://build:2376}; it wins over everything
 * @param context a docker context, or a context of the cluster's configuration
 * @param kubeconfig the only configuration file of clusters to read; empty: those that kubectl reads
 * @param namespace where apps live in a cluster; empty: each in one of its own
 * @param registry where images that apps build for a cluster are pushed; empty: nowhere, and only a cluster whose nodes are
 *     containers of the Docker Engine that builds gets them
 * @param manifests how apps are mapped to a cluster's objects
 * @param embedded whether Quayside may start an engine of its own when no Docker Engine is reachable
 * @param environment the environment variables, such as {@code DOCKER_HOST}; the process's own are not read
 * @param home the user's home folder
 * @param notices told in one sentence about what the caller did not ask for, such as an engine that was started
 */
public record ConnectOptions(
        EngineKind engine,
        Optional<String> host,
        Optional<String> context,
        Optional<Path> kubeconfig,
        Optional<String> namespace,
        Optional<ImageRegistry> registry,
        ManifestOptions manifests,
        Embedded embedded,
        Map<String, String> environment,
        Path home,
        Consumer<String> notices) {
    /** What kind of engine. */
    public enum EngineKind {
        DOCKER,
        KUBERNETES;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the embedded engine may be used. */
    public enum Embedded {
        /** It is started if nothing else is reachable. */
        IF_NEEDED,
        /** It is not started. */
        NEVER
    }

    public ConnectOptions {
        environment = Map.copyOf(environment);
        manifests = namespace.map(manifests::inNamespace).orElse(manifests);
    }

    /** What this process's environment says, without notices. */
    public static ConnectOptions ofProcess() {
        var environment = System.getenv();
        return new ConnectOptions(
                EngineKind.DOCKER,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                registry(environment),
                ManifestOptions.DEFAULT,
                Embedded.IF_NEEDED,
                environment,
                DockerOptions.home(environment),
                notice -> {});
    }

    /** What {@code QUAYSIDE_REGISTRY} says. */
    private static Optional<ImageRegistry> registry(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("QUAYSIDE_REGISTRY"))
                .filter(text -> !text.isEmpty())
                .map(ImageRegistry::parse);
    }

    /** The same on another kind of engine. */
    public ConnectOptions on(EngineKind kind) {
        return new ConnectOptions(
                kind, host, context, kubeconfig, namespace, registry, manifests, embedded, environment, home, notices);
    }

    /** The same with an explicit address. */
    public ConnectOptions withHost(String address) {
        return new ConnectOptions(
                engine,
                Optional.of(address),
                context,
                kubeconfig,
                namespace,
                registry,
                manifests,
                embedded,
                environment,
                home,
                notices);
    }

    /** The same with an explicit context. */
    public ConnectOptions withContext(String name) {
        return new ConnectOptions(
                engine,
                host,
                Optional.of(name),
                kubeconfig,
                namespace,
                registry,
                manifests,
                embedded,
                environment,
                home,
                notices);
    }

    /** The same with all apps in this namespace. */
    public ConnectOptions withNamespace(String name) {
        return new ConnectOptions(
                engine,
                host,
                context,
                kubeconfig,
                Optional.of(name),
                registry,
                manifests,
                embedded,
                environment,
                home,
                notices);
    }

    /** The same, pushing images that apps build for a cluster to this registry. */
    public ConnectOptions withRegistry(ImageRegistry place) {
        return new ConnectOptions(
                engine,
                host,
                context,
                kubeconfig,
                namespace,
                Optional.of(place),
                manifests,
                embedded,
                environment,
                home,
                notices);
    }

    /** The same with another mapping to a cluster's objects. */
    public ConnectOptions withManifests(ManifestOptions options) {
        return new ConnectOptions(
                engine, host, context, kubeconfig, namespace, registry, options, embedded, environment, home, notices);
    }

    /** The same without an embedded engine. */
    public ConnectOptions withoutEmbedded() {
        return new ConnectOptions(
                engine,
                host,
                context,
                kubeconfig,
                namespace,
                registry,
                manifests,
                Embedded.NEVER,
                environment,
                home,
                notices);
    }

    /** The same with a listener for notices. */
    public ConnectOptions withNotices(Consumer<String> listener) {
        return new ConnectOptions(
                engine,
                host,
                context,
                kubeconfig,
                namespace,
                registry,
                manifests,
                embedded,
                environment,
                home,
                listener);
    }

    EndpointFlags flags() {
        return new EndpointFlags(host, context);
    }

    /** The cluster that is meant. */
    KubernetesOptions cluster() {
        var resolved = KubernetesOptions.resolve(environment, home);
        var usual = kubeconfig.map(resolved::withKubeconfig).orElse(resolved);
        var chosen = context.map(usual::withContext).orElse(usual);
        return namespace.map(chosen::withNamespace).orElse(chosen);
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
        return "ConnectOptions[engine=" + engine + ", host=" + host + ", context=" + context + ", namespace="
                + namespace + ", registry=" + registry + ", embedded=" + embedded + "]";
    }
}
