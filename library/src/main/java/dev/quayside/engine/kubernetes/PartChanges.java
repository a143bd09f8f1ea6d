package dev.quayside.engine.kubernetes;

import dev.quayside.engine.Change;
import dev.quayside.engine.Part;
import dev.quayside.engine.Progress;
import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.http.Parallel;
import dev.quayside.engine.kubernetes.AppObjects.AppObject;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Applies and removes the parts of apps. Everything in it can be repeated: an apply says what should be, and what should be removed
 * is looked at first. Thread-safe.
 */
final class PartChanges {
    /** For all parts together: more make no cluster faster, and keep others from it. */
    private static final int CALLS_AT_ONCE = 16;

    private static final Duration LONGEST_END = Duration.ofMinutes(5);

    private final KubernetesApi api;
    private final Inventory inventory;
    private final Deletion deletion;
    private final Awaiting awaiting;
    private final Semaphore turns = new Semaphore(CALLS_AT_ONCE, true);
    /** By object, the hash that was applied since its app was looked at: what several parts need is sent once. */
    private final Map<ObjectRef, String> applied = new ConcurrentHashMap<>();

    PartChanges(KubernetesApi api) {
        this.api = api;
        this.inventory = new Inventory(api);
        this.awaiting = new Awaiting(api);
        this.deletion = new Deletion(api, awaiting);
    }

    /** The objects of this namespace were looked at: what was applied before says nothing any more. */
    void lookedAt(String namespace) {
        applied.keySet().removeIf(reference -> reference.namespace().equals(namespace));
    }

    /** Makes a part what it should be. */
    void apply(Change.ApplyPart change, AppView view, ProgressListener progress) {
        AppObjects objects = view.objects().orElseThrow();
        if (change.part().kind() == Part.Kind.NAMESPACE) {
            applyNamespace(change, view, objects, progress);
            return;
        }
        List<AppObject> all = objects.of(change.part()).stream()
                .filter(object -> isDue(object, view))
                .toList();
        var workloads = all.stream().filter(AppObject::isWorkload).toList();
        var others = all.stream().filter(object -> !object.isWorkload()).toList();
        Parallel.map(CALLS_AT_ONCE, others, object -> apply(object, change, view, progress));
        // Pods wait for what they need, but a pod that starts before its service exists is not found by it.
        for (AppObject workload : workloads) {
            removeOtherKinds(workload, change.part(), view, progress);
            applyWorkload(workload, change, view, progress);
        }
        if (workloads.isEmpty() && change.restart()) {
            objects.of(change.part()).stream()
                    .filter(AppObject::isWorkload)
                    .forEach(workload -> restart(workload, change, view, progress));
        }
    }

    private boolean isDue(AppObject object, AppView view) {
        return !object.hash().equals(applied.get(object.reference()))
                && !view.differences(object).isEmpty();
    }

    private void applyNamespace(Change.ApplyPart change, AppView view, AppObjects objects, ProgressListener progress) {
        List<AppObject> mine = objects.of(change.part());
        boolean present = view.namespaceObject().isPresent();
        Optional<AppObject> own = mine.stream()
                .filter(object -> object.reference().kind() == Kind.NAMESPACE)
                .filter(object -> !present || view.isOwnNamespace())
                .findFirst();
        own.ifPresent(namespace -> {
            if (present) {
                outwait(namespace.reference(), progress);
            }
            apply(namespace, change, view, progress);
        });
        var names = objects.all().stream()
                .map(AppObject::reference)
                .filter(reference -> reference.kind() != Kind.NAMESPACE)
                .map(ObjectRef::shortName)
                .toList();
        if (own.isPresent() && !present) {
            inventory.start(view.app(), view.namespace(), names);
        } else {
            inventory.include(view.app(), view.namespace(), names, view.gone());
        }
        var rest = mine.stream()
                .filter(object -> object.reference().kind() != Kind.NAMESPACE && isDue(object, view))
                .toList();
        Parallel.map(CALLS_AT_ONCE, rest, object -> apply(object, change, view, progress));
    }

    /** A namespace that is being deleted takes nothing new. */
    private void outwait(ObjectRef namespace, ProgressListener progress) {
        api.find(Call.get(namespace))
                .filter(json -> json.at("metadata").at("deletionTimestamp").isPresent())
                .ifPresent(json ->
                        deletion.awaitGone(namespace, ObjectJson.uid(json), new WaitOptions(LONGEST_END, progress)));
    }

    private Json apply(AppObject object, Change.ApplyPart change, AppView view, ProgressListener progress) {
        Optional.ofNullable(view.leaving().get(object.reference()))
                .ifPresent(uid -> deletion.awaitGone(object.reference(), uid, WaitOptions.within(LONGEST_END)));
        if (changesAddress(object, view)) {
            remove(object.reference(), view.app(), progress);
        }
        Json json = send(call(object, change.forced()));
        applied.put(object.reference(), object.hash());
        progress.on(
                Progress.line(object.reference().shortName(), object.reference().shortName() + " applied"));
        return json;
    }

    private Json send(Call call) {
        turns.acquireUninterruptibly();
        try {
            return api.json(call);
        } finally {
            turns.release();
        }
    }

    /** A Service has an address of its own, or none, for as long as it lives: it must be made anew for the other. */
    private static boolean changesAddress(AppObject object, AppView view) {
        return object.reference().kind() == Kind.SERVICE
                && Optional.ofNullable(view.live().get(object.reference()))
                        .filter(before -> isHeadless(before) != isHeadless(Json.ofTree(object.content())))
                        .isPresent();
    }

    private static boolean isHeadless(Json service) {
        return service.at("spec").text("clusterIP").equals("None");
    }

    private static Call call(AppObject object, Set<String> forced) {
        boolean force =
                forced.contains("*") || forced.contains(object.reference().shortName());
        return Call.apply(object.reference(), object.json())
                .with("fieldManager", Creation.FIELD_MANAGER)
                .with("fieldValidation", "Strict")
                .with("force", Boolean.toString(force));
    }

    private void applyWorkload(AppObject workload, Change.ApplyPart change, AppView view, ProgressListener progress) {
        Optional<Json> before = Optional.ofNullable(view.live().get(workload.reference()));
        try {
            apply(workload, change, view, progress);
        } catch (QuaysideException e) {
            if (!isImmutable(e) || before.isEmpty()) {
                throw e;
            }
            remove(workload.reference(), view.app(), progress);
            apply(workload, change, view, progress);
            return;
        }
        before.ifPresent(json -> freeStuck(workload.reference(), json));
        if (change.restart() && before.isPresent()) {
            restart(workload, change, view, progress);
        }
    }

    /** A part of the object that can only be chosen once: it must be made anew. */
    private static boolean isImmutable(QuaysideException e) {
        String problem = e.problem();
        return e.code() == ErrorCode.INVALID_ARGUMENT
                && (problem.contains("field is immutable") || problem.contains("updates to statefulset spec"));
    }

    /** The other kinds of workload that the service was before: two of them would run two databases on one volume. */
    private void removeOtherKinds(AppObject workload, Part part, AppView view, ProgressListener progress) {
        view.workloadsOf(part.key()).stream()
                .filter(reference -> reference.kind() != workload.reference().kind())
                .forEach(reference -> remove(reference, view.app(), progress));
    }

    /**
     * A stateful set does not replace a pod that never became ready, not even by what would mend it (kubernetes/kubernetes issue
     * 67250).
     */
    private void freeStuck(ObjectRef workload, Json before) {
        if (workload.kind() != Kind.STATEFUL_SET) {
            return;
        }
        int replicas = before.at("spec").smallNumber("replicas");
        boolean stuck = before.at("status").smallNumber("readyReplicas") < replicas;
        for (int ordinal = 0; stuck && ordinal < replicas; ordinal++) {
            ObjectRef pod = Pods.reference(workload.name() + "-" + ordinal, workload.namespace());
            api.find(Call.get(pod))
                    .filter(json ->
                            !ObjectJson.condition(json, "Ready").text("status").equals("True"))
                    .ifPresent(json -> deletion.delete(pod, ObjectJson.uid(json), DeleteOptions.DEFAULT));
        }
    }

    private void restart(AppObject workload, Change.ApplyPart change, AppView view, ProgressListener progress) {
        if (workload.reference().kind() == Kind.JOB) {
            api.find(Call.get(workload.reference())).ifPresent(json -> {
                deleteAndWait(workload.reference(), json, progress);
                apply(workload, change, view, progress);
            });
            return;
        }
        api.json(Deployments.restartCall(workload.reference(), Instant.now()));
    }

    /** Removes a part and returns when it is gone, its pods included. */
    void remove(Change.RemovePart change, AppView view, ProgressListener progress) {
        if (change.part().kind() == Part.Kind.NAMESPACE) {
            removeNamespace(view, progress);
            return;
        }
        var references = new ArrayList<ObjectRef>();
        view.live().forEach((reference, json) -> {
            if (view.inventory().contains(reference.shortName())
                    && AppObjects.part(view.wanted(), json).equals(Optional.of(change.part()))) {
                references.add(reference);
            }
        });
        // Names go last: whoever still asks while the pods end is led to those that still answer.
        var workloads = references.stream()
                .filter(r -> WorkloadReading.KINDS.contains(r.kind()))
                .toList();
        removeAll(workloads, view.app(), progress);
        references.removeAll(workloads);
        references.addAll(view.filesOnlyOf(workloads));
        removeAll(references, view.app(), progress);
    }

    /**
     * Removes objects that no part needs, and takes everything that is gone off the list.
     *
     * @param look looks at the app again
     */
    void removeLeftovers(
            Change.RemoveLeftovers change, AppView view, Supplier<AppView> look, ProgressListener progress) {
        var references = change.objects().stream()
                .filter(view.inventory()::contains)
                .map(name -> ObjectRef.parse(view.namespace(), name))
                .toList();
        removeAll(references, view.app(), progress);
        inventory.exclude(view.app(), view.namespace(), look.get().gone());
    }

    private void removeAll(Collection<ObjectRef> references, String app, ProgressListener progress) {
        Parallel.map(CALLS_AT_ONCE, List.copyOf(references), reference -> {
            remove(reference, app, progress);
            return reference;
        });
    }

    private void remove(ObjectRef reference, String app, ProgressListener progress) {
        applied.remove(reference);
        api.find(Call.get(reference)).ifPresent(json -> {
            if (!OwnLabels.areOf(app, json)) {
                throw new QuaysideException(
                        ErrorCode.NOT_OWNED,
                        "the " + reference + " belongs to " + OwnLabels.ownerOf(json),
                        "remove it yourself if it should go; it was not touched");
            }
            deleteAndWait(reference, json, progress);
        });
    }

    private void deleteAndWait(ObjectRef reference, Json json, ProgressListener progress) {
        progress.on(Progress.line(reference.shortName(), reference.shortName() + " deleted"));
        deletion.delete(
                reference,
                ObjectJson.uid(json),
                DeleteOptions.DEFAULT.withPropagation(
                        WorkloadReading.KINDS.contains(reference.kind())
                                ? DeleteOptions.Propagation.FOREGROUND
                                : DeleteOptions.Propagation.BACKGROUND));
        deletion.awaitGone(reference, ObjectJson.uid(json), WaitOptions.within(LONGEST_END));
    }

    /** The whole namespace goes, if it was made for the app and nothing of anyone else is in it. */
    private void removeNamespace(AppView view, ProgressListener progress) {
        if (!view.isOwnNamespace()) {
            return;
        }
        deletion.delete(
                ObjectRef.namespace(view.namespace()),
                DeleteOptions.DEFAULT.waiting(new WaitOptions(LONGEST_END, progress)));
    }
}
