package dev.quayside.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One service of an app: what runs, how it is connected, what it keeps, and how it is looked after.
 *
 * @param dependsOn what must be there before this service starts, by service name
 * @param labels the labels the file gives to the service's containers
 */
public record Service(
        String name,
        ServiceImage image,
        ServiceProcess process,
        Connectivity connectivity,
        Storage storage,
        Optional<HealthCheck> healthCheck,
        Map<String, Dependency> dependsOn,
        Isolation isolation,
        Resources resources,
        Lifecycle lifecycle,
        Map<String, String> labels,
        Map<String, String> annotations,
        Orchestration orchestration) {
    public Service {
        dependsOn = Ordered.copyOf(dependsOn);
        labels = Ordered.copyOf(labels);
        annotations = Ordered.copyOf(annotations);
    }

    /** A service that runs an image as it is, attached to the default network. */
    public static Service of(String name, ImageRef image) {
        return new Service(
                name,
                ServiceImage.of(image),
                ServiceProcess.DEFAULT,
                Connectivity.DEFAULT,
                Storage.NONE,
                Optional.empty(),
                Map.of(),
                Isolation.DEFAULT,
                Resources.UNLIMITED,
                Lifecycle.DEFAULT,
                Map.of(),
                Map.of(),
                Orchestration.DEFAULT);
    }

    /** This service with another image. */
    public Service withImage(ServiceImage other) {
        return new Service(
                name,
                other,
                process,
                connectivity,
                storage,
                healthCheck,
                dependsOn,
                isolation,
                resources,
                lifecycle,
                labels,
                annotations,
                orchestration);
    }

    /** This service with another process. */
    public Service withProcess(ServiceProcess other) {
        return new Service(
                name,
                image,
                other,
                connectivity,
                storage,
                healthCheck,
                dependsOn,
                isolation,
                resources,
                lifecycle,
                labels,
                annotations,
                orchestration);
    }

    /** This service, connected otherwise. */
    public Service withConnectivity(Connectivity other) {
        return new Service(
                name,
                image,
                process,
                other,
                storage,
                healthCheck,
                dependsOn,
                isolation,
                resources,
                lifecycle,
                labels,
                annotations,
                orchestration);
    }

    /** This service with other mounts and files. */
    public Service withStorage(Storage other) {
        return new Service(
                name,
                image,
                process,
                connectivity,
                other,
                healthCheck,
                dependsOn,
                isolation,
                resources,
                lifecycle,
                labels,
                annotations,
                orchestration);
    }

    /** This service with this health check. */
    public Service withHealthCheck(HealthCheck other) {
        return new Service(
                name,
                image,
                process,
                connectivity,
                storage,
                Optional.of(other),
                dependsOn,
                isolation,
                resources,
                lifecycle,
                labels,
                annotations,
                orchestration);
    }

    /** This service, waiting for one more. */
    public Service withDependency(String service, Dependency dependency) {
        var changed = new LinkedHashMap<>(dependsOn);
        changed.put(service, dependency);
        return withDependsOn(changed);
    }

    /** This service, waiting for these and no others. */
    public Service withDependsOn(Map<String, Dependency> others) {
        return new Service(
                name,
                image,
                process,
                connectivity,
                storage,
                healthCheck,
                others,
                isolation,
                resources,
                lifecycle,
                labels,
                annotations,
                orchestration);
    }

    /** This service with another isolation. */
    public Service withIsolation(Isolation other) {
        return new Service(
                name,
                image,
                process,
                connectivity,
                storage,
                healthCheck,
                dependsOn,
                other,
                resources,
                lifecycle,
                labels,
                annotations,
                orchestration);
    }

    /** This service with another lifecycle. */
    public Service withLifecycle(Lifecycle other) {
        return new Service(
                name,
                image,
                process,
                connectivity,
                storage,
                healthCheck,
                dependsOn,
                isolation,
                resources,
                other,
                labels,
                annotations,
                orchestration);
    }

    /** This service with other wishes to a cluster. */
    public Service withOrchestration(Orchestration other) {
        return new Service(
                name,
                image,
                process,
                connectivity,
                storage,
                healthCheck,
                dependsOn,
                isolation,
                resources,
                lifecycle,
                labels,
                annotations,
                other);
    }
}
