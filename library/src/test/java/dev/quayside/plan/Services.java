package dev.quayside.plan;

import dev.quayside.model.Attachment;
import dev.quayside.model.Dependency;
import dev.quayside.model.HealthCheck;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Lifecycle;
import dev.quayside.model.Lifecycle.RestartPolicy;
import dev.quayside.model.Mount;
import dev.quayside.model.Network;
import dev.quayside.model.NetworkMode;
import dev.quayside.model.Service;
import dev.quayside.model.Storage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Services as tests need them. */
public final class Services {
    private Services() {}

    /** A service that runs and has nothing special. */
    public static Service plain(String name) {
        return Service.of(name, ImageRef.parse("busybox:1.36"));
    }

    /** The same, changed so that it must be replaced. */
    public static Service changed(Service service, String version) {
        var environment = new LinkedHashMap<>(service.process().environment());
        environment.put("VERSION", version);
        return service.withProcess(service.process().withEnvironment(environment));
    }

    /** With a health check. */
    public static Service checked(Service service) {
        return service.withHealthCheck(HealthCheck.shell("true", Duration.ofSeconds(1)));
    }

    /** Writing the volume {@code data}. */
    public static Service writing(Service service) {
        return service.withStorage(Storage.of(new Mount.VolumeMount("data", "/data", false, true, Optional.empty())));
    }

    /** With this number of replicas. */
    public static Service times(Service service, int replicas) {
        return service.withLifecycle(service.lifecycle().withReplicas(replicas));
    }

    /** Waiting for another in this condition. */
    public static Service after(Service service, String other, Dependency.Condition condition) {
        return service.withDependency(other, Dependency.on(condition));
    }

    /** Running to its end. */
    public static Service once(Service service) {
        Lifecycle lifecycle = service.lifecycle();
        return service.withLifecycle(new Lifecycle(
                lifecycle.replicas(),
                lifecycle.containerName(),
                Optional.of(RestartPolicy.of(RestartPolicy.Mode.NO)),
                lifecycle.updateOrder(),
                lifecycle.drainTime(),
                lifecycle.stopSignal(),
                lifecycle.stopGracePeriod(),
                lifecycle.logging()));
    }

    /** In the network mode. */
    public static Service in(Service service, NetworkMode mode) {
        return service.withConnectivity(service.connectivity().withMode(mode));
    }

    /** On a network of this key. */
    public static Service on(Service service, String networkKey) {
        return in(service, new NetworkMode.Networks(Map.of(networkKey, Attachment.PLAIN)));
    }

    /** A network with a subnet of its own. */
    public static Network internal(Network network) {
        return new Network(
                network.key(),
                network.name(),
                network.external(),
                network.driver(),
                network.driverOptions(),
                true,
                network.attachable(),
                network.ipv6(),
                network.pools(),
                network.labels());
    }
}
