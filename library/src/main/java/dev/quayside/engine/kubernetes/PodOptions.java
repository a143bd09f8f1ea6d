package dev.quayside.engine.kubernetes;

import dev.quayside.model.Ordered;
import dev.quayside.model.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a pod is made of beside its image, ports and environment. Start from {@link #DEFAULT} and change what you need.
 *
 * <p>Other than the cluster's defaults: no variables of other services are injected, and the account's token is mounted only
 * where an account is named.
 *
 * @param command in place of the image's entrypoint; empty: that of the image
 * @param arguments in place of the image's command
 * @param workingDirectory empty: that of the image
 * @param resources CPUs and memory; a reservation is a request
 * @param labels added to those that the pod has anyway
 * @param serviceAccount empty: the default one, without its token
 * @param pullPolicy empty: {@code ALWAYS} for the tag {@code latest}, else {@code IF_ABSENT}
 * @param pullSecrets names of secrets with credentials for the image's registry
 * @param stopGracePeriod what the processes get to end, in whole seconds; empty: 30 s
 * @param nodeLabels labels that its node must have
 * @param restartPolicy a deployment's pods are always restarted
 */
public record PodOptions(
        List<String> command,
        List<String> arguments,
        Optional<String> workingDirectory,
        Resources resources,
        Probes probes,
        PodSecurity security,
        List<PodVolume> volumes,
        Map<String, String> labels,
        Map<String, String> annotations,
        Optional<String> serviceAccount,
        Optional<PullPolicy> pullPolicy,
        List<String> pullSecrets,
        Optional<Duration> stopGracePeriod,
        Map<String, String> nodeLabels,
        RestartPolicy restartPolicy) {
    /** What the image says, with {@link PodSecurity#DEFAULT}. */
    public static final PodOptions DEFAULT = new PodOptions(
            List.of(),
            List.of(),
            Optional.empty(),
            Resources.UNLIMITED,
            Probes.NONE,
            PodSecurity.DEFAULT,
            List.of(),
            Map.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Map.of(),
            RestartPolicy.ALWAYS);

    /** When a node pulls the image. */
    public enum PullPolicy {
        /** At each start; a digest that is there already is not loaded again. */
        ALWAYS("Always"),
        /** When it is not there. */
        IF_ABSENT("IfNotPresent"),
        /** Never: it must be there. */
        NEVER("Never");

        private final String text;

        PullPolicy(String text) {
            this.text = text;
        }

        /** The cluster's spelling. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** When a container that ended is started again. */
    public enum RestartPolicy {
        /** Always. */
        ALWAYS("Always"),
        /** When it failed. */
        ON_FAILURE("OnFailure"),
        /** Never. */
        NEVER("Never");

        private final String text;

        RestartPolicy(String text) {
            this.text = text;
        }

        /** The cluster's spelling. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** Checks and copies. */
    public PodOptions {
        command = List.copyOf(command);
        arguments = List.copyOf(arguments);
        volumes = List.copyOf(volumes);
        labels = Ordered.copyOf(labels);
        annotations = Ordered.copyOf(annotations);
        pullSecrets = List.copyOf(pullSecrets);
        nodeLabels = Ordered.copyOf(nodeLabels);
    }

    /** The same with another entrypoint. */
    public PodOptions withCommand(String... words) {
        return new PodOptions(
                List.of(words),
                arguments,
                workingDirectory,
                resources,
                probes,
                security,
                volumes,
                labels,
                annotations,
                serviceAccount,
                pullPolicy,
                pullSecrets,
                stopGracePeriod,
                nodeLabels,
                restartPolicy);
    }

    /** The same with other arguments. */
    public PodOptions withArguments(String... words) {
        return new PodOptions(
                command,
                List.of(words),
                workingDirectory,
                resources,
                probes,
                security,
                volumes,
                labels,
                annotations,
                serviceAccount,
                pullPolicy,
                pullSecrets,
                stopGracePeriod,
                nodeLabels,
                restartPolicy);
    }

    /** The same in another folder. */
    public PodOptions withWorkingDirectory(String folder) {
        return new PodOptions(
                command,
                arguments,
                Optional.of(folder),
                resources,
                probes,
                security,
                volumes,
                labels,
                annotations,
                serviceAccount,
                pullPolicy,
                pullSecrets,
                stopGracePeriod,
                nodeLabels,
                restartPolicy);
    }

    /** The same with other resources. */
    public PodOptions withResources(Resources other) {
        return new PodOptions(
                command,
                arguments,
                workingDirectory,
                other,
                probes,
                security,
                volumes,
                labels,
                annotations,
                serviceAccount,
                pullPolicy,
                pullSecrets,
                stopGracePeriod,
                nodeLabels,
                restartPolicy);
    }

    /** The same with these probes. */
    public PodOptions withProbes(Probes other) {
        return new PodOptions(
                command,
                arguments,
                workingDirectory,
                resources,
                other,
                security,
                volumes,
                labels,
                annotations,
                serviceAccount,
                pullPolicy,
                pullSecrets,
                stopGracePeriod,
                nodeLabels,
                restartPolicy);
    }

    /** The same with other rights. */
    public PodOptions withSecurity(PodSecurity other) {
        return new PodOptions(
                command,
                arguments,
                workingDirectory,
                resources,
                probes,
                other,
                volumes,
                labels,
                annotations,
                serviceAccount,
                pullPolicy,
                pullSecrets,
                stopGracePeriod,
                nodeLabels,
                restartPolicy);
    }

    /** The same with these volumes. */
    public PodOptions withVolumes(PodVolume... others) {
        return new PodOptions(
                command,
                arguments,
                workingDirectory,
                resources,
                probes,
                security,
                List.of(others),
                labels,
                annotations,
                serviceAccount,
                pullPolicy,
                pullSecrets,
                stopGracePeriod,
                nodeLabels,
                restartPolicy);
    }

    /** The same with these labels. */
    public PodOptions withLabels(Map<String, String> others) {
        return new PodOptions(
                command,
                arguments,
                workingDirectory,
                resources,
                probes,
                security,
                volumes,
                others,
                annotations,
                serviceAccount,
                pullPolicy,
                pullSecrets,
                stopGracePeriod,
                nodeLabels,
                restartPolicy);
    }

    /** The same with these annotations. */
    public PodOptions withAnnotations(Map<String, String> others) {
        return new PodOptions(
                command,
                arguments,
                workingDirectory,
                resources,
                probes,
                security,
                volumes,
                labels,
                others,
                serviceAccount,
                pullPolicy,
                pullSecrets,
                stopGracePeriod,
                nodeLabels,
                restartPolicy);
    }

    /** The same with this account, whose token is mounted. */
    public PodOptions withServiceAccount(String account) {
        return new PodOptions(
                command,
                arguments,
                workingDirectory,
                resources,
                probes,
                security,
                volumes,
                labels,
                annotations,
                Optional.of(account),
                pullPolicy,
                pullSecrets,
                stopGracePeriod,
                nodeLabels,
                restartPolicy);
    }

    /** The same with another pull policy. */
    public PodOptions withPullPolicy(PullPolicy other) {
        return new PodOptions(
                command,
                arguments,
                workingDirectory,
                resources,
                probes,
                security,
                volumes,
                labels,
                annotations,
                serviceAccount,
                Optional.of(other),
                pullSecrets,
                stopGracePeriod,
                nodeLabels,
                restartPolicy);
    }

    /** The same with these secrets for the registry. */
    public PodOptions withPullSecrets(String... names) {
        return new PodOptions(
                command,
                arguments,
                workingDirectory,
                resources,
                probes,
                security,
                volumes,
                labels,
                annotations,
                serviceAccount,
                pullPolicy,
                List.of(names),
                stopGracePeriod,
                nodeLabels,
                restartPolicy);
    }

    /** The same with another grace period. */
    public PodOptions withStopGracePeriod(Duration period) {
        return new PodOptions(
                command,
                arguments,
                workingDirectory,
                resources,
                probes,
                security,
                volumes,
                labels,
                annotations,
                serviceAccount,
                pullPolicy,
                pullSecrets,
                Optional.of(period),
                nodeLabels,
                restartPolicy);
    }

    /** The same, only on nodes with these labels. */
    public PodOptions withNodeLabels(Map<String, String> others) {
        return new PodOptions(
                command,
                arguments,
                workingDirectory,
                resources,
                probes,
                security,
                volumes,
                labels,
                annotations,
                serviceAccount,
                pullPolicy,
                pullSecrets,
                stopGracePeriod,
                others,
                restartPolicy);
    }

    /** The same with another restart policy. */
    public PodOptions withRestartPolicy(RestartPolicy other) {
        return new PodOptions(
                command,
                arguments,
                workingDirectory,
                resources,
                probes,
                security,
                volumes,
                labels,
                annotations,
                serviceAccount,
                pullPolicy,
                pullSecrets,
                stopGracePeriod,
                nodeLabels,
                other);
    }
}
