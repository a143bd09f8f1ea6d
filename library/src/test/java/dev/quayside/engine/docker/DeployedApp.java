package dev.quayside.engine.docker;

import static java.util.Objects.requireNonNull;

import dev.quayside.engine.Change;
import dev.quayside.engine.ExecRequest;
import dev.quayside.engine.Ownership;
import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.Replica;
import dev.quayside.engine.ReplicaId;
import dev.quayside.engine.ReplicaSpec;
import dev.quayside.engine.ReplicaSpec.ReplicaFile;
import dev.quayside.model.App;
import dev.quayside.model.Attachment;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Network;
import dev.quayside.model.NetworkMode;
import dev.quayside.model.Service;
import dev.quayside.model.ServiceProcess;
import dev.quayside.model.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** An app with a name of its own on a real engine, made change by change, and removed when it is closed. */
final class DeployedApp implements AutoCloseable {
    static final ImageRef BUSYBOX = ImageRef.parse(Scratch.IMAGE);
    static final ImageRef DEBIAN = ImageRef.parse("debian:bookworm-slim");

    final String name;
    final DockerIntegration docker;
    final DockerEngine engine;
    private final Map<String, Network> networks = new LinkedHashMap<>();
    private final Map<String, Volume> volumes = new LinkedHashMap<>();
    private final Map<ImageRef, String> imageIds = new LinkedHashMap<>();

    DeployedApp(String host) {
        this(host, newName());
    }

    DeployedApp(String host, String name) {
        this.name = name;
        this.docker = DockerIntegration.connect(DockerOptions.at(host));
        this.engine = DockerEngine.of(docker);
    }

    static String newName() {
        return "qe-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** A network with the engine's defaults. */
    Network network(String key) {
        return network(Network.named(key, name + "_" + key));
    }

    Network network(Network network) {
        networks.put(network.key(), network);
        perform(new Change.CreateNetwork(network, Ownership.ofNetwork(name, network.key(), "hash")));
        return network;
    }

    Volume volume(String key) {
        var volume = Volume.named(key, name + "_" + key);
        volumes.put(key, volume);
        perform(new Change.CreateVolume(volume, Ownership.ofVolume(name, key, "hash")));
        return volume;
    }

    /** A service in all networks made so far. */
    Service service(String service, ImageRef image, String... command) {
        var plain = Service.of(service, image).withProcess(ServiceProcess.DEFAULT.withCommand(command));
        var attachments = new LinkedHashMap<String, Attachment>();
        networks.keySet().forEach(key -> attachments.put(key, Attachment.PLAIN));
        return plain.withConnectivity(plain.connectivity().withMode(new NetworkMode.Networks(attachments)));
    }

    Service sleeping(String service) {
        return service(service, BUSYBOX, "sh", "-c", "trap 'exit 0' TERM; sleep 3600 & wait");
    }

    ReplicaSpec spec(Service service, int generation, boolean serving, ReplicaFile... files) {
        var id = new ReplicaId(name, service.name(), generation, 1);
        var joined = new LinkedHashMap<String, Network>();
        service.connectivity()
                .attachments()
                .keySet()
                .forEach(key -> joined.put(key, requireNonNull(networks.get(key))));
        return new ReplicaSpec(
                id,
                service.lifecycle().containerName().orElse(id.name()),
                service,
                imageIds.computeIfAbsent(
                        service.image().reference(),
                        image -> docker.images()
                                .inspect(image.familiar())
                                .image()
                                .id()),
                "hash-" + generation,
                Map.of(),
                joined,
                volumes,
                Optional.empty(),
                List.of(files),
                serving,
                !joined.isEmpty());
    }

    Replica run(ReplicaSpec spec) {
        perform(new Change.CreateReplica(spec));
        perform(new Change.StartReplica(spec.id()));
        return replica(spec);
    }

    Replica replica(ReplicaSpec spec) {
        return engine.replica(spec.id()).orElseThrow();
    }

    ContainerDetails container(ReplicaSpec spec) {
        return container(spec.name());
    }

    ContainerDetails container(String nameOrId) {
        return docker.inspect(nameOrId);
    }

    void perform(Change change) {
        engine.perform(change, ProgressListener.silent());
    }

    /** What a command writes, both outputs together. */
    String output(ReplicaSpec spec, String... command) {
        return engine.run(spec.id(), List.of(command), Duration.ofSeconds(20)).output();
    }

    App app(Service... services) {
        return App.of(name, services);
    }

    /** What a command writes on its standard output until it ends, however long that takes. */
    String session(ReplicaSpec spec, String... command) {
        try (var session = engine.exec(spec.id(), ExecRequest.of(command))) {
            return new String(session.stdout().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void eventually(BooleanSupplier condition) {
        var end = Instant.now().plusSeconds(30);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("what was waited for did not come");
            }
            Pauses.pause(Duration.ofMillis(20));
        }
    }

    @Override
    public void close() {
        var observed = engine.observe(name);
        var ids = new ArrayList<>(observed.replicas().stream().map(Replica::id).toList());
        ids.forEach(id -> perform(new Change.StopReplica(id, Optional.of(Duration.ZERO))));
        ids.forEach(id -> perform(new Change.RemoveReplica(id)));
        observed.networks().values().forEach(network -> perform(new Change.RemoveNetwork(network, name)));
        observed.volumes().values().forEach(volume -> perform(new Change.RemoveVolume(volume, name)));
        engine.close();
    }
}
