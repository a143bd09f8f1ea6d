package dev.quayside.engine.kubernetes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How to find and reach a cluster.
 *
 * @param kubeconfig the only configuration file to read; empty: those that {@code KUBECONFIG} lists, else
 *     {@code .kube/config} at home, else the account of the pod that this program runs in
 * @param context the context of the configuration to use; empty: its current one
 * @param namespace the namespace to use where none is named; empty: that of the context, else {@code default}
 * @param plugins whether programs that the configuration names may be run to get credentials
 * @param connectTimeout how long connecting may take
 * @param readTimeout how long the cluster may be silent during a call that is not made for waiting
 * @param environment environment variables, also those of credential plugins
 * @param home the home folder, for {@code ~} and {@code .kube/config}
 */
public record KubernetesOptions(
        Optional<Path> kubeconfig,
        Optional<String> context,
        Optional<String> namespace,
        CredentialPlugins plugins,
        Duration connectTimeout,
        Duration readTimeout,
        Map<String, String> environment,
        Path home) {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration READ_TIMEOUT = Duration.ofMinutes(1);

    /** Whether programs may be run to get credentials. */
    public enum CredentialPlugins {
        /** They are run, as other tools run them. */
        ALLOWED,
        /** A configuration that needs one is refused. */
        REFUSED
    }

    /** Copies the environment. */
    public KubernetesOptions {
        environment = Map.copyOf(environment);
    }

    /** What other tools would use with this environment. */
    public static KubernetesOptions resolve(Map<String, String> environment, Path home) {
        return new KubernetesOptions(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                CredentialPlugins.ALLOWED,
                CONNECT_TIMEOUT,
                READ_TIMEOUT,
                environment,
                home);
    }

    /** The same, reading only this file; a leading {@code ~} is the home folder. */
    public KubernetesOptions withKubeconfig(Path file) {
        return new KubernetesOptions(
                Optional.of(file), context, namespace, plugins, connectTimeout, readTimeout, environment, home);
    }

    /** The same with another context. */
    public KubernetesOptions withContext(String other) {
        return new KubernetesOptions(
                kubeconfig, Optional.of(other), namespace, plugins, connectTimeout, readTimeout, environment, home);
    }

    /** The same with another default namespace. */
    public KubernetesOptions withNamespace(String other) {
        return new KubernetesOptions(
                kubeconfig, context, Optional.of(other), plugins, connectTimeout, readTimeout, environment, home);
    }

    /** The same, running no program to get credentials. */
    public KubernetesOptions withoutPlugins() {
        return new KubernetesOptions(
                kubeconfig,
                context,
                namespace,
                CredentialPlugins.REFUSED,
                connectTimeout,
                readTimeout,
                environment,
                home);
    }

    /** The same with other limits for connecting and for silence. */
    public KubernetesOptions withTimeouts(Duration connecting, Duration reading) {
        return new KubernetesOptions(kubeconfig, context, namespace, plugins, connecting, reading, environment, home);
    }

    /** Without the environment, which may hold secrets. */
    @Override
    public String toString() {
        return "KubernetesOptions[kubeconfig=" + kubeconfig + ", context=" + context + ", namespace=" + namespace + "]";
    }
}
