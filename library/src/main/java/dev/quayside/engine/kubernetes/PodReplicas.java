package dev.quayside.engine.kubernetes;

import dev.quayside.engine.Ownership;
import dev.quayside.engine.Replica;
import dev.quayside.engine.ReplicaId;
import dev.quayside.engine.http.Parallel;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Pods of apps as replicas. A pod has no number of its own: it gets one when it is first seen, and keeps it as long as it is there
 * and this lives; a pod of a stateful set has its ordinal. The generation is the revision that the cluster counts. Thread-safe.
 */
final class PodReplicas {
    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final String REVISION_HASH = "controller-revision-hash";
    private static final int LISTS = 3;

    private final KubernetesApi api;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, ReplicaId> idByUid = new HashMap<>();
    private final Map<ReplicaId, String> podById = new HashMap<>();

    /** A pod and the replica that it is. */
    record Found(ObjectRef pod, Json json, Replica replica) {}

    PodReplicas(KubernetesApi api) {
        this.api = api;
    }

    /** All pods of an app. */
    List<Found> of(String app, String namespace) {
        var pods = new ArrayList<Json>();
        var revisions = new HashMap<String, Integer>();
        var more = new HashMap<String, Integer>();
        Parallel.map(
                LISTS,
                List.<Runnable>of(
                        () -> api.forEach(list(Kind.POD, app, namespace), pods::add),
                        () -> api.forEach(
                                list(Kind.REPLICA_SET, app, namespace),
                                set -> revisions.put(ObjectJson.name(set), revision(set))),
                        () -> api.forEach(
                                list(Kind.CONTROLLER_REVISION, app, namespace),
                                revision -> more.put(ObjectJson.name(revision), revision.smallNumber("revision")))),
                call -> {
                    call.run();
                    return call;
                });
        revisions.putAll(more);
        return numbered(app, pods, revisions);
    }

    static Call list(Kind kind, String app, String namespace) {
        return Call.list(ObjectRef.all(kind, namespace)).with("labelSelector", selector(app));
    }

    /** Chooses what belongs to an app. */
    static String selector(String app) {
        return Ownership.APP + "=" + app;
    }

    private static int revision(Json set) {
        return Json.ofTree(Map.of("r", set.at("metadata").at("annotations").text(REVISION)))
                .smallNumber("r");
    }

    private List<Found> numbered(String app, List<Json> pods, Map<String, Integer> revisions) {
        pods.sort(Comparator.comparing((Json pod) -> pod.at("metadata").text("creationTimestamp"))
                .thenComparing(ObjectJson::name));
        lock.lock();
        try {
            Set<String> present = pods.stream().map(ObjectJson::uid).collect(Collectors.toSet());
            idByUid.entrySet().removeIf(entry -> {
                boolean gone = entry.getValue().app().equals(app) && !present.contains(entry.getKey());
                if (gone) {
                    podById.remove(entry.getValue());
                }
                return gone;
            });
            return pods.stream()
                    .map(pod -> {
                        ReplicaId id = idByUid.computeIfAbsent(ObjectJson.uid(pod), uid -> newId(app, pod, revisions));
                        podById.put(id, ObjectJson.name(pod));
                        return new Found(
                                Pods.reference(ObjectJson.name(pod), ObjectJson.namespace(pod)),
                                pod,
                                PodReplica.of(id, pod));
                    })
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private ReplicaId newId(String app, Json pod, Map<String, Integer> revisions) {
        String service = pod.at("metadata").at("labels").text(ManifestLabels.SERVICE);
        int generation = Math.max(1, generation(pod, revisions));
        int number = ordinal(pod) + 1;
        while (podById.containsKey(new ReplicaId(app, service, generation, number))) {
            number++;
        }
        return new ReplicaId(app, service, generation, number);
    }

    private static int generation(Json pod, Map<String, Integer> revisions) {
        for (Json owner : pod.at("metadata").items("ownerReferences")) {
            String hash = pod.at("metadata").at("labels").text(REVISION_HASH);
            String name = switch (owner.text("kind")) {
                case "ReplicaSet" -> owner.text("name");
                case "StatefulSet" -> hash;
                case "DaemonSet" -> owner.text("name") + "-" + hash;
                default -> "";
            };
            if (revisions.containsKey(name)) {
                return revisions.getOrDefault(name, 1);
            }
        }
        return 1;
    }

    private static int ordinal(Json pod) {
        boolean stateful = pod.at("metadata").items("ownerReferences").stream()
                .anyMatch(owner -> owner.text("kind").equals("StatefulSet"));
        String name = ObjectJson.name(pod);
        String end = name.substring(name.lastIndexOf('-') + 1);
        return stateful && end.matches("\\d{1,6}") ? Integer.parseInt(end) : 0;
    }

    /** The pod that is this replica, as it is now; empty if it is gone. */
    Optional<Found> find(ReplicaId id, String namespace) {
        Optional<String> known = known(id);
        if (known.isEmpty()) {
            return of(id.app(), namespace).stream()
                    .filter(found -> found.replica().id().equals(id))
                    .findFirst();
        }
        ObjectRef pod = Pods.reference(known.get(), namespace);
        return api.find(Call.get(pod))
                .filter(json -> Optional.of(id).equals(known(json)))
                .map(json -> new Found(pod, json, PodReplica.of(id, json)));
    }

    /** The replica that a pod is known as; empty if it was not seen yet. */
    Optional<ReplicaId> known(Json pod) {
        lock.lock();
        try {
            return Optional.ofNullable(idByUid.get(ObjectJson.uid(pod)));
        } finally {
            lock.unlock();
        }
    }

    private Optional<String> known(ReplicaId id) {
        lock.lock();
        try {
            return Optional.ofNullable(podById.get(id));
        } finally {
            lock.unlock();
        }
    }

    /**
     * The pod that is this replica.
     *
     * @throws QuaysideException NOT_FOUND if it is gone
     */
    Found require(ReplicaId id, String namespace) {
        return find(id, namespace)
                .orElseThrow(() -> new QuaysideException(
                        ErrorCode.NOT_FOUND,
                        "there is no pod for '" + id.name() + "'",
                        "run 'quayside ps' to see what there is"));
    }
}
