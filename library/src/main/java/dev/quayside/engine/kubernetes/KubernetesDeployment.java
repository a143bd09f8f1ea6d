package dev.quayside.engine.kubernetes;

import dev.quayside.model.ContainerPort;
import dev.quayside.model.Ordered;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A deployment: pods of one kind, kept at a number.
 *
 * <p>The record remembers what was read. {@link KubernetesOrchestration#updateDeployment} sends only what differs from that, so
 * that an old record undoes nothing that others changed since.
 *
 * @param image of the main container: the one that an annotation calls the default, else the first
 * @param replicas how many pods there should be
 * @param ports of the main container
 * @param environment of the main container; without variables whose value comes from elsewhere
 * @param container the name of the main container; empty for a record made by hand
 * @param selector the labels by which it knows its pods
 * @param rollout how far it is
 * @param original what was read, once something differs from it
 */
public record KubernetesDeployment(
        String name,
        String namespace,
        String image,
        int replicas,
        List<ContainerPort> ports,
        Map<String, String> environment,
        String container,
        Map<String, String> selector,
        RolloutStatus rollout,
        ObjectMetadata metadata,
        Optional<KubernetesDeployment> original) {
    /** Checks and copies. */
    public KubernetesDeployment {
        ports = List.copyOf(ports);
        environment = Ordered.copyOf(environment);
        selector = Ordered.copyOf(selector);
    }

    /** A deployment as it should be, without having been read; an update of it sends all of it. */
    public static KubernetesDeployment of(
            String name,
            String namespace,
            String image,
            int replicas,
            List<ContainerPort> ports,
            Map<String, String> environment) {
        return new KubernetesDeployment(
                name,
                namespace,
                image,
                replicas,
                ports,
                environment,
                "",
                Map.of("app", name),
                new RolloutStatus(replicas, 0, 0, 0, 0, false, Optional.empty()),
                ObjectMetadata.NONE,
                Optional.empty());
    }

    /** The same with another number of pods. */
    public KubernetesDeployment withReplicas(int count) {
        return changed(image, count, ports, environment, metadata);
    }

    /** The same with another image. */
    public KubernetesDeployment withImage(String other) {
        return changed(other, replicas, ports, environment, metadata);
    }

    /** The same with these ports. */
    public KubernetesDeployment withPorts(List<ContainerPort> others) {
        return changed(image, replicas, others, environment, metadata);
    }

    /** The same with these variables. */
    public KubernetesDeployment withEnvironment(Map<String, String> variables) {
        return changed(image, replicas, ports, variables, metadata);
    }

    /** The same with these labels of the deployment itself. */
    public KubernetesDeployment withLabels(Map<String, String> labels) {
        return changed(image, replicas, ports, environment, metadata.withLabels(labels));
    }

    /** The same with these annotations of the deployment itself. */
    public KubernetesDeployment withAnnotations(Map<String, String> annotations) {
        return changed(image, replicas, ports, environment, metadata.withAnnotations(annotations));
    }

    private KubernetesDeployment changed(
            String newImage,
            int newReplicas,
            List<ContainerPort> newPorts,
            Map<String, String> newEnvironment,
            ObjectMetadata newMetadata) {
        return new KubernetesDeployment(
                name,
                namespace,
                newImage,
                newReplicas,
                newPorts,
                newEnvironment,
                container,
                selector,
                rollout,
                newMetadata,
                Optional.of(original.orElse(this)));
    }

    /** Whether it was read from a cluster. */
    boolean wasRead() {
        return !metadata.uid().isEmpty();
    }
}
