package dev.quayside.engine.kubernetes;

import dev.quayside.engine.Capability;
import dev.quayside.engine.Change;
import dev.quayside.engine.CommandRun;
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
import dev.quayside.engine.Ownership;
import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.Published;
import dev.quayside.engine.Replica;
import dev.quayside.engine.ReplicaId;
import dev.quayside.engine.ResourceUsage;
import dev.quayside.engine.Wanted;
import dev.quayside.engine.Workload;
import dev.quayside.engine.kubernetes.AppSight.Place;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.InspectionTree;
import dev.quayside.json.Json;
import dev.quayside.model.App;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs applications on a Kubernetes cluster.
 *
 * <p>An app becomes the objects of {@link AppManifests}, in a namespace of its own or in one that is named. They are applied by
 * server-side apply as the manager {@code quayside}: what another manager owns is not overwritten, and an object that is as it
 * should be is not sent. Everything carries {@link Ownership} as labels and stands on a list in the cluster; only what both claim is
 * ever removed. Pods are its replicas.
 *
 * <p>Thread-safe.
 */
public final class KubernetesEngine implements Engine {
    private static final int CHANGES_AT_ONCE = 16;
    private static final int PERCENT = 100;
    private static final Set<Capability> CAPABILITIES =
            Set.of(Capability.ORCHESTRATION, Capability.VOLUME_SUBPATH, Capability.RESOURCE_LIMITS);

    private final KubernetesOrchestration kubernetes;
    private final KubernetesApi api;
    private final ManifestOptions options;
    private final ImageSupply supply;
    private final PodReplicas pods;
    private final Workloads workloads;
    private final SecretKeys secretKeys;
    private final PartChanges changes;
    private final Map<String, AppView> views = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable EngineInfo> info = new AtomicReference<>();

    private KubernetesEngine(KubernetesOrchestration kubernetes, ManifestOptions options, ImageSupply supply) {
        this.kubernetes = kubernetes;
        this.api = kubernetes.api();
        this.options = options;
        this.supply = supply;
        this.pods = new PodReplicas(api);
        this.workloads = new Workloads(api, pods);
        this.secretKeys = new SecretKeys(api);
        this.changes = new PartChanges(api);
    }

    /**
     * The cluster behind this connection, which closes with it.
     *
     * @param options how apps are mapped; with a namespace all of them live in it, without one each has its own
     */
    public static KubernetesEngine of(KubernetesOrchestration kubernetes, ManifestOptions options) {
        return of(kubernetes, options, ImageSupply.NONE);
    }

    /**
     * The cluster behind this connection, which closes with it.
     *
     * @param options how apps are mapped; with a namespace all of them live in it, without one each has its own
     * @param supply brings the images that apps build; it closes with the engine
     */
    public static KubernetesEngine of(KubernetesOrchestration kubernetes, ManifestOptions options, ImageSupply supply) {
        return new KubernetesEngine(kubernetes, options, supply);
    }

    @Override
    public boolean can(Capability capability) {
        return CAPABILITIES.contains(capability);
    }

    @Override
    public int changesAtOnce() {
        return CHANGES_AT_ONCE;
    }

    @Override
    public EngineInfo info() {
        EngineInfo known = info.get();
        if (known == null) {
            Json version = api.json(Call.version());
            known = new EngineInfo(
                    "kubernetes",
                    version.text("gitVersion").replaceFirst("^v", ""),
                    version.text("major") + "." + version.text("minor"),
                    api.access().authority(),
                    false,
                    "linux",
                    version.text("platform").replaceFirst("^.*/", ""),
                    CAPABILITIES,
                    Map.of("context", kubernetes.context(), "namespace", kubernetes.namespace()));
            info.set(known);
        }
        return known;
    }

    private Place place(String app) {
        return options.namespace()
                .map(namespace -> new Place(namespace, false))
                .orElseGet(() -> new Place(Names.dnsLabel("application", app), true));
    }

    /** The namespace that an app lives in. */
    public String namespace(String app) {
        return place(app).namespace();
    }

    /** What the objects of a service are called. */
    public String objectName(String service) {
        return Names.dnsLabel("service", service);
    }

    /** The cluster behind this. */
    public KubernetesOrchestration kubernetes() {
        return kubernetes;
    }

    private AppObjects objects(Wanted wanted, Map<String, ImageFacts> images) {
        String namespace = namespace(wanted.app().name());
        ManifestOptions known = options.withImages(images);
        ManifestOptions keyed =
                secretKeys.of(wanted.app(), namespace).map(known::withSecretKey).orElse(known);
        return AppObjects.of(wanted, keyed, namespace);
    }

    private AppSight sight(String app) {
        return new AppSight(api, pods, app, place(app));
    }

    @Override
    public Observed observe(Wanted wanted) {
        Look look = look(wanted);
        Observed seen = look.view().observed();
        return Observed.of(
                seen.app(),
                seen.replicas(),
                look.images(),
                seen.orchestrated().orElseThrow().withNotes(look.notes()));
    }

    /** What a look at a cluster found, and what the reader of a plan should know of the images. */
    private record Look(AppView view, Map<String, ImageFacts> images, List<String> notes) {}

    private Look look(Wanted wanted) {
        App app = wanted.app();
        var images = SuppliedImages.of(app, supply);
        Map<String, ImageFacts> facts = images.facts(app);
        NodeArchitectures.check(api, images.architectures(app));
        changes.lookedAt(namespace(app.name()));
        Wanted supplied = images.in(wanted);
        AppView unpinned = sight(app.name()).beside(wanted, objects(supplied, facts));
        var pins = ImagePins.of(app, service -> !images.supplies(service), unpinned.images(), supply);
        AppView view = pins.isEmpty() ? unpinned : unpinned.beside(objects(pins.in(supplied), facts));
        views.put(app.name(), view);
        return new Look(view, facts, pins.notes());
    }

    @Override
    public Observed observe(String app) {
        AppView view = sight(app).all();
        views.put(app, view);
        return view.observed();
    }

    @Override
    public List<String> apps() {
        var names = new TreeSet<String>();
        String selector = Ownership.KIND + "=" + Inventory.KIND;
        String everywhere = options.namespace().orElse("");
        try {
            collectApps(everywhere, selector, names);
        } catch (QuaysideException e) {
            if (e.code() != ErrorCode.ENGINE_PERMISSION_DENIED || !everywhere.isEmpty()) {
                throw e;
            }
            // Whoever may look into one namespace only sees the apps in it.
            collectApps(kubernetes.namespace(), selector, names);
        }
        return List.copyOf(names);
    }

    private void collectApps(String namespace, String selector, Set<String> names) {
        api.forEach(
                Call.list(ObjectRef.all(Kind.CONFIG_MAP, namespace)).with("labelSelector", selector),
                json -> names.add(json.at("metadata").at("labels").text(Ownership.APP)));
    }

    @Override
    public void perform(Change change, ProgressListener progress) {
        switch (change) {
            case Change.ApplyPart apply -> changes.apply(apply, view(apply.wanted()), progress);
            case Change.RemovePart remove -> changes.remove(remove, view(remove.app()), progress);
            case Change.RemoveLeftovers remove -> {
                changes.removeLeftovers(
                        remove, view(remove.app()), () -> sight(remove.app()).all(), progress);
                secretKeys.forget(remove.app(), namespace(remove.app()));
            }
            case Change.BuildImage build -> supply.bring(build, progress);
            case Change.PullImage ignored ->
                throw change.unsupported("the cluster's nodes pull images, each for itself");
            case Change.OfReplicas ignored -> throw change.unsupported("a cluster keeps replicas by itself");
        }
    }

    /** What was observed for this plan; a change without a look before it looks now. */
    private AppView view(Wanted wanted) {
        String app = wanted.app().name();
        AppView view = views.get(app);
        if (view != null && view.wanted().filter(wanted::equals).isPresent()) {
            return view;
        }
        return look(wanted).view();
    }

    private AppView view(String app) {
        return views.computeIfAbsent(app, name -> sight(name).all());
    }

    /** Asks for what was applied as a way in, and only for that. */
    @Override
    public List<Published> published(String app) {
        var ways = Optional.ofNullable(views.get(app)).flatMap(AppView::objects).map(AppObjects::waysIn);
        return new PublishedPorts(api).of(ways.orElseGet(List::of));
    }

    @Override
    public Optional<Workload> workload(String app, String service, Optional<Workload> unlike, Duration patience) {
        return workloads.of(app, service, namespace(app), unlike, patience);
    }

    @Override
    public Optional<Replica> replica(ReplicaId id) {
        return pods.find(id, namespace(id.app())).map(PodReplicas.Found::replica);
    }

    private PodReplicas.Found require(ReplicaId id) {
        return pods.require(id, namespace(id.app()));
    }

    @Override
    public ExecResult run(ReplicaId id, List<String> command, Duration timeout) {
        return CommandRun.of(exec(id, ExecRequest.of(command.toArray(String[]::new))), timeout);
    }

    @Override
    public ExecSession exec(ReplicaId id, ExecRequest request) {
        var found = require(id);
        if (found.replica().state() != Replica.State.RUNNING) {
            throw new QuaysideException(
                    ErrorCode.CONFLICT,
                    "the pod '" + found.replica().name() + "' does not run; it is "
                            + found.replica().state(),
                    "start it first");
        }
        return kubernetes.exec(found.pod().name(), found.pod().namespace(), request);
    }

    @Override
    public EntryStream<LogLine> logs(ReplicaId id, LogQuery query) {
        var found = require(id);
        ObjectRef pod = found.pod();
        return ReplicaLog.open(
                id,
                found.replica().exitCode().isPresent(),
                options -> kubernetes.logs(pod.name(), pod.namespace(), options),
                query);
    }

    @Override
    public ResourceUsage usage(ReplicaId id) {
        var found = require(id);
        PodStats stats = new Diagnosis(api).stats(found.pod());
        return new ResourceUsage(
                id, stats.cpus() * PERCENT, stats.memoryBytes(), memoryLimit(found.json()), 0, 0, 0, 0, 0);
    }

    private static long memoryLimit(Json pod) {
        return Diagnosis.quantity(
                        ContainerJson.main(pod).at("resources").at("limits").text("memory"))
                .longValue();
    }

    @Override
    public EntryStream<EngineEvent> events(String app, Optional<Instant> since) {
        return AppEvents.open(api, pods, app, namespace(app), since);
    }

    @Override
    public Map<String, Object> inspect(ReplicaId id) {
        return InspectionTree.of(require(id).json());
    }

    @Override
    public void close() {
        kubernetes.close();
        supply.close();
    }
}
