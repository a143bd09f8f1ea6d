package dev.quayside.engine.docker;

import dev.quayside.engine.Change;
import dev.quayside.engine.CommandRun;
import dev.quayside.engine.Engine;
import dev.quayside.engine.EngineEvent;
import dev.quayside.engine.EngineInfo;
import dev.quayside.engine.EntryStream;
import dev.quayside.engine.ExecRequest;
import dev.quayside.engine.ExecResult;
import dev.quayside.engine.ExecSession;
import dev.quayside.engine.LogLine;
import dev.quayside.engine.LogQuery;
import dev.quayside.engine.Observed;
import dev.quayside.engine.Ownership;
import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.Replica;
import dev.quayside.engine.ReplicaId;
import dev.quayside.engine.ResourceUsage;
import dev.quayside.engine.Wanted;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.InspectionTree;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs applications on a Docker Engine.
 *
 * <p>Everything it makes carries {@link Ownership} as labels. It changes only what it has just read again and proved to be the
 * app's: a container by its labels and the name that it was created with, a network or volume by its labels. A change whose answer
 * was lost is made once more, beginning with what is there.
 *
 * <p>Configs and secrets are uploaded before a container starts, never mounted from this machine, so they reach a remote engine
 * too. Where the root file system can only be read, the folder of such a file is a volume without a name that lives as long as the
 * container; its process can write there. Such a file cannot lie in {@code /} itself, nor directly in a folder that a volume, a
 * host folder or memory is mounted at.
 *
 * <p>Thread-safe.
 */
public final class DockerEngine implements Engine {
    private final DockerIntegration docker;
    private final OwnedContainers owned;
    private final ImageChanges images;
    private final NetworkChanges networks;
    private final VolumeChanges volumes;
    private final ReplicaCreation creation;
    private final ReplicaLifecycle lifecycle;
    private final Handover handover;
    private final AtomicReference<@Nullable EngineInfo> info = new AtomicReference<>();

    private DockerEngine(DockerIntegration docker) {
        var addresses = new NetworkAddresses(docker.api(), docker.networks());
        var endpoints = new Endpoints(docker.networks(), addresses);
        this.docker = docker;
        this.owned = new OwnedContainers(docker.containers());
        this.images = new ImageChanges(docker);
        this.networks = new NetworkChanges(docker.api(), docker.networks(), addresses);
        this.volumes = new VolumeChanges(docker.volumes());
        this.creation = new ReplicaCreation(docker, owned, addresses);
        this.lifecycle = new ReplicaLifecycle(docker, owned, endpoints);
        this.handover = new Handover(docker, owned, endpoints);
    }

    /** The engine behind this connection, which closes with it. */
    public static DockerEngine of(DockerIntegration docker) {
        return new DockerEngine(docker);
    }

    @Override
    public EngineInfo info() {
        var known = info.get();
        if (known == null) {
            known = EngineDescription.of(docker.system().details(), docker.api().endpoint());
            info.set(known);
        }
        return known;
    }

    @Override
    public Observed observe(Wanted wanted) {
        return AppObservation.of(docker, wanted.app());
    }

    @Override
    public Observed observe(String app) {
        return AppObservation.of(docker, app);
    }

    @Override
    public List<String> apps() {
        var own = ListOptions.ALL.withLabel(Ownership.APP, "");
        var containers = docker.listContainers(ListContainersOptions.ALL.brief().withLabel(Ownership.APP, "")).stream()
                .filter(container -> ReplicaLabels.replica(container).isPresent())
                .map(DockerContainer::labels);
        var others = Stream.concat(
                docker.networks().list(own).stream().map(DockerNetwork::labels),
                docker.volumes().list(own).stream().map(DockerVolume::labels));
        return Stream.concat(containers, others)
                .flatMap(labels -> Ownership.fromLabels(labels).stream())
                .map(Ownership::app)
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public void perform(Change change, ProgressListener progress) {
        try {
            performOnce(change, progress);
        } catch (QuaysideException e) {
            if (e.code() != ErrorCode.ENGINE_LOST || !startsByLooking(change)) {
                throw e;
            }
            performOnce(change, progress);
        }
    }

    /** A pull or a build begins anew each time; the user should hear of the loss. */
    private static boolean startsByLooking(Change change) {
        return !(change instanceof Change.OfImages);
    }

    private void performOnce(Change change, ProgressListener progress) {
        switch (change) {
            case Change.PullImage pull -> images.pull(pull, progress);
            case Change.BuildImage build -> images.build(build, progress);
            case Change.CreateNetwork create -> networks.create(create);
            case Change.RemoveNetwork remove -> networks.remove(remove);
            case Change.CreateVolume create -> volumes.create(create);
            case Change.RemoveVolume remove -> volumes.remove(remove);
            case Change.CreateReplica create -> creation.create(create.spec());
            case Change.StartReplica start -> lifecycle.start(start.id());
            case Change.PromoteReplica promote -> handover.promote(promote.spec());
            case Change.DemoteReplica demote -> handover.demote(demote.id());
            case Change.StopReplica stop -> lifecycle.stop(stop.id(), stop.grace());
            case Change.RemoveReplica remove -> lifecycle.remove(remove.id());
            case Change.OfParts ignored -> throw change.unsupported("Docker is told of every replica");
        }
    }

    @Override
    public Optional<Replica> replica(ReplicaId id) {
        return owned.find(id).flatMap(ReplicaReading::read);
    }

    @Override
    public ExecResult run(ReplicaId id, List<String> command, Duration timeout) {
        return CommandRun.of(exec(id, ExecRequest.of(command.toArray(String[]::new))), timeout);
    }

    @Override
    public ExecSession exec(ReplicaId id, ExecRequest request) {
        return docker.exec(owned.require(id).id(), request);
    }

    @Override
    public EntryStream<LogLine> logs(ReplicaId id, LogQuery query) {
        return new ReplicaLog(id, docker.logs(owned.require(id).id(), ReplicaLog.options(query)));
    }

    @Override
    public ResourceUsage usage(ReplicaId id) {
        var stats = docker.stats(owned.require(id).id());
        return new ResourceUsage(
                id,
                stats.cpuPercent(),
                stats.memoryBytes(),
                stats.memoryLimitBytes() < hostMemory() ? stats.memoryLimitBytes() : 0,
                stats.networkReceivedBytes(),
                stats.networkSentBytes(),
                stats.blockReadBytes(),
                stats.blockWrittenBytes(),
                stats.processes());
    }

    /** The engine gives a container without a limit that of its host. */
    private long hostMemory() {
        return Long.parseLong(info().details().getOrDefault(EngineDescription.MEMORY, "0"));
    }

    @Override
    public EntryStream<EngineEvent> events(String app, Optional<Instant> since) {
        return AppEvents.open(docker, app, since);
    }

    @Override
    public Map<String, Object> inspect(ReplicaId id) {
        return InspectionTree.of(owned.require(id).document());
    }

    @Override
    public void close() {
        docker.close();
    }
}
