package dev.quayside.engine.kubernetes;

import dev.quayside.engine.Ownership;
import dev.quayside.engine.Replica;
import dev.quayside.engine.Wanted;
import dev.quayside.engine.http.Parallel;
import dev.quayside.engine.kubernetes.AppObjects.AppObject;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One look at an app: its namespace and list of objects, then one list for each kind of them, asked for at the same time. */
final class AppSight {
    /** A list takes less time than another connection over TLS, which a short command would have to make for each more. */
    private static final int LISTS_AT_ONCE = 4;

    private static final int CALLS_AT_ONCE = 16;

    /** What an app's objects can be where no list of them says it. */
    private static final Set<Kind> USUAL = Set.of(
            Kind.SERVICE_ACCOUNT,
            Kind.CONFIG_MAP,
            Kind.SECRET,
            Kind.CLAIM,
            Kind.SERVICE,
            Kind.NETWORK_POLICY,
            Kind.DEPLOYMENT,
            Kind.STATEFUL_SET,
            Kind.JOB,
            Kind.DAEMON_SET,
            Kind.DISRUPTION_BUDGET);

    private final KubernetesApi api;
    private final PodReplicas pods;
    private final String app;
    private final Place place;

    /**
     * Where an app lives.
     *
     * @param ownNamespace whether the namespace is the app's, and made and looked at with it
     */
    record Place(String namespace, boolean ownNamespace) {}

    AppSight(KubernetesApi api, PodReplicas pods, String app, Place place) {
        this.api = api;
        this.pods = pods;
        this.app = app;
        this.place = place;
    }

    /** What is there, with the app's pods. */
    AppView all() {
        return look(Optional.empty(), Optional.empty());
    }

    /** What is there beside what is wanted. */
    AppView beside(Wanted wanted, AppObjects objects) {
        AppView view = look(Optional.of(wanted), Optional.of(objects));
        refuseForeign(objects, view);
        return view;
    }

    private AppView look(Optional<Wanted> wanted, Optional<AppObjects> objects) {
        var first = Parallel.map(
                LISTS_AT_ONCE,
                List.of(ObjectRef.namespace(place.namespace()), Inventory.reference(app, place.namespace())),
                reference -> reference.kind() == Kind.NAMESPACE && !place.ownNamespace()
                        ? named(reference, objects.isPresent())
                        : api.find(Call.get(reference)));
        // Nothing can be made in a namespace that is being deleted, and all that is in it goes.
        Optional<Json> namespace = first.getFirst().filter(json -> objects.isEmpty() || !isLeaving(json));
        Set<String> inventory = Inventory.entries(first.getLast());
        var live = new ConcurrentHashMap<ObjectRef, Json>();
        var leaving = new ConcurrentHashMap<ObjectRef, String>();
        List<Replica> replicas = List.of();
        boolean thereAtAll = !place.ownNamespace() || namespace.isPresent();
        if (thereAtAll) {
            var questions = new ArrayList<Runnable>();
            var found = new ArrayList<Replica>();
            kinds(objects, inventory).forEach(kind -> questions.add(() -> listKnown(kind, objects, live)));
            if (wanted.isEmpty()) {
                questions.add(() -> pods.of(app, place.namespace()).forEach(pod -> found.add(pod.replica())));
            }
            Parallel.map(LISTS_AT_ONCE, questions, question -> {
                question.run();
                return question;
            });
            replicas = found;
        }
        if (objects.isPresent()) {
            live.forEach((reference, json) -> {
                if (isLeaving(json)) {
                    leaving.put(reference, ObjectJson.uid(json));
                }
            });
            live.keySet().removeAll(leaving.keySet());
        }
        return new AppView(
                app, place.namespace(), wanted, objects, namespace, ordered(live), leaving, inventory, replicas);
    }

    /** A namespace that was named is used as it is; one that is not there is not made, so nothing can be put into it. */
    private Optional<Json> named(ObjectRef namespace, boolean needed) {
        try {
            if (needed && api.find(Call.get(namespace)).isEmpty()) {
                throw new QuaysideException(
                        ErrorCode.NOT_FOUND,
                        "There is no namespace '" + namespace.name() + "'",
                        "create it with 'quayside namespace create " + namespace.name() + "', or check its name");
            }
        } catch (QuaysideException e) {
            // Whoever may use a namespace need not be allowed to look at it.
            if (e.code() != ErrorCode.ENGINE_PERMISSION_DENIED) {
                throw e;
            }
        }
        return Optional.empty();
    }

    private static Map<ObjectRef, Json> ordered(Map<ObjectRef, Json> live) {
        var ordered = new LinkedHashMap<ObjectRef, Json>();
        live.entrySet().stream()
                .sorted((one, other) ->
                        one.getKey().shortName().compareTo(other.getKey().shortName()))
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }

    private static Set<Kind> kinds(Optional<AppObjects> objects, Set<String> inventory) {
        var kinds = new LinkedHashSet<Kind>();
        inventory.forEach(name -> kinds.add(ObjectRef.parse("", name).kind()));
        objects.ifPresent(
                mapped -> mapped.all().forEach(o -> kinds.add(o.reference().kind())));
        kinds.remove(Kind.NAMESPACE);
        return kinds.isEmpty() ? USUAL : kinds;
    }

    private static boolean isLeaving(Json object) {
        return object.at("metadata").at("deletionTimestamp").isPresent();
    }

    /** A cluster that does not know a kind has none of it; that is said only where one is wanted. */
    private void listKnown(Kind kind, Optional<AppObjects> objects, Map<ObjectRef, Json> live) {
        try {
            list(kind, live);
        } catch (QuaysideException e) {
            boolean wanted = objects.map(AppObjects::all).orElse(Set.of()).stream()
                    .anyMatch(object -> object.reference().kind() == kind);
            if (e.code() != ErrorCode.UNSUPPORTED || wanted) {
                throw e;
            }
        }
    }

    private void list(Kind kind, Map<ObjectRef, Json> live) {
        api.forEachWhole(PodReplicas.list(kind, app, place.namespace()), json -> {
            boolean ours = OwnLabels.areOn(json)
                    && !json.at("metadata").at("labels").text(Ownership.KIND).equals(Inventory.KIND);
            if (ours) {
                live.put(ObjectRef.of(kind, place.namespace(), ObjectJson.name(json)), json);
            }
        });
    }

    /** Names that the app needs and that belong to someone else are found before anything is changed. */
    private void refuseForeign(AppObjects objects, AppView view) {
        if (place.ownNamespace() && view.namespaceObject().isEmpty()) {
            return;
        }
        List<AppObject> absent = objects.all().stream()
                .filter(object -> object.reference().kind() != Kind.NAMESPACE)
                .filter(object -> !view.live().containsKey(object.reference()))
                .toList();
        var foreign = Parallel.map(
                        CALLS_AT_ONCE,
                        absent,
                        object -> api.find(Call.get(object.reference()))
                                .filter(json -> !OwnLabels.areOf(app, json))
                                .map(json -> object.reference() + " belongs to " + OwnLabels.ownerOf(json)))
                .stream()
                .flatMap(Optional::stream)
                .toList();
        if (!foreign.isEmpty()) {
            throw new QuaysideException(
                    ErrorCode.NOT_OWNED,
                    "names that the app needs are taken: " + String.join("; ", foreign),
                    "remove or rename these yourself, or use another namespace; nothing was touched");
        }
    }
}
