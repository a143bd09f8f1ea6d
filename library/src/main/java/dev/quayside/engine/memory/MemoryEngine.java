package dev.quayside.engine.memory;

import dev.quayside.engine.Capability;
import dev.quayside.engine.Change;
import dev.quayside.engine.Engine;
import dev.quayside.engine.EngineEvent;
import dev.quayside.engine.EngineInfo;
import dev.quayside.engine.EntryStream;
import dev.quayside.engine.ExecRequest;
import dev.quayside.engine.ExecResult;
import dev.quayside.engine.ExecSession;
import dev.quayside.engine.ImageFacts;
import dev.quayside.engine.LogLine;
import dev.quayside.engine.LogQuery;
import dev.quayside.engine.Observed;
import dev.quayside.engine.Observed.Name;
import dev.quayside.engine.Ownership;
import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.Replica;
import dev.quayside.engine.ReplicaId;
import dev.quayside.engine.ReplicaSpec;
import dev.quayside.engine.ResourceUsage;
import dev.quayside.engine.Wanted;
import dev.quayside.engine.Workload;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.HealthCheck;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Service;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * An engine that only remembers what it was told, with the manners of a real one: it refuses what Docker would refuse, its changes
 * consist of moments between which a client can die, and time passes for a replica with each look at it. Thread-safe.
 *
 * <p>Every image can be pulled unless {@link #refuseImage} says otherwise. A process does what its {@link Behaviour} says, or else
 * what a very small shell makes of its command; a command that the shell does not know runs for ever.
 */
public final class MemoryEngine implements Engine {
    private static final Behaviour ENDS = Behaviour.exitsAfter(0, 0);

    private final World world;
    private final ReplicaChanges replicas;
    private final ResourceChanges resources;
    private final Optional<Orchestration> orchestration;
    private final List<Change> changes = new CopyOnWriteArrayList<>();

    /** An empty engine. */
    public MemoryEngine() {
        this(Clock.systemUTC());
    }

    /** An empty engine with this clock. */
    public MemoryEngine(Clock clock) {
        this(clock, false);
    }

    private MemoryEngine(Clock clock, boolean orchestrating) {
        this.world = new World(clock);
        this.replicas = new ReplicaChanges(world);
        this.resources = new ResourceChanges(world);
        this.orchestration = orchestrating ? Optional.of(new Orchestration(world, replicas)) : Optional.empty();
    }

    /** An empty engine that keeps replicas by itself, as Kubernetes does. */
    public static MemoryEngine orchestrating() {
        return new MemoryEngine(Clock.systemUTC(), true);
    }

    /**
     * An engine that has what another engine has of an app: what is done to it does nothing to the other one. Its containers work at
     * once, and end at once where the app waits for their end.
     */
    public static MemoryEngine copyOf(App app, Observed observed) {
        var engine = new MemoryEngine();
        engine.changing(world -> {
            observed.networks()
                    .values()
                    .forEach(network -> world.networks.put(
                            network.name(),
                            new World.Owned(
                                    network, Ownership.ofNetwork(app.name(), network.key(), network.specHash()))));
            observed.volumes()
                    .values()
                    .forEach(volume -> world.volumes.put(
                            volume.name(),
                            new World.Owned(volume, Ownership.ofVolume(app.name(), volume.key(), volume.specHash()))));
            observed.replicas().forEach(replica -> world.copy(replica, healthCheck(app, observed, replica.id())));
            app.services()
                    .values()
                    .forEach(service -> world.behaviours.put(
                            service.name(), spec -> app.runsToItsEnd(service) ? ENDS : Behaviour.RUNS));
            observed.images()
                    .forEach((service, facts) -> Optional.ofNullable(
                                    app.services().get(service))
                            .ifPresent(
                                    s -> world.images.put(s.image().reference().canonical(), facts)));
            world.strangers.putAll(observed.strangers());
            world.external.addAll(observed.external());
        });
        return engine;
    }

    private static Optional<HealthCheck> healthCheck(App app, Observed observed, ReplicaId id) {
        return Optional.ofNullable(app.services().get(id.service()))
                .flatMap(Service::healthCheck)
                .or(() ->
                        Optional.ofNullable(observed.images().get(id.service())).flatMap(ImageFacts::healthCheck))
                .filter(check -> !check.disabled());
    }

    /** Gives the engine an image. */
    public void addImage(ImageRef reference, ImageFacts facts) {
        changing(world -> world.images.put(reference.canonical(), facts));
    }

    /** Says what a pull or build brings under this reference. */
    public void addRemoteImage(ImageRef reference, ImageFacts facts) {
        changing(world -> world.remoteImages.put(reference.canonical(), facts));
    }

    /** Lets pulls and builds of this image fail. */
    public void refuseImage(ImageRef reference) {
        changing(world -> world.refusedImages.add(reference.canonical()));
    }

    /** Lets someone else hold a name. */
    public void addStranger(Name name, String holder) {
        changing(world -> world.strangers.put(name, holder));
    }

    /** Gives the engine a network or volume that no app owns. */
    public void addExternal(Name name) {
        changing(world -> world.external.add(name));
    }

    /** Says how the replicas of a service go on when they are started from now on. */
    public void behave(String service, Behaviour behaviour) {
        behave(service, spec -> behaviour);
    }

    /** Says how each replica of a service goes on when it is started from now on. */
    public void behave(String service, Function<ReplicaSpec, Behaviour> behaviour) {
        changing(world -> world.behaviours.put(service, behaviour));
    }

    /** Lets someone see all replicas after every moment of every change. It must not call the engine. */
    public void watch(Consumer<List<Replica>> watcher) {
        changing(world -> world.watchers.add(watcher));
    }

    /** What goes wrong, and when. */
    public Faults faults() {
        return world.faults;
    }

    /** Every change that was asked for, failed ones included, in order. */
    public List<Change> changes() {
        return List.copyOf(changes);
    }

    /** Forgets which changes were asked for. */
    public void forgetChanges() {
        changes.clear();
    }

    @Override
    public EngineInfo info() {
        var capabilities = EnumSet.allOf(Capability.class);
        if (orchestration.isEmpty()) {
            capabilities.remove(Capability.ORCHESTRATION);
        }
        return new EngineInfo("memory", "1", "1", "memory", true, "linux", "amd64", capabilities, Map.of());
    }

    @Override
    public Observed observe(Wanted wanted) {
        return asking(world -> {
            Observed seen = new Sight(world).of(wanted.app());
            return orchestration
                    .map(o -> Observed.of(seen.app(), seen.replicas(), seen.images(), o.seen(wanted)))
                    .orElse(seen);
        });
    }

    @Override
    public Observed observe(String app) {
        return asking(world -> {
            Observed seen = new Sight(world).of(app);
            return orchestration
                    .map(o -> Observed.of(app, seen.replicas(), seen.images(), o.seen(app)))
                    .orElse(seen);
        });
    }

    @Override
    public Optional<Workload> workload(String app, String service, Optional<Workload> unlike, Duration patience) {
        return asking(world -> orchestration.flatMap(o -> o.workload(app, service)));
    }

    @Override
    public List<String> apps() {
        return asking(world -> Stream.of(
                        world.replicas.keySet().stream().map(ReplicaId::app),
                        world.networks.values().stream().map(n -> n.ownership().app()),
                        world.volumes.values().stream().map(v -> v.ownership().app()),
                        orchestration.stream().flatMap(o -> o.apps().stream()))
                .flatMap(names -> names)
                .distinct()
                .sorted()
                .toList());
    }

    @Override
    public void perform(Change change, ProgressListener progress) {
        changes.add(change);
        changing(world -> {
            int number = world.faults.onChange();
            switch (change) {
                case Change.PullImage pull -> resources.pull(pull.image(), progress);
                case Change.BuildImage build -> resources.build(build, progress);
                case Change.CreateNetwork create -> resources.createNetwork(create);
                case Change.RemoveNetwork remove -> resources.removeNetwork(remove);
                case Change.CreateVolume create -> resources.createVolume(create);
                case Change.RemoveVolume remove -> resources.removeVolume(remove);
                case Change.CreateReplica create -> replicas.create(create.spec());
                case Change.StartReplica start -> replicas.start(start.id());
                case Change.PromoteReplica promote -> replicas.promote(promote.spec());
                case Change.DemoteReplica demote -> replicas.demote(demote.id());
                case Change.StopReplica stop -> replicas.stop(stop.id());
                case Change.RemoveReplica remove -> replicas.remove(remove.id());
                case Change.OfParts parts ->
                    orchestration
                            .orElseThrow(() -> change.unsupported("it is told of every replica"))
                            .perform(parts);
            }
            world.faults.onChanged(number);
        });
    }

    @Override
    public Optional<Replica> replica(ReplicaId id) {
        return asking(world -> Optional.ofNullable(world.replicas.get(id)).map(world::look));
    }

    @Override
    public ExecResult run(ReplicaId id, List<String> command, Duration timeout) {
        return asking(world -> {
            var shell = new MemoryShell(running(id).spec);
            int code = shell.run(command).orElse(0);
            return new ExecResult(code, shell.output() + shell.errors());
        });
    }

    @Override
    public ExecSession exec(ReplicaId id, ExecRequest request) {
        return asking(world -> new MemorySession(running(id).spec, request.command()));
    }

    @Override
    public EntryStream<LogLine> logs(ReplicaId id, LogQuery query) {
        return asking(world -> {
            MemoryReplica replica = world.replica(id);
            Predicate<LogLine> inTime =
                    line -> query.since().map(s -> !line.time().isBefore(s)).orElse(true)
                            && query.until().map(u -> line.time().isBefore(u)).orElse(true);
            int from = query.tail().isPresent()
                    ? Math.max(0, replica.lines.size() - query.tail().getAsInt())
                    : 0;
            List<LogLine> lines = query.follow() ? replica.lines : new ArrayList<>(replica.lines);
            return new MemoryStream<>(world, lines, from, inTime, () -> query.follow() && replica.runs());
        });
    }

    @Override
    public ResourceUsage usage(ReplicaId id) {
        return asking(world -> {
            running(id);
            return new ResourceUsage(id, 0, 1 << 20, 0, 0, 0, 0, 0, 1);
        });
    }

    @Override
    public EntryStream<EngineEvent> events(String app, Optional<Instant> since) {
        return asking(world -> {
            int from = since.isPresent() ? 0 : world.events.size();
            Predicate<EngineEvent> wanted =
                    event -> event.replica().map(id -> id.app().equals(app)).orElse(true)
                            && since.map(s -> !event.time().isBefore(s)).orElse(true);
            return new MemoryStream<>(world, world.events, from, wanted, () -> true);
        });
    }

    @Override
    public Map<String, Object> inspect(ReplicaId id) {
        return asking(world -> {
            Replica replica = world.replica(id).snapshot();
            return Map.of(
                    "name", replica.name(),
                    "state", replica.state().toString(),
                    "image", replica.imageId(),
                    "labels", world.replica(id).spec.ownership().labels());
        });
    }

    @Override
    public void close() {
        // nothing is open
    }

    private MemoryReplica running(ReplicaId id) {
        MemoryReplica replica = world.replica(id);
        if (!replica.runs()) {
            throw new QuaysideException(
                    ErrorCode.CONFLICT, "container '" + id.name() + "' does not run", "start it first");
        }
        return replica;
    }

    private <T> T asking(Function<World, T> question) {
        return locked(() -> {
            world.faults.onCall();
            return question.apply(world);
        });
    }

    private void changing(Consumer<World> change) {
        locked(() -> {
            change.accept(world);
            return true;
        });
    }

    private <T> T locked(Supplier<T> action) {
        world.lock.lock();
        try {
            return action.get();
        } finally {
            world.lock.unlock();
        }
    }
}
