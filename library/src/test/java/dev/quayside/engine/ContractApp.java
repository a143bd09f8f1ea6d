package dev.quayside.engine;

import dev.quayside.model.App;
import dev.quayside.model.FileContent;
import dev.quayside.model.FileMount;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Network;
import dev.quayside.model.Service;
import dev.quayside.model.ServiceProcess;
import dev.quayside.model.Volume;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/** An app of its own for one test of the contract, with one network and what its replicas are made of. */
public final class ContractApp {
    /** The hash of what is created first. */
    public static final String HASH = "0123456789abcdef";

    /** Its name, which no other test uses. */
    public final String name =
            "contract" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);

    /** Its network. */
    public final Network network = Network.named(Network.DEFAULT, name + "_default");

    /** Its volume. */
    public final Volume volume = Volume.named("data", name + "_data");

    private final Engine engine;
    private final ImageRef image;
    private String imageId = "";

    ContractApp(Engine engine, ImageRef image) {
        this.engine = engine;
        this.image = image;
    }

    /** A service that runs this command. */
    public Service service(String service, List<String> command) {
        return Service.of(service, image)
                .withProcess(ServiceProcess.DEFAULT.withCommand(command.toArray(String[]::new)));
    }

    /** The app with these services. */
    public App app(Service... services) {
        return App.of(name, services).withVolume(volume);
    }

    /** Sees to it that the image is there. */
    public void bringImage() {
        App app = app(service("any", List.of("true")));
        if (engine.observe(Wanted.of(app)).images().isEmpty()) {
            engine.perform(new Change.PullImage(image, Optional.empty()), ProgressListener.silent());
        }
        ImageFacts facts = engine.observe(Wanted.of(app)).images().get("any");
        imageId = facts == null ? "" : facts.id();
    }

    /** The id of the image. */
    public String imageId() {
        return imageId;
    }

    /** Makes the network. */
    public void bringNetwork() {
        perform(createNetwork("network-hash"));
    }

    /** Makes the volume. */
    public void bringVolume() {
        perform(new Change.CreateVolume(volume, Ownership.ofVolume(name, volume.key(), "volume-hash")));
    }

    Change.CreateNetwork createNetwork(String hash) {
        return new Change.CreateNetwork(network, Ownership.ofNetwork(name, network.key(), hash));
    }

    /** The first replica of a service, on the network, with the service's names. */
    public ReplicaSpec spec(Service service) {
        return spec(service, 1, HASH, true, List.of());
    }

    /** The first replica of a service in a generation. */
    public ReplicaSpec spec(
            Service service, int generation, String hash, boolean serving, List<ReplicaSpec.ReplicaFile> files) {
        var id = new ReplicaId(name, service.name(), generation, 1);
        boolean mounts = !service.storage().mounts().isEmpty();
        boolean attached = !service.connectivity().attachments().isEmpty();
        return new ReplicaSpec(
                id,
                service.lifecycle().containerName().orElse(id.name()),
                service,
                imageId,
                hash,
                Map.of("command", "aabbccdd", "environment FOO", "00112233"),
                attached ? Map.of(network.key(), network) : Map.of(),
                mounts ? Map.of(volume.key(), volume) : Map.of(),
                Optional.empty(),
                files,
                serving,
                attached);
    }

    /** A file for a replica. */
    public static ReplicaSpec.ReplicaFile file(String target, String content, String uid, int mode) {
        var mount = new FileMount("file", target, Optional.of(uid), Optional.of(uid), OptionalInt.of(mode));
        return new ReplicaSpec.ReplicaFile(mount, FileContent.of(content), true);
    }

    /** Creates and starts a replica, and says how it is then. */
    public Replica run(ReplicaSpec spec) {
        perform(new Change.CreateReplica(spec));
        perform(new Change.StartReplica(spec.id()));
        return replica(spec);
    }

    /** How a replica is now. */
    public Replica replica(ReplicaSpec spec) {
        return engine.replica(spec.id()).orElseThrow();
    }

    /** Makes a change. */
    public void perform(Change change) {
        engine.perform(change, ProgressListener.silent());
    }

    /** Stops and removes everything of the app. */
    public void cleanUp() {
        Observed observed = engine.observe(name);
        for (Replica replica : observed.replicas()) {
            perform(new Change.StopReplica(replica.id(), Optional.of(Duration.ZERO)));
            perform(new Change.RemoveReplica(replica.id()));
        }
        observed.networks().values().forEach(n -> perform(new Change.RemoveNetwork(n, name)));
        observed.volumes().values().forEach(v -> perform(new Change.RemoveVolume(v, name)));
    }
}
