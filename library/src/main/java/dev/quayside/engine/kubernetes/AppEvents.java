package dev.quayside.engine.kubernetes;

import dev.quayside.engine.EngineEvent;
import dev.quayside.engine.EntryStream;
import dev.quayside.engine.Replica;
import dev.quayside.engine.Replica.Health;
import dev.quayside.engine.Replica.State;
import dev.quayside.engine.ReplicaId;
import dev.quayside.engine.http.Response;
import dev.quayside.engine.http.Silence;
import dev.quayside.engine.kubernetes.PodReplicas.Found;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import dev.quayside.json.JsonSequence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What happens to an app's pods, in the words that Docker uses for containers: {@code create start health_status die oom destroy}.
 *
 * <p>A watch that ends, is too old or is cut is followed by a list, from which what was missed is made out. One thread reads it; any
 * thread may close it.
 */
final class AppEvents implements EntryStream<EngineEvent> {
    private static final long WATCH_SECONDS = 240;
    private static final Duration SPARE = Duration.ofSeconds(30);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_FAILURES = 10;

    private final KubernetesApi api;
    private final PodReplicas pods;
    private final String app;
    private final String namespace;
    private final Queue<EngineEvent> waiting = new ArrayDeque<>();
    private final Map<String, Replica> known = new HashMap<>();
    private Optional<Instant> since;
    private @Nullable JsonSequence watched;
    private volatile @Nullable Response response;
    private volatile boolean closed;
    private int failures;

    private AppEvents(KubernetesApi api, PodReplicas pods, String app, String namespace, Optional<Instant> since) {
        this.api = api;
        this.pods = pods;
        this.app = app;
        this.namespace = namespace;
        this.since = since;
    }

    /** Begins with what is there now: only what happens from this call on, or from that moment on, is told. */
    static AppEvents open(KubernetesApi api, PodReplicas pods, String app, String namespace, Optional<Instant> since) {
        var events = new AppEvents(api, pods, app, namespace, since);
        events.list(true);
        return events;
    }

    @Override
    public Optional<EngineEvent> next() {
        while (!closed) {
            EngineEvent event = waiting.poll();
            if (event != null) {
                return Optional.of(event);
            }
            try {
                read();
                failures = 0;
            } catch (QuaysideException e) {
                endWatch();
                if (closed) {
                    return Optional.empty();
                }
                failures++;
                if (failures > MOST_FAILURES || e.code() == ErrorCode.ENGINE_PERMISSION_DENIED) {
                    throw e;
                }
                Pauses.pause(RETRY_PAUSE);
            }
        }
        return Optional.empty();
    }

    private void read() {
        JsonSequence sequence = watched;
        if (sequence == null) {
            list(false);
            watch();
            return;
        }
        Optional<Json> event = sequence.next();
        if (event.isEmpty() || event.get().text("type").equals("ERROR")) {
            endWatch();
            return;
        }
        Json pod = event.get().at("object");
        switch (event.get().text("type")) {
            case "DELETED" -> gone(ObjectJson.uid(pod));
            case "ADDED", "MODIFIED" -> seen(pod);
            default -> {
                // A bookmark says nothing of a pod.
            }
        }
    }

    private void watch() {
        Call call = Call.watch(ObjectRef.all(Kind.POD, namespace))
                .with("labelSelector", PodReplicas.selector(app))
                .with("timeoutSeconds", WATCH_SECONDS)
                .silent(Silence.atMost(Duration.ofSeconds(WATCH_SECONDS).plus(SPARE)));
        Response opened = api.open(call);
        response = opened;
        if (closed) {
            opened.close();
        }
        watched = new JsonSequence(opened.body());
    }

    private void endWatch() {
        watched = null;
        Response open = response;
        response = null;
        if (open != null) {
            open.close();
        }
    }

    private void list(boolean first) {
        List<Found> all = pods.of(app, namespace);
        if (first && since.isEmpty()) {
            all.forEach(found -> known.put(found.replica().handle(), found.replica()));
            return;
        }
        all.stream()
                .sorted(Comparator.comparing((Found found) -> found.replica().created()))
                .forEach(found -> tell(found.replica()));
        List<String> present =
                all.stream().map(found -> found.replica().handle()).toList();
        known.keySet().stream().filter(uid -> !present.contains(uid)).toList().forEach(this::gone);
        since = Optional.empty();
    }

    private void seen(Json pod) {
        Optional<ReplicaId> id = pods.known(pod);
        if (id.isEmpty()) {
            list(false);
        } else {
            tell(PodReplica.of(id.get(), pod));
        }
    }

    private void gone(String uid) {
        Replica before = known.remove(uid);
        if (before != null) {
            if (before.state() == State.RUNNING || before.state() == State.REMOVING) {
                add("die", before, Instant.now());
            }
            add("destroy", before, Instant.now());
        }
    }

    /** Tells what is different from what was known of a replica. */
    private void tell(Replica now) {
        Replica before = known.put(now.handle(), now);
        if (before == null) {
            add("create", now, now.created());
        }
        boolean startedAgain = before == null || !before.started().equals(now.started());
        boolean endedAgain = before == null || !before.finished().equals(now.finished());
        if (endedAgain && now.finished().isPresent()) {
            if (now.outOfMemory()) {
                add("oom", now, now.finished().get());
            }
            add("die", now, now.finished().get());
        }
        if (startedAgain && now.started().isPresent() && now.state() == State.RUNNING) {
            add("start", now, now.started().get());
        }
        if (before != null && before.health() != now.health() && now.health() == Health.HEALTHY) {
            add("health_status: healthy", now, Instant.now());
        }
    }

    private void add(String action, Replica replica, Instant time) {
        // The cluster counts whole seconds.
        if (since.filter(from -> time.isBefore(from.minusSeconds(1))).isEmpty()) {
            waiting.add(new EngineEvent(
                    time,
                    "container",
                    action,
                    replica.name(),
                    Optional.of(replica.id()),
                    replica.exitCode().isPresent() && action.equals("die")
                            ? Map.of(
                                    "exitCode",
                                    Integer.toString(replica.exitCode().getAsInt()))
                            : Map.of()));
        }
    }

    @Override
    public void close() {
        closed = true;
        Response open = response;
        if (open != null) {
            open.close();
        }
    }
}
