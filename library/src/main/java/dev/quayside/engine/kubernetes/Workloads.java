package dev.quayside.engine.kubernetes;

import dev.quayside.engine.Ownership;
import dev.quayside.engine.Replica;
import dev.quayside.engine.Replica.State;
import dev.quayside.engine.Workload;
import dev.quayside.engine.Workload.Stage;
import dev.quayside.engine.http.Silence;
import dev.quayside.engine.kubernetes.PodReplicas.Found;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import dev.quayside.json.JsonSequence;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How services are in a cluster: judged by the workload, by its pods and their events where it is not ready, and by whether the
 * cluster leads clients to it where it is. Thread-safe.
 */
final class Workloads {
    private static final int MOST_EVENTS = 500;
    private static final Duration SPARE = Duration.ofSeconds(5);
    /** Reasons that the cluster writes while things go well; a warning of theirs says nothing. */
    private static final List<String> PASSING = List.of("BackOff", "FailedScheduling");

    private final KubernetesApi api;
    private final PodReplicas pods;
    private final Map<ObjectRef, Kind> kinds = new ConcurrentHashMap<>();

    Workloads(KubernetesApi api, PodReplicas pods) {
        this.api = api;
        this.pods = pods;
    }

    /** How a service is; waits a while for another answer than the one that is known. */
    Optional<Workload> of(String app, String service, String namespace, Optional<Workload> unlike, Duration patience) {
        Optional<Seen> first = look(app, service, namespace);
        if (first.isEmpty() || unlike.isEmpty() || !first.get().workload().equals(unlike.get())) {
            return first.map(Seen::workload);
        }
        await(first.get(), patience);
        return look(app, service, namespace).map(Seen::workload);
    }

    /** A workload and the object that it was read from. */
    private record Seen(Workload workload, ObjectRef reference, String version) {}

    private Optional<Seen> look(String app, String service, String namespace) {
        String name = Names.objectName(service);
        return find(app, namespace, name).map(object -> {
            Kind kind = Kind.of(object.text("kind"));
            Workload workload = workload(app, service, namespace, kind, object);
            String version = object.at("metadata").text("resourceVersion");
            return new Seen(workload, ObjectRef.of(kind, namespace, name), version);
        });
    }

    /** The workload of that name that is the app's; its kind is remembered. */
    private Optional<Json> find(String app, String namespace, String name) {
        ObjectRef any = ObjectRef.of(Kind.DEPLOYMENT, namespace, name);
        Kind known = kinds.get(any);
        if (known != null) {
            Optional<Json> found = find(app, ObjectRef.of(known, namespace, name));
            if (found.isPresent()) {
                return found;
            }
        }
        for (Kind kind : WorkloadReading.KINDS) {
            Optional<Json> found = find(app, ObjectRef.of(kind, namespace, name));
            if (found.isPresent()) {
                kinds.put(any, kind);
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Json> find(String app, ObjectRef reference) {
        return api.find(Call.get(reference))
                .filter(json ->
                        json.at("metadata").at("labels").text(Ownership.APP).equals(app))
                .filter(json -> !json.at("metadata").at("deletionTimestamp").isPresent());
    }

    private Workload workload(String app, String service, String namespace, Kind kind, Json object) {
        WorkloadReading reading = WorkloadReading.of(kind, object);
        if (reading.settled()) {
            Optional<String> unreachable =
                    reading.completed() || reading.wanted() == 0 ? Optional.empty() : unreachable(namespace, object);
            return new Workload(
                    service,
                    kind.kind(),
                    unreachable.isPresent() ? Stage.STARTED : reading.stage(true),
                    reading.wanted(),
                    reading.ready(),
                    isTested(object),
                    unreachable.orElse(reading.words()),
                    Optional.empty(),
                    Optional.empty());
        }
        List<Found> own = newest(kind, object, podsOf(app, service, namespace));
        return unsettled(service, reading, object, own);
    }

    private static boolean isTested(Json workload) {
        return ContainerJson.main(workload.at("spec").at("template"))
                .at("readinessProbe")
                .isPresent();
    }

    /** A proxy that has not heard of a ready pod yet refuses connections to its service. */
    private Optional<String> unreachable(String namespace, Json workload) {
        String name = ObjectJson.name(workload);
        boolean served =
                api.find(Call.get(ObjectRef.of(Kind.SERVICE, namespace, name))).isPresent();
        if (!served) {
            return Optional.empty();
        }
        var slices = Call.list(ObjectRef.all(Kind.ENDPOINT_SLICE, namespace))
                .with("labelSelector", "kubernetes.io/service-name=" + name);
        boolean ready = api.first(slices, MOST_EVENTS).stream()
                .flatMap(slice -> slice.items("endpoints").stream())
                .anyMatch(endpoint -> endpoint.at("conditions").flag("ready"));
        return ready ? Optional.empty() : Optional.of("its pods work, and clients are not led to them yet");
    }

    private List<Found> podsOf(String app, String service, String namespace) {
        String name = Names.objectName(service);
        return pods.of(app, namespace).stream()
                .filter(found -> found.replica().id().service().equals(name))
                .filter(found -> found.replica().state() != State.REMOVING)
                .toList();
    }

    /** The pods that are as the workload wants them now: what is wrong with older ones is no reason to give up. */
    private static List<Found> newest(Kind kind, Json workload, List<Found> all) {
        if (kind == Kind.STATEFUL_SET) {
            String revision = workload.at("status").text("updateRevision");
            return all.stream()
                    .filter(found -> found.json()
                            .at("metadata")
                            .at("labels")
                            .text("controller-revision-hash")
                            .equals(revision))
                    .toList();
        }
        if (kind == Kind.JOB) {
            String uid = ObjectJson.uid(workload);
            return all.stream()
                    .filter(found -> found.json().at("metadata").items("ownerReferences").stream()
                            .anyMatch(owner -> owner.text("uid").equals(uid)))
                    .toList();
        }
        String revision = workload.at("metadata").at("annotations").text("deployment.kubernetes.io/revision");
        return all.stream()
                .filter(found -> kind == Kind.DAEMON_SET
                        || Integer.toString(found.replica().id().generation()).equals(revision))
                .toList();
    }

    private Workload unsettled(String service, WorkloadReading reading, Json object, List<Found> own) {
        Optional<Found> lasting = own.stream()
                .filter(found ->
                        trouble(reading, found).filter(PodTrouble::lasting).isPresent())
                .findFirst();
        long started = own.stream()
                .filter(found -> found.replica().started().isPresent())
                .count();
        String namespace = ObjectJson.namespace(object);
        Optional<String> refused = own.isEmpty() || reading.failed().isPresent() ? refusal(object) : Optional.empty();
        Optional<Replica> sick = lasting.or(() -> notReady(own)).map(Found::replica);
        String message = lasting.flatMap(found -> trouble(reading, found))
                .map(PodTrouble::text)
                .or(reading::failed)
                .or(() -> refused)
                .or(() -> notReady(own)
                        .flatMap(found -> story(namespace, found))
                        .map(story -> reading.words() + "; " + story))
                .orElse(reading.words());
        Optional<ErrorCode> failure = lasting.flatMap(found -> trouble(reading, found))
                .map(PodTrouble::code)
                .or(() -> reading.failed().map(words -> code(reading.kind(), words)))
                .or(() -> refused.map(words -> ErrorCode.REFUSED_BY_POLICY));
        return new Workload(
                service,
                reading.kind().kind(),
                reading.stage(started >= reading.wanted() && started > 0),
                reading.wanted(),
                reading.ready(),
                isTested(object),
                message,
                failure,
                sick.map(Replica::id));
    }

    /** A job makes a new pod instead of starting the old one again, so one that failed is not the end. */
    private static Optional<PodTrouble> trouble(WorkloadReading reading, Found found) {
        return PodTrouble.of(found.json())
                .filter(trouble -> reading.kind() != Kind.JOB || found.replica().state() != State.EXITED);
    }

    private static ErrorCode code(Kind kind, String words) {
        if (kind == Kind.JOB) {
            return ErrorCode.CONTAINER_FAILED;
        }
        String lower = words.toLowerCase(Locale.ROOT);
        return lower.contains("quota") || lower.contains("denied") || lower.contains("forbidden")
                ? ErrorCode.REFUSED_BY_POLICY
                : ErrorCode.NOT_READY;
    }

    private static Optional<Found> notReady(List<Found> own) {
        return own.stream()
                .filter(found -> !ObjectJson.condition(found.json(), "Ready")
                        .text("status")
                        .equals("True"))
                .max(Comparator.comparing((Found found) -> found.replica().created()));
    }

    /** Why no pod can be made: quota and admission speak only in events of what makes them. */
    private Optional<String> refusal(Json workload) {
        return lastWarning(ObjectJson.namespace(workload), workload.text("kind"), ObjectJson.name(workload))
                .filter(event -> event.reason().equals("FailedCreate"))
                .map(KubernetesEvent::sentence);
    }

    /** What keeps a pod, by its state or by the last thing that the cluster complained of. */
    private Optional<String> story(String namespace, Found found) {
        Optional<String> trouble = PodTrouble.of(found.json()).map(PodTrouble::text);
        return trouble.or(() -> lastWarning(namespace, "Pod", found.replica().name())
                .filter(event -> !PASSING.contains(event.reason()))
                .map(event -> found.replica().name() + ": " + event.sentence()));
    }

    private Optional<KubernetesEvent> lastWarning(String namespace, String kind, String name) {
        var about = "involvedObject.kind=" + kind + ",involvedObject.name=" + name + ",type=Warning";
        var call = Call.list(ObjectRef.all(Kind.EVENT, namespace)).with("fieldSelector", about);
        return api.first(call, MOST_EVENTS).stream()
                .map(Diagnosis::event)
                .max(Comparator.comparing(KubernetesEvent::time));
    }

    /** Returns when the workload changed, or after that time. A watch only tells early when to look. */
    private void await(Seen seen, Duration patience) {
        Instant end = Instant.now().plus(patience);
        long seconds = Math.max(1, patience.toSeconds());
        var call = Call.watch(
                        ObjectRef.all(seen.reference().kind(), seen.reference().namespace()))
                .with("fieldSelector", "metadata.name=" + seen.reference().name())
                .with("resourceVersion", seen.version())
                .with("timeoutSeconds", seconds)
                .silent(Silence.atMost(Duration.ofSeconds(seconds).plus(SPARE)));
        try (var response = api.open(call)) {
            if (new JsonSequence(response.body()).next().isPresent()) {
                return;
            }
            response.finish();
        } catch (QuaysideException e) {
            if (e.code() == ErrorCode.INTERRUPTED) {
                throw e;
            }
            // Cut, too old or not allowed: the next look tells what is.
            Duration left = Duration.between(Instant.now(), end);
            if (left.isPositive()) {
                Pauses.pause(left);
            }
        }
    }

    /** How a service is by what one list says of it: enough to plan. */
    static Workload brief(String service, Kind kind, Json object) {
        WorkloadReading reading = WorkloadReading.of(kind, object);
        return new Workload(
                service,
                kind.kind(),
                reading.stage(false),
                reading.wanted(),
                reading.ready(),
                isTested(object),
                reading.failed().orElse(reading.words()),
                reading.failed().map(words -> code(kind, words)),
                Optional.empty());
    }
}
