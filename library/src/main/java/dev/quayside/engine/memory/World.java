package dev.quayside.engine.memory;

import dev.quayside.engine.EngineEvent;
import dev.quayside.engine.ImageFacts;
import dev.quayside.engine.LogLine;
import dev.quayside.engine.Observed.Name;
import dev.quayside.engine.Observed.Resource;
import dev.quayside.engine.Ownership;
import dev.quayside.engine.Replica;
import dev.quayside.engine.ReplicaId;
import dev.quayside.engine.ReplicaSpec;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.HealthCheck;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/** Everything that a memory engine remembers. Its lock must be held for every access. */
final class World {
    /** A network or volume, and whose it is. */
    record Owned(Resource resource, Ownership ownership) {}

    final ReentrantLock lock = new ReentrantLock();
    /** Signalled when lines or events are added, or something is closed. */
    final Condition news = lock.newCondition();

    final Clock clock;
    final Faults faults = new Faults();
    final Map<ReplicaId, MemoryReplica> replicas = new TreeMap<>();
    final Map<String, Owned> networks = new LinkedHashMap<>();
    final Map<String, Owned> volumes = new LinkedHashMap<>();
    final Map<String, ImageFacts> images = new HashMap<>();
    final Map<String, ImageFacts> remoteImages = new HashMap<>();
    final Set<String> refusedImages = new LinkedHashSet<>();
    final Map<Name, String> strangers = new LinkedHashMap<>();
    final Set<Name> external = new LinkedHashSet<>();
    final Map<String, Function<ReplicaSpec, Behaviour>> behaviours = new HashMap<>();
    final List<EngineEvent> events = new ArrayList<>();
    final List<Consumer<List<Replica>>> watchers = new ArrayList<>();
    private int handles;

    World(Clock clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    String newHandle(String kind) {
        handles++;
        return kind + "-" + handles;
    }

    int newAddress() {
        handles++;
        return handles;
    }

    /** A client may die here, and whoever watches sees the state. */
    void moment() {
        List<Replica> snapshot =
                replicas.values().stream().map(MemoryReplica::snapshot).toList();
        watchers.forEach(watcher -> watcher.accept(snapshot));
        faults.onMoment();
    }

    /** Takes over what another engine has. */
    void copy(Replica original, Optional<HealthCheck> healthCheck) {
        MemoryReplica copy = MemoryReplica.copyOf(original, healthCheck);
        original.endpoints()
                .forEach((network, endpoint) ->
                        copy.endpoints.put(network, new MemoryReplica.Attached(networkHandle(network), endpoint)));
        replicas.put(original.id(), copy);
    }

    /** The handle of the network that has this name now. */
    String networkHandle(String name) {
        Owned owned = networks.get(name);
        return owned == null ? "external-" + name : owned.resource().handle();
    }

    MemoryReplica replica(ReplicaId id) {
        MemoryReplica replica = replicas.get(id);
        if (replica == null) {
            throw new QuaysideException(
                    ErrorCode.NOT_FOUND,
                    "there is no container '" + id.name() + "'",
                    "run 'quayside ps' to see what there is");
        }
        return replica;
    }

    /** Who holds a container's name, if it is not this replica itself. */
    Optional<String> holder(ReplicaId id, String name) {
        String stranger = strangers.get(new Name(Name.Kind.CONTAINER, name));
        if (stranger != null) {
            return Optional.of(stranger);
        }
        return replicas.values().stream()
                .filter(other ->
                        other.spec.name().equals(name) && !other.spec.id().equals(id))
                .map(other -> "container " + other.handle + " of app "
                        + other.spec.id().app())
                .findFirst();
    }

    void event(String type, String action, String subject, Optional<ReplicaId> replica) {
        events.add(new EngineEvent(now(), type, action, subject, replica, Map.of()));
        news.signalAll();
    }

    void event(String action, MemoryReplica replica) {
        event("container", action, replica.spec.name(), Optional.of(replica.spec.id()));
    }

    /** A look at a replica, with which time goes on for it. */
    Replica look(MemoryReplica replica) {
        Replica.State before = replica.state();
        int lines = replica.lines.size();
        replica.poll(now());
        boolean ended = before == Replica.State.RUNNING && replica.state() != Replica.State.RUNNING;
        if (ended) {
            event("die", replica);
        } else if (replica.lines.size() > lines) {
            news.signalAll();
        }
        return replica.snapshot();
    }

    void write(MemoryReplica replica, List<String> texts, LogLine.Source source) {
        replica.write(texts, source, now());
        news.signalAll();
    }
}
