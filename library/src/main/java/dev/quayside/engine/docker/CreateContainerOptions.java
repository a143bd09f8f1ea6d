package dev.quayside.engine.docker;

import dev.quayside.model.Attachment;
import dev.quayside.model.Connectivity;
import dev.quayside.model.HealthCheck;
import dev.quayside.model.Isolation;
import dev.quayside.model.Lifecycle;
import dev.quayside.model.Mount;
import dev.quayside.model.NetworkMode;
import dev.quayside.model.PortMapping;
import dev.quayside.model.Resources;
import dev.quayside.model.ServiceProcess;
import dev.quayside.model.VolumeSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a container is created with, beside its image and name. Start from {@link #DEFAULT} and change what you need.
 *
 * @param process command, environment, user, terminal and the like
 * @param connectivity ports, networks (by the engine's name or id), hosts and DNS; no network means the engine's default one
 * @param mounts volumes (by the engine's name), folders of the host and memory
 * @param lifecycle restart policy, stop signal and grace period, and log driver; the rest does not concern one container
 * @param platform such as {@code linux/arm64}; empty: the engine's own
 * @param volumesFrom containers whose mounts it has, too, as {@code container:NAME}
 */
public record CreateContainerOptions(
        ServiceProcess process,
        Connectivity connectivity,
        List<Mount> mounts,
        Optional<HealthCheck> healthCheck,
        Isolation isolation,
        Resources resources,
        Lifecycle lifecycle,
        Map<String, String> labels,
        Map<String, String> annotations,
        Optional<String> platform,
        List<VolumeSource> volumesFrom) {
    /** What the image and the engine say. */
    public static final CreateContainerOptions DEFAULT = new CreateContainerOptions(
            ServiceProcess.DEFAULT,
            Connectivity.DEFAULT.withMode(new NetworkMode.Networks(Map.of())),
            List.of(),
            Optional.empty(),
            Isolation.DEFAULT,
            Resources.UNLIMITED,
            Lifecycle.DEFAULT,
            Map.of(),
            Map.of(),
            Optional.empty(),
            List.of());

    /** Copies the collections. */
    public CreateContainerOptions {
        mounts = List.copyOf(mounts);
        volumesFrom = List.copyOf(volumesFrom);
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** The same with another process. */
    public CreateContainerOptions withProcess(ServiceProcess other) {
        return new CreateContainerOptions(
                other,
                connectivity,
                mounts,
                healthCheck,
                isolation,
                resources,
                lifecycle,
                labels,
                annotations,
                platform,
                volumesFrom);
    }

    /** The same with a process derived from the present one. */
    public CreateContainerOptions withProcess(UnaryOperator<ServiceProcess> change) {
        return withProcess(change.apply(process));
    }

    /** The same with another command. */
    public CreateContainerOptions withCommand(String... words) {
        return withProcess(process.withCommand(words));
    }

    /** The same with these environment variables. */
    public CreateContainerOptions withEnvironment(Map<String, String> variables) {
        return withProcess(process.withEnvironment(variables));
    }

    /** The same, connected otherwise. */
    public CreateContainerOptions withConnectivity(Connectivity other) {
        return new CreateContainerOptions(
                process,
                other,
                mounts,
                healthCheck,
                isolation,
                resources,
                lifecycle,
                labels,
                annotations,
                platform,
                volumesFrom);
    }

    /** The same with these published ports. */
    public CreateContainerOptions withPorts(PortMapping... ports) {
        return withConnectivity(connectivity.withPorts(ports));
    }

    /** The same, joining one more network. */
    public CreateContainerOptions withNetwork(String network, Attachment attachment) {
        var attachments = new LinkedHashMap<>(connectivity.attachments());
        attachments.put(network, attachment);
        return withConnectivity(connectivity.withMode(new NetworkMode.Networks(attachments)));
    }

    /** The same with these mounts. */
    public CreateContainerOptions withMounts(Mount... others) {
        return new CreateContainerOptions(
                process,
                connectivity,
                List.of(others),
                healthCheck,
                isolation,
                resources,
                lifecycle,
                labels,
                annotations,
                platform,
                volumesFrom);
    }

    /** The same with this health check. */
    public CreateContainerOptions withHealthCheck(HealthCheck check) {
        return new CreateContainerOptions(
                process,
                connectivity,
                mounts,
                Optional.of(check),
                isolation,
                resources,
                lifecycle,
                labels,
                annotations,
                platform,
                volumesFrom);
    }

    /** The same with another isolation. */
    public CreateContainerOptions withIsolation(Isolation other) {
        return new CreateContainerOptions(
                process,
                connectivity,
                mounts,
                healthCheck,
                other,
                resources,
                lifecycle,
                labels,
                annotations,
                platform,
                volumesFrom);
    }

    /** The same with other resources. */
    public CreateContainerOptions withResources(Resources other) {
        return new CreateContainerOptions(
                process,
                connectivity,
                mounts,
                healthCheck,
                isolation,
                other,
                lifecycle,
                labels,
                annotations,
                platform,
                volumesFrom);
    }

    /** The same with another lifecycle. */
    public CreateContainerOptions withLifecycle(Lifecycle other) {
        return new CreateContainerOptions(
                process,
                connectivity,
                mounts,
                healthCheck,
                isolation,
                resources,
                other,
                labels,
                annotations,
                platform,
                volumesFrom);
    }

    /** The same with these labels. */
    public CreateContainerOptions withLabels(Map<String, String> others) {
        return new CreateContainerOptions(
                process,
                connectivity,
                mounts,
                healthCheck,
                isolation,
                resources,
                lifecycle,
                others,
                annotations,
                platform,
                volumesFrom);
    }

    /** The same for this platform. */
    public CreateContainerOptions withPlatform(String other) {
        return new CreateContainerOptions(
                process,
                connectivity,
                mounts,
                healthCheck,
                isolation,
                resources,
                lifecycle,
                labels,
                annotations,
                Optional.of(other),
                volumesFrom);
    }
}
