package dev.quayside.engine.kubernetes;

import dev.quayside.engine.Observed;
import dev.quayside.engine.Orchestrated;
import dev.quayside.engine.Orchestrated.Origin;
import dev.quayside.engine.Part;
import dev.quayside.engine.Replica;
import dev.quayside.engine.Wanted;
import dev.quayside.engine.Workload;
import dev.quayside.engine.kubernetes.AppObjects.AppObject;
import dev.quayside.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An app in a cluster at one moment, beside what it should be. Immutable.
 *
 * @param wanted empty: only what is there was asked for
 * @param live the app's objects by reference, whole; its pods are not among them
 * @param leaving objects that are being deleted, with their identities: one that is wanted is made anew when it is gone
 * @param inventory what the app's list of objects in the cluster says
 */
record AppView(
        String app,
        String namespace,
        Optional<Wanted> wanted,
        Optional<AppObjects> objects,
        Optional<Json> namespaceObject,
        Map<ObjectRef, Json> live,
        Map<ObjectRef, String> leaving,
        Set<String> inventory,
        List<Replica> replicas) {

    /** As the port has it. */
    Observed observed() {
        var orchestrated = new Orchestrated(namespace, parts(), differences(), workloads(), leftovers(), notes());
        return Observed.of(app, replicas, Map.of(), orchestrated);
    }

    private boolean isListed(ObjectRef reference) {
        return inventory.contains(reference.shortName());
    }

    private Map<Part, Origin> parts() {
        var parts = new LinkedHashMap<Part, Origin>();
        if (namespaceObject.isPresent() || isNamed()) {
            parts.put(Part.namespace(namespace), isOwnNamespace() ? Origin.OWN : Origin.FOREIGN);
        }
        live.forEach((reference, json) -> AppObjects.part(wanted, json)
                .ifPresent(part -> parts.merge(
                        part,
                        isListed(reference) ? Origin.OWN : Origin.FOREIGN,
                        (one, other) -> one == Origin.OWN ? one : other)));
        return parts;
    }

    /** Whether the namespace was made for this app. */
    boolean isOwnNamespace() {
        return namespaceObject.filter(object -> OwnLabels.areOf(app, object)).isPresent();
    }

    /** Whether the app lives in a namespace that was named, which it does not make. */
    private boolean isNamed() {
        return objects.filter(mapped -> mapped.all().stream()
                        .noneMatch(object -> object.reference().kind() == Kind.NAMESPACE))
                .isPresent();
    }

    private Map<Part, List<String>> differences() {
        var differences = new LinkedHashMap<Part, List<String>>();
        objects.ifPresent(mapped -> {
            Part namespacePart = Part.namespace(namespace);
            differences.put(namespacePart, List.of());
            for (Part part : mapped.parts()) {
                var words = new ArrayList<String>();
                mapped.of(part).forEach(object -> words.addAll(differences(object)));
                differences.put(part, List.copyOf(words));
            }
            var ofNamespace = new ArrayList<>(differences.getOrDefault(namespacePart, List.of()));
            List<String> unlisted = unlisted();
            if (!unlisted.isEmpty() && ofNamespace.isEmpty()) {
                ofNamespace.add("the list of the app's objects gets " + abbreviated(unlisted));
            }
            differences.put(namespacePart, List.copyOf(ofNamespace));
        });
        return differences;
    }

    private static String abbreviated(List<String> names) {
        return names.size() <= 3 ? String.join(", ", names) : names.getFirst() + " and " + (names.size() - 1) + " more";
    }

    /** What of an object is not as wanted. */
    List<String> differences(AppObject object) {
        if (object.reference().kind() == Kind.NAMESPACE) {
            // Someone else's namespace is used as it is.
            return namespaceObject.isPresent() && !isOwnNamespace()
                    ? List.of()
                    : ObjectComparison.differences(object, namespaceObject);
        }
        return ObjectComparison.differences(object, Optional.ofNullable(live.get(object.reference())));
    }

    /** The wanted objects that the list of the app's objects lacks. */
    List<String> unlisted() {
        return objects.map(AppObjects::all).orElse(Set.of()).stream()
                .map(AppObject::reference)
                .filter(reference -> reference.kind() != Kind.NAMESPACE)
                .map(ObjectRef::shortName)
                .filter(name -> !inventory.contains(name))
                .sorted()
                .toList();
    }

    /** What the list still has and the cluster and the wanted app do not. */
    Set<String> gone() {
        var gone = new TreeSet<>(inventory);
        live.keySet().forEach(reference -> gone.remove(reference.shortName()));
        leaving.keySet().forEach(reference -> gone.remove(reference.shortName()));
        return gone;
    }

    private Map<String, Workload> workloads() {
        var workloads = new LinkedHashMap<String, Workload>();
        live.forEach((reference, json) -> {
            if (WorkloadReading.KINDS.contains(reference.kind())) {
                AppObjects.part(wanted, json)
                        .ifPresent(
                                part -> workloads.put(part.key(), Workloads.brief(part.key(), reference.kind(), json)));
            }
        });
        return workloads;
    }

    /** Objects that both the list and their labels claim, and that nothing needs: volumes are never among them. */
    private List<String> leftovers() {
        Set<String> needed = needed();
        return live.entrySet().stream()
                .filter(entry -> isListed(entry.getKey()))
                .filter(entry -> entry.getKey().kind() != Kind.CLAIM)
                .filter(entry -> !needed.contains(entry.getKey().shortName()))
                .filter(entry -> !goesWithAPart(entry.getKey(), entry.getValue()))
                .map(entry -> entry.getKey().shortName())
                .sorted()
                .toList();
    }

    private Set<String> needed() {
        var needed = new LinkedHashSet<String>();
        objects.ifPresent(mapped -> {
            mapped.all().forEach(object -> needed.add(object.reference().shortName()));
            // What the files no longer have, or what is not active, runs on and keeps its files.
            live.forEach((reference, json) -> {
                if (WorkloadReading.KINDS.contains(reference.kind()) && !isOfAWantedPart(json)) {
                    needed.addAll(AppObjects.files(json));
                }
            });
        });
        return needed;
    }

    private boolean isOfAWantedPart(Json json) {
        return AppObjects.part(wanted, json)
                .filter(part ->
                        objects.filter(mapped -> mapped.parts().contains(part)).isPresent())
                .isPresent();
    }

    /** What is removed together with its part, or when its service is applied in another kind, is no leftover. */
    private boolean goesWithAPart(ObjectRef reference, Json json) {
        boolean ofAPart = AppObjects.part(wanted, json).isPresent();
        return ofAPart && (!isOfAWantedPart(json) || WorkloadReading.KINDS.contains(reference.kind()));
    }

    private List<String> notes() {
        var notes = new ArrayList<String>();
        objects.map(AppObjects::notes)
                .filter(list -> !list.isEmpty())
                .ifPresent(list -> notes.add("Kubernetes does " + list.size()
                        + " things nearly as the files say; 'quayside fidelity --engine kubernetes' lists them"));
        List<String> unclaimed = live.keySet().stream()
                .filter(reference -> !isListed(reference))
                .filter(reference -> objects.isEmpty())
                .map(ObjectRef::shortName)
                .sorted()
                .toList();
        if (!unclaimed.isEmpty()) {
            notes.add("left alone, since the list of the app's objects does not have them: "
                    + String.join(", ", unclaimed));
        }
        return notes;
    }

    /** The images that pods are made from, by service. */
    Map<String, String> images() {
        var images = new LinkedHashMap<String, String>();
        live.forEach((reference, json) -> {
            if (WorkloadReading.KINDS.contains(reference.kind())) {
                String image =
                        ContainerJson.main(json.at("spec").at("template")).text("image");
                AppObjects.part(wanted, json)
                        .filter(part -> !image.isEmpty())
                        .ifPresent(part -> images.put(part.key(), image));
            }
        });
        return images;
    }

    /** The same beside other objects. */
    AppView beside(AppObjects others) {
        return new AppView(
                app, namespace, wanted, Optional.of(others), namespaceObject, live, leaving, inventory, replicas);
    }

    /** The live workloads of a service. */
    List<ObjectRef> workloadsOf(String service) {
        return live.entrySet().stream()
                .filter(entry -> WorkloadReading.KINDS.contains(entry.getKey().kind()))
                .filter(entry -> AppObjects.part(wanted, entry.getValue()).equals(Optional.of(Part.service(service))))
                .map(Map.Entry::getKey)
                .collect(Collectors.toList());
    }

    /** The listed files that only these workloads mount. */
    List<ObjectRef> filesOnlyOf(List<ObjectRef> workloads) {
        var only = new LinkedHashSet<String>();
        workloads.forEach(workload -> only.addAll(AppObjects.files(live.getOrDefault(workload, Json.ofTree(null)))));
        objects.ifPresent(
                mapped -> mapped.all().forEach(o -> only.remove(o.reference().shortName())));
        live.forEach((reference, json) -> {
            if (WorkloadReading.KINDS.contains(reference.kind()) && !workloads.contains(reference)) {
                only.removeAll(AppObjects.files(json));
            }
        });
        return only.stream()
                .map(name -> ObjectRef.parse(namespace, name))
                .filter(live::containsKey)
                .filter(this::isListed)
                .toList();
    }
}
