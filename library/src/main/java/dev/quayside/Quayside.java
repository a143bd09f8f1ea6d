package dev.quayside;

import dev.quayside.apply.Applied;
import dev.quayside.apply.Applier;
import dev.quayside.apply.ApplyListener;
import dev.quayside.apply.ApplySettings;
import dev.quayside.apply.Ticker;
import dev.quayside.compose.Stage;
import dev.quayside.compose.UsedKeys;
import dev.quayside.engine.Capability;
import dev.quayside.engine.Change;
import dev.quayside.engine.Engine;
import dev.quayside.engine.EngineEvent;
import dev.quayside.engine.EngineInfo;
import dev.quayside.engine.EntryStream;
import dev.quayside.engine.ExecRequest;
import dev.quayside.engine.ExecSession;
import dev.quayside.engine.Fidelity;
import dev.quayside.engine.LogLine;
import dev.quayside.engine.LogQuery;
import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.Replica;
import dev.quayside.engine.ReplicaId;
import dev.quayside.engine.ResourceUsage;
import dev.quayside.engine.SortedEntries;
import dev.quayside.engine.Wanted;
import dev.quayside.engine.docker.DockerEngine;
import dev.quayside.engine.docker.DockerFidelity;
import dev.quayside.engine.docker.DockerIntegration;
import dev.quayside.engine.http.Parallel;
import dev.quayside.engine.kubernetes.AppManifests;
import dev.quayside.engine.kubernetes.KubernetesEngine;
import dev.quayside.engine.kubernetes.KubernetesFidelity;
import dev.quayside.engine.kubernetes.KubernetesOptions;
import dev.quayside.engine.kubernetes.KubernetesOrchestration;
import dev.quayside.engine.kubernetes.ManifestOptions;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.plan.DownOptions;
import dev.quayside.plan.Plan;
import dev.quayside.plan.PlanOptions;
import dev.quayside.plan.PlanOptions.Building;
import dev.quayside.plan.Planner;
import dev.quayside.provision.EmbeddedEngine;
import dev.quayside.provision.EngineFinder;
import dev.quayside.provision.EngineStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Applications on one engine: read them from Compose files, plan, bring up, look after, take down.
 *
 * <pre>{@code
 * try (var quayside = Quayside.connect()) {
 *     Project shop = Quayside.read(ProjectOptions.in(Path.of("shop")));
 *     quayside.up(shop.app(), UpOptions.DEFAULT.waitingForAll(), ApplyListener.silent());
 *     quayside.ps("shop").forEach(replica -> System.out.println(replica.name() + " " + replica.state()));
 *     quayside.down("shop", DownOptions.DEFAULT, ApplyListener.silent());
 * }
 * }</pre>
 *
 * <p>Every failure is a {@link QuaysideException}, whose code says what kind it is. All methods block; they may be called from any
 * thread, also at the same time. Closing it disconnects; what runs goes on.
 */
public final class Quayside implements AutoCloseable {
    /** Calls of an engine that mostly wait. */
    private static final int AT_ONCE = 64;

    private final Engine engine;
    private final Optional<DockerIntegration> docker;
    private final Optional<KubernetesEngine> kubernetes;
    private final Optional<BuiltImages> images;

    private Quayside(
            Engine engine,
            Optional<DockerIntegration> docker,
            Optional<KubernetesEngine> kubernetes,
            Optional<BuiltImages> images) {
        this.engine = engine;
        this.docker = docker;
        this.kubernetes = kubernetes;
        this.images = images;
    }

    /** Applications on the engine that this process's environment names. */
    public static Quayside connect() {
        return connect(ConnectOptions.ofProcess());
    }

    /**
     * Applications on the engine that the options name.
     *
     * @throws QuaysideException ENGINE_UNREACHABLE, ENGINE_PERMISSION_DENIED or ENGINE_INCOMPATIBLE
     */
    public static Quayside connect(ConnectOptions options) {
        return switch (options.engine()) {
            case DOCKER -> connectToDocker(options);
            case KUBERNETES -> connectToCluster(options);
        };
    }

    private static Quayside connectToCluster(ConnectOptions options) {
        var cluster = KubernetesOrchestration.connect(options.cluster());
        var images = new BuiltImages(options, cluster.context());
        var engine = KubernetesEngine.of(cluster, options.manifests(), images);
        return new Quayside(engine, Optional.empty(), Optional.of(engine), Optional.of(images));
    }

    private static Quayside connectToDocker(ConnectOptions options) {
        var found = finder(options).find(options.flags(), options.embeddedUse(), options.progress());
        found.choice().warnings().forEach(options.notices());
        found.docker().askBeforeImages(found.images());
        return new Quayside(
                DockerEngine.of(found.docker()), Optional.of(found.docker()), Optional.empty(), Optional.empty());
    }

    /**
     * Which engine {@link #connect(ConnectOptions)} would use, and how it and the embedded one are. Starts nothing.
     *
     * @throws QuaysideException INVALID_ARGUMENT for a choice that cannot be understood
     */
    public static EngineStatus engineStatus(ConnectOptions options) {
        return finder(options).status(options.flags(), options.embeddedUse());
    }

    /** The private engine of this user, running or not: to start, stop, look at and remove it. */
    public static EmbeddedEngine embeddedEngine(ConnectOptions options) {
        return finder(options).embedded();
    }

    private static EngineFinder finder(ConnectOptions options) {
        return new EngineFinder(options.environment(), options.home());
    }

    /** Applications on an engine that is connected already; closing the result closes the engine. */
    public static Quayside on(Engine engine) {
        return new Quayside(engine, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Reads an application from its Compose files. Needs no engine.
     *
     * @throws QuaysideException NOT_FOUND if there is no file, INVALID_FILE with every error of the files, UNSUPPORTED if this
     *     version cannot read a part of them
     */
    public static Project read(ProjectOptions options) {
        return ProjectFiles.read(options);
    }

    /**
     * Reads the Compose files that the options name without some of the stages, to look at them.
     *
     * @throws QuaysideException NOT_FOUND without a file, INVALID_FILE with every mistake that the other stages find
     */
    public static PartialProject readPartly(ProjectOptions options, Set<Stage> leftOut) {
        return ProjectFiles.partial(options, leftOut);
    }

    /**
     * A project as Kubernetes objects; needs no engine. The content of its configs, secrets and mounted files is read.
     *
     * @param options the contents in it are replaced
     * @throws QuaysideException UNSUPPORTED with everything that Kubernetes cannot do; INVALID_ARGUMENT for a name that it does
     *     not take; NOT_FOUND or IO_FAILED for a file that cannot be read
     */
    public static AppManifests manifests(Project project, ManifestOptions options) {
        return AppManifests.of(project.app(), options.withFilesOf(FileContents.withMounted(project.app())));
    }

    /**
     * What an engine makes of each key that a project's files use; needs no engine.
     *
     * @param engine {@code docker} or {@code kubernetes}
     * @throws QuaysideException INVALID_ARGUMENT for another engine
     */
    public static List<KeyFidelity> fidelity(Project project, String engine) {
        Fidelity table = switch (engine) {
            case "docker" -> DockerFidelity.TABLE;
            case "kubernetes" -> KubernetesFidelity.TABLE;
            default ->
                throw new QuaysideException(
                        ErrorCode.INVALID_ARGUMENT, "there is no engine '" + engine + "'", "name docker or kubernetes");
        };
        return UsedKeys.of(project.reading().canonical()).stream()
                .map(used -> new KeyFidelity(used.key(), used.path(), used.position(), table.of(used.key())))
                .toList();
    }

    /** The engine that this is connected to. */
    public EngineInfo engine() {
        return engine.info();
    }

    /**
     * What {@code up} would do now. Only reads, from the engine and the files of configs and secrets.
     *
     * @throws QuaysideException NOT_FOUND if something that the application needs is missing, NOT_OWNED if a name that it needs
     *     belongs to someone else
     */
    public Plan plan(App app, UpOptions options) {
        Wanted wanted = wanted(app, options);
        return new Planner().plan(wanted, engine.observe(wanted), planOptions(options));
    }

    private Wanted wanted(App app, UpOptions options) {
        return FileContents.of(named(options.applyTo(app), options.building()), engine);
    }

    /** With its images under the names that they have on the engine. */
    private App named(App app, Building building) {
        return images.map(supply -> supply.named(app, building)).orElse(app);
    }

    /** What {@code down} would do now. Only reads. */
    public Plan planDown(String app, DownOptions options) {
        return new Planner().planDown(engine.observe(app), options);
    }

    /**
     * Brings an application to what its files say: what is right is left alone, what is missing is created, what has changed is
     * replaced. It may be killed at any moment; the next call goes on from what is there. Interrupting the calling thread stops it.
     *
     * @throws QuaysideException what {@link #plan} throws; BUILD_FAILED; CONTAINER_FAILED if a container ends or becomes unhealthy
     *     where it should not; NOT_READY if one does not become ready in time; PORT_IN_USE; INTERRUPTED
     */
    public Applied up(App app, UpOptions options, ApplyListener listener) {
        var settings = options.waitTimeout()
                .map(ApplySettings.DEFAULT::withWaitTimeout)
                .orElse(ApplySettings.DEFAULT);
        return new Applier(engine, Ticker.system(), settings).up(wanted(app, options), options.planOptions(), listener);
    }

    /**
     * Removes an application's containers and networks, and its volumes if that is asked for; never an image, and nothing that
     * belongs to anyone else.
     */
    public Applied down(String app, DownOptions options, ApplyListener listener) {
        return new Applier(engine).run(planDown(app, options), listener);
    }

    /**
     * Builds the images of services that have a build, and for a cluster brings them there.
     *
     * @param services their names; empty: all that have one
     * @throws QuaysideException BUILD_FAILED; NOT_FOUND if there is no such service or it has no build
     */
    public void build(App app, List<String> services, ApplyListener listener) {
        new Applier(engine).run(ImagePlans.building(named(app, Building.ALWAYS), services), listener);
    }

    /**
     * Pulls the images of services that are not built.
     *
     * @param services their names; empty: all that have no build
     * @throws QuaysideException NOT_FOUND if there is no such service or image
     */
    public void pull(App app, List<String> services, ApplyListener listener) {
        new Applier(engine).run(ImagePlans.pulling(app, services), listener);
    }

    /**
     * Stops the running containers of an application, those that depend on others first; they are not removed.
     *
     * @param app as its files say it, for the order
     * @param grace how long each may take before it is killed; empty: what it was created with
     */
    public void stop(App app, Optional<Duration> grace) {
        List<ReplicaId> running = ps(app.name()).stream()
                .filter(r -> r.state() != Replica.State.EXITED && r.state() != Replica.State.CREATED)
                .map(Replica::id)
                .toList();
        for (List<ReplicaId> together : Selection.stopOrder(app, running)) {
            Parallel.map(AT_ONCE, together, id -> {
                engine.perform(new Change.StopReplica(id, grace), ProgressListener.silent());
                return id;
            });
        }
    }

    /**
     * The Docker Engine behind this: images, containers, networks and volumes one by one.
     *
     * @throws QuaysideException UNSUPPORTED if the engine is not Docker
     */
    public DockerIntegration docker() {
        return docker.orElseThrow(() -> new QuaysideException(
                ErrorCode.UNSUPPORTED,
                "the engine '" + engine.info().kind() + "' is not Docker",
                "connect to a Docker Engine"));
    }

    /**
     * The cluster behind this: deployments, services, namespaces and pods one by one.
     *
     * @throws QuaysideException UNSUPPORTED if the engine is not Kubernetes
     */
    public KubernetesOrchestration kubernetes() {
        return cluster().kubernetes();
    }

    private KubernetesEngine cluster() {
        return kubernetes.orElseThrow(() -> new QuaysideException(
                ErrorCode.UNSUPPORTED,
                "the engine '" + engine.info().kind() + "' is not Kubernetes",
                "connect to a cluster with --engine kubernetes"));
    }

    /**
     * Leads the published ports of this machine to an application in a cluster. The caller closes it.
     *
     * @param services only those of these services; empty: of all
     * @param failures told why a connection failed
     * @throws QuaysideException UNSUPPORTED on Docker, which publishes ports by itself; NOT_FOUND; NOT_READY if a service has no
     *     ready replica; PORT_IN_USE
     */
    public PortForwards forward(App app, List<String> services, Consumer<QuaysideException> failures) {
        return PortForwards.open(cluster(), app, services, failures);
    }

    /** Whether the engine can do this. */
    public boolean can(Capability capability) {
        return engine.can(capability);
    }

    private PlanOptions planOptions(UpOptions options) {
        return options.planOptions().withHandover(engine.can(Capability.HANDOVER));
    }

    /** The applications that have something on the engine, by name. */
    public List<AppSummary> ls() {
        return engine.apps().stream()
                .map(name -> AppSummary.of(name, engine.observe(name).replicas()))
                .toList();
    }

    /** All containers of an application, stopped ones included, by service, generation and number; none if it has none. */
    public List<Replica> ps(String app) {
        return engine.observe(app).replicas();
    }

    /**
     * The containers of some services of an application.
     *
     * @param services their names; empty: all
     * @throws QuaysideException NOT_FOUND if the application has nothing of a service
     */
    public List<Replica> ps(String app, List<String> services) {
        List<Replica> all = ps(app);
        Selection.check(
                services, all.stream().map(r -> r.id().service()).distinct().toList(), app);
        return all.stream()
                .filter(r -> services.isEmpty() || services.contains(r.id().service()))
                .toList();
    }

    /**
     * The running container of a service that serves: of the newest generation that clients reach.
     *
     * @param number which of its replicas; empty: the first that runs
     * @throws QuaysideException NOT_FOUND if there is none
     */
    public Replica replica(String app, String service, OptionalInt number) {
        return ps(app, List.of(service)).stream()
                .filter(r -> r.state() == Replica.State.RUNNING)
                .filter(r -> number.isEmpty() || r.id().number() == number.getAsInt())
                .min(Comparator.comparing((Replica r) -> !r.serving())
                        .thenComparing(Comparator.comparingInt((Replica r) -> r.id().generation())
                                .reversed())
                        .thenComparingInt(r -> r.id().number()))
                .orElseThrow(() -> new QuaysideException(
                        ErrorCode.NOT_FOUND,
                        "the service '" + service + "' of '" + app + "' has no running container"
                                + (number.isPresent() ? " number " + number.getAsInt() : ""),
                        "see 'quayside ps -a', and start it with 'quayside up'"));
    }

    /**
     * The output of all containers of some services as one stream: sorted by time, or, if it is followed, as it arrives, with
     * the containers that start later. The caller closes it.
     *
     * @param services their names; empty: all
     * @param now the moment from which containers that start count as later
     * @throws QuaysideException NOT_FOUND if the application has nothing of a service
     */
    public EntryStream<LogLine> logs(String app, List<String> services, LogQuery query, Instant now) {
        List<ReplicaId> replicas = ps(app, services).stream().map(Replica::id).toList();
        if (!query.follow()) {
            return new SortedEntries<>(Parallel.map(AT_ONCE, replicas, id -> engine.logs(id, query)), LogLine::time);
        }
        var logs = new MergedLogs(engine);
        try {
            logs.follow(replicas, query, now);
            logs.followNew(app, service -> services.isEmpty() || services.contains(service), now);
            return logs;
        } catch (QuaysideException e) {
            logs.close();
            throw e;
        }
    }

    /**
     * Starts a command in a container and connects its streams. The caller closes the session.
     *
     * @throws QuaysideException NOT_FOUND if the container is gone, CONFLICT if it does not run
     */
    public ExecSession exec(ReplicaId replica, ExecRequest request) {
        return engine.exec(replica, request);
    }

    /**
     * What the running containers of some services use now.
     *
     * @param services their names; empty: all
     */
    public List<ResourceUsage> stats(String app, List<String> services) {
        List<ReplicaId> running = ps(app, services).stream()
                .filter(r -> r.state() == Replica.State.RUNNING)
                .map(Replica::id)
                .toList();
        return Parallel.map(AT_ONCE, running, engine::usage);
    }

    /**
     * Everything the engine knows of the containers of some services; never the content of secrets.
     *
     * @param services their names; empty: all
     */
    public List<Map<String, Object>> inspect(String app, List<String> services) {
        return Parallel.map(AT_ONCE, ps(app, services).stream().map(Replica::id).toList(), engine::inspect);
    }

    /** What happens to an application from now on, or from {@code since} on. The caller closes the stream. */
    public EntryStream<EngineEvent> events(String app, Optional<Instant> since) {
        return engine.events(app, since);
    }

    @Override
    public void close() {
        engine.close();
    }

    /**
     * Deployments, services, namespaces and pods of a cluster, by themselves. Nothing is connected before the first call.
     *
     * @throws QuaysideException {@code INVALID_FILE} for a wrong configuration, {@code ENGINE_UNREACHABLE} if there is none
     */
    public static KubernetesOrchestration kubernetes(KubernetesOptions options) {
        return KubernetesOrchestration.connect(options);
    }
}
