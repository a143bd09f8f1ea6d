package dev.quayside.engine.memory;

import dev.quayside.engine.Change;
import dev.quayside.engine.ImageFacts;
import dev.quayside.engine.Observed.Resource;
import dev.quayside.engine.Orchestrated;
import dev.quayside.engine.Orchestrated.Origin;
import dev.quayside.engine.Ownership;
import dev.quayside.engine.Part;
import dev.quayside.engine.Replica;
import dev.quayside.engine.Replica.State;
import dev.quayside.engine.ReplicaId;
import dev.quayside.engine.ReplicaSpec;
import dev.quayside.engine.Wanted;
import dev.quayside.engine.Workload;
import dev.quayside.engine.Workload.Stage;
import dev.quayside.error.ErrorCode;
import dev.quayside.model.App;
import dev.quayside.model.FileMount;
import dev.quayside.model.Lifecycle.RestartPolicy;
import dev.quayside.model.Network;
import dev.quayside.model.Service;
import dev.quayside.model.Volume;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an engine does that keeps replicas by itself, on top of single replicas: it replaces a changed service's replicas when it is
 * told what the service should be. The world's lock must be held.
 */
final class Orchestration {
    private static final int TOO_OFTEN = 3;

    private final World world;
    private final ReplicaChanges replicas;
    /** By app, and in it by part, what was asked for last. */
    private final Map<String, Map<Part, Spec>> apps = new TreeMap<>();

    /** What was asked for of one part: another one means that it changed. */
    private record Spec(Object content, Map<String, String> environment, boolean runsToItsEnd, int replicas) {
        static Spec of(Object content) {
            return new Spec(content, Map.of(), false, 0);
        }
    }

    Orchestration(World world, ReplicaChanges replicas) {
        this.world = world;
        this.replicas = replicas;
    }

    Set<String> apps() {
        return apps.keySet();
    }

    Orchestrated seen(String app) {
        return new Orchestrated(app, present(app), Map.of(), workloads(app), List.of(), List.of());
    }

    Orchestrated seen(Wanted wanted) {
        String app = wanted.app().name();
        var differences = new LinkedHashMap<Part, List<String>>();
        for (Part part : parts(wanted.app())) {
            Spec before = of(app).get(part);
            Spec now = spec(wanted, part);
            boolean replicasMissing =
                    part.kind() == Part.Kind.SERVICE && before != null && !allThere(app, part.key(), now);
            differences.put(
                    part,
                    before == null
                            ? List.of(part + " is new")
                            : !before.equals(now)
                                    ? changes(before, now)
                                    : replicasMissing ? List.of("replicas are missing") : List.of());
        }
        return new Orchestrated(app, present(app), differences, workloads(app), List.of(), List.of());
    }

    /** What changed, never with a value. */
    private static List<String> changes(Spec before, Spec now) {
        var changes = new ArrayList<String>();
        Map<String, String> old = before.environment();
        now.environment().forEach((name, value) -> {
            if (!value.equals(old.get(name))) {
                changes.add("environment " + name + (old.containsKey(name) ? " changed" : " added"));
            }
        });
        if (before.replicas() != now.replicas()) {
            changes.add("replicas " + before.replicas() + " → " + now.replicas());
        }
        return changes.isEmpty() ? List.of("what the file says changed") : List.copyOf(changes);
    }

    private boolean allThere(String app, String service, Spec spec) {
        return of(app, service).size() == spec.replicas();
    }

    private Map<Part, Spec> of(String app) {
        return apps.getOrDefault(app, Map.of());
    }

    private Map<Part, Origin> present(String app) {
        var parts = new LinkedHashMap<Part, Origin>();
        of(app).keySet().forEach(part -> parts.put(part, Origin.OWN));
        return parts;
    }

    private static List<Part> parts(App app) {
        var parts = new ArrayList<Part>();
        parts.add(Part.namespace(app.name()));
        app.networks().values().stream()
                .filter(network -> !network.external())
                .forEach(network -> parts.add(Part.network(network.key())));
        app.volumes().values().stream()
                .filter(volume -> !volume.external())
                .forEach(volume -> parts.add(Part.volume(volume.key())));
        app.services().keySet().forEach(service -> parts.add(Part.service(service)));
        return parts;
    }

    private static Spec spec(Wanted wanted, Part part) {
        App app = wanted.app();
        return switch (part.kind()) {
            case NAMESPACE -> Spec.of(part.key());
            case NETWORK -> Spec.of(Objects.requireNonNull(app.networks().get(part.key())));
            case VOLUME -> Spec.of(Objects.requireNonNull(app.volumes().get(part.key())));
            case SERVICE -> {
                Service service = Objects.requireNonNull(app.services().get(part.key()));
                yield new Spec(
                        List.of(service, files(wanted, service)),
                        service.process().environment(),
                        app.runsToItsEnd(service),
                        service.lifecycle().replicas());
            }
        };
    }

    private static List<ReplicaSpec.ReplicaFile> files(Wanted wanted, Service service) {
        var files = new ArrayList<ReplicaSpec.ReplicaFile>();
        for (FileMount mount : service.storage().configs()) {
            Optional.ofNullable(wanted.files().get(Wanted.FileKey.config(mount.source())))
                    .ifPresent(content -> files.add(new ReplicaSpec.ReplicaFile(mount, content, false)));
        }
        for (FileMount mount : service.storage().secrets()) {
            Optional.ofNullable(wanted.files().get(Wanted.FileKey.secret(mount.source())))
                    .ifPresent(content -> files.add(new ReplicaSpec.ReplicaFile(mount, content, true)));
        }
        return files;
    }

    void perform(Change.OfParts change) {
        switch (change) {
            case Change.ApplyPart apply -> apply(apply.wanted(), apply.part(), apply.restart());
            case Change.RemovePart remove -> remove(remove.app(), remove.part());
            case Change.RemoveLeftovers ignored -> world.moment();
        }
    }

    private void apply(Wanted wanted, Part part, boolean restart) {
        String app = wanted.app().name();
        Spec now = spec(wanted, part);
        Spec before = apps.computeIfAbsent(app, name -> new TreeMap<>()).put(part, now);
        world.moment();
        switch (part.kind()) {
            case NAMESPACE -> {}
            case NETWORK -> {
                Network network = Objects.requireNonNull(wanted.app().networks().get(part.key()));
                world.networks.putIfAbsent(network.name(), owned(app, network));
            }
            case VOLUME -> {
                Volume volume = Objects.requireNonNull(wanted.app().volumes().get(part.key()));
                world.volumes.putIfAbsent(volume.name(), owned(app, volume));
            }
            case SERVICE -> applyService(wanted, part.key(), now, restart || !now.equals(before));
        }
        world.moment();
    }

    private World.Owned owned(String app, Network network) {
        var ownership = Ownership.ofNetwork(app, network.key(), "");
        return new World.Owned(
                new Resource(network.key(), world.newHandle("network"), network.name(), "", true), ownership);
    }

    private World.Owned owned(String app, Volume volume) {
        var ownership = Ownership.ofVolume(app, volume.key(), "");
        return new World.Owned(
                new Resource(volume.key(), world.newHandle("volume"), volume.name(), "", true), ownership);
    }

    private void applyService(Wanted wanted, String name, Spec spec, boolean changed) {
        App app = wanted.app();
        Service service = Objects.requireNonNull(app.services().get(name));
        List<MemoryReplica> before = of(app.name(), name);
        int last = before.stream().mapToInt(r -> r.spec.id().generation()).max().orElse(0);
        boolean anew = changed || before.isEmpty();
        int generation = anew ? last + 1 : last;
        for (int number = 1; number <= spec.replicas(); number++) {
            var id = new ReplicaId(app.name(), name, generation, number);
            if (world.replicas.containsKey(id)) {
                continue;
            }
            replicas.create(replica(wanted, service, id));
            replicas.start(id);
        }
        for (MemoryReplica old : before) {
            boolean wantedStill = !anew && old.spec.id().number() <= spec.replicas();
            if (!wantedStill) {
                replicas.stop(old.spec.id());
                replicas.remove(old.spec.id());
            }
        }
    }

    private ReplicaSpec replica(Wanted wanted, Service service, ReplicaId id) {
        var networks = new LinkedHashMap<String, Network>();
        service.connectivity()
                .attachments()
                .keySet()
                .forEach(key -> networks.put(
                        key, Objects.requireNonNull(wanted.app().networks().get(key))));
        var image =
                Optional.ofNullable(world.images.get(service.image().reference().canonical()));
        return new ReplicaSpec(
                id,
                id.name(),
                wanted.app().runsToItsEnd(service) ? service : keptRunning(service),
                image.map(facts -> facts.id()).orElseGet(() -> bring(service)),
                "",
                Map.of(),
                networks,
                Map.of(),
                Optional.empty(),
                files(wanted, service),
                true,
                true);
    }

    private static Service keptRunning(Service service) {
        return service.withLifecycle(service.lifecycle().withRestart(RestartPolicy.of(RestartPolicy.Mode.ALWAYS)));
    }

    /** The machines that run the replicas pull images, each for itself. */
    private String bring(Service service) {
        String reference = service.image().reference().canonical();
        var facts = Optional.ofNullable(world.remoteImages.get(reference))
                .orElseGet(() -> ImageFacts.of("sha256:" + reference));
        world.images.put(reference, facts);
        return facts.id();
    }

    private void remove(String app, Part part) {
        if (part.kind() == Part.Kind.SERVICE) {
            for (MemoryReplica replica : of(app, part.key())) {
                replicas.stop(replica.spec.id());
                replicas.remove(replica.spec.id());
            }
        } else if (part.kind() == Part.Kind.NETWORK) {
            world.networks.values().removeIf(owned -> isOf(owned, app, part));
        } else if (part.kind() == Part.Kind.VOLUME) {
            world.volumes.values().removeIf(owned -> isOf(owned, app, part));
        }
        Map<Part, Spec> parts = apps.getOrDefault(app, new TreeMap<>());
        parts.remove(part);
        boolean onlyNamespace = parts.keySet().stream().allMatch(p -> p.kind() == Part.Kind.NAMESPACE);
        if (onlyNamespace) {
            apps.remove(app);
        }
        world.moment();
    }

    private static boolean isOf(World.Owned owned, String app, Part part) {
        return owned.ownership().app().equals(app) && owned.ownership().key().equals(part.key());
    }

    private List<MemoryReplica> of(String app, String service) {
        return world.replicas.values().stream()
                .filter(r ->
                        r.spec.id().app().equals(app) && r.spec.id().service().equals(service))
                .toList();
    }

    private Map<String, Workload> workloads(String app) {
        var workloads = new LinkedHashMap<String, Workload>();
        of(app).forEach((part, spec) -> {
            if (part.kind() == Part.Kind.SERVICE) {
                workloads.put(part.key(), workload(app, part.key(), spec));
            }
        });
        return workloads;
    }

    Optional<Workload> workload(String app, String service) {
        return Optional.ofNullable(of(app).get(Part.service(service))).map(spec -> workload(app, service, spec));
    }

    private Workload workload(String app, String service, Spec spec) {
        List<Replica> seen = of(app, service).stream().map(world::look).toList();
        long ready = seen.stream().filter(Orchestration::works).count();
        boolean completed =
                spec.runsToItsEnd() && !seen.isEmpty() && seen.stream().allMatch(Replica::completed);
        Optional<Replica> sick = seen.stream()
                .filter(r ->
                        spec.runsToItsEnd() ? r.state() == State.EXITED && !r.completed() : r.restarts() >= TOO_OFTEN)
                .findFirst();
        boolean started = seen.size() == spec.replicas() && seen.stream().noneMatch(r -> r.state() == State.CREATED);
        Stage stage = completed
                ? Stage.COMPLETED
                : ready == spec.replicas() ? Stage.READY : started ? Stage.STARTED : Stage.STARTING;
        return new Workload(
                service,
                spec.runsToItsEnd() ? "job" : "service",
                stage,
                spec.replicas(),
                (int) ready,
                seen.stream().anyMatch(r -> r.health() != Replica.Health.NONE),
                sick.map(r -> r.name() + " ended with exit code " + r.exitCode().orElse(0))
                        .orElse(ready + " of " + spec.replicas() + " replicas work"),
                sick.map(r -> ErrorCode.CONTAINER_FAILED),
                sick.map(Replica::id));
    }

    private static boolean works(Replica replica) {
        return replica.state() == State.RUNNING
                && (replica.health() == Replica.Health.NONE || replica.health() == Replica.Health.HEALTHY);
    }
}
