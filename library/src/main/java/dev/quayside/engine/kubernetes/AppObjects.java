package dev.quayside.engine.kubernetes;

import dev.quayside.engine.Ownership;
import dev.quayside.engine.Part;
import dev.quayside.engine.Wanted;
import dev.quayside.json.Json;
import dev.quayside.model.App;
import dev.quayside.model.FileContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The objects that an app should have, by the part of it that each belongs to. A file that several services use belongs to each of
 * them. Immutable.
 */
final class AppObjects {
    /** The annotation with a hash of everything that was applied. */
    static final String HASH = Ownership.PREFIX + "object-hash";

    private static final int HASH_LENGTH = 32;
    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet", "DaemonSet", "Job");

    private final String namespace;
    private final Map<Part, List<AppObject>> byPart = new LinkedHashMap<>();
    private final List<MappingNote> notes;

    /**
     * One object.
     *
     * @param content what is applied: the manifest with its hash
     */
    record AppObject(ObjectRef reference, Map<String, Object> content, String hash) {
        /** As it is sent. */
        String json() {
            return Json.ofTree(content).toString();
        }

        boolean isWorkload() {
            return WORKLOADS.contains(reference.kind().kind());
        }
    }

    private AppObjects(Wanted wanted, ManifestOptions options, String namespace) {
        AppManifests mapped = AppManifests.of(wanted.app(), options.withFilesOf(wanted));
        this.namespace = namespace;
        // The order that files lack is kept by whoever applies them here.
        this.notes = mapped.notes().stream()
                .filter(note -> !note.place().endsWith(".depends_on"))
                .toList();
        var files = new LinkedHashMap<String, AppObject>();
        var manifests = new ArrayList<>(mapped.manifests());
        options.secretKey().ifPresent(key -> manifests.add(SecretKeys.manifest(wanted.app(), namespace, key)));
        for (Manifest manifest : manifests) {
            AppObject object = object(manifest);
            if (isFile(manifest)) {
                files.put(object.reference().shortName(), object);
            } else {
                byPart.computeIfAbsent(part(wanted.app(), manifest), p -> new ArrayList<>())
                        .add(object);
            }
        }
        // Files first: a pod waits in vain for one that is missing.
        byPart.values().forEach(objects -> objects.addAll(0, filesOf(objects, files)));
    }

    static AppObjects of(Wanted wanted, ManifestOptions options, String namespace) {
        return new AppObjects(wanted, options, namespace);
    }

    private AppObject object(Manifest manifest) {
        Map<String, Object> content = new LinkedHashMap<>(manifest.content());
        var hash = FileContent.of(Json.ofTree(manifest.content()).toString())
                .digest()
                .substring(0, HASH_LENGTH);
        var metadata = Followers.copy(content.get("metadata"));
        var annotations = Followers.copy(metadata.get("annotations"));
        annotations.put(HASH, hash);
        metadata.put("annotations", annotations);
        content.put("metadata", metadata);
        Kind kind = Kind.of(manifest.kind());
        var reference = kind == Kind.NAMESPACE
                ? ObjectRef.namespace(manifest.name())
                : ObjectRef.of(kind, namespace, manifest.name());
        return new AppObject(reference, content, hash);
    }

    private static Map<String, String> labels(Manifest manifest) {
        return Json.ofTree(manifest.content()).at("metadata").textMap("labels");
    }

    private static boolean isFile(Manifest manifest) {
        String kind = labels(manifest).getOrDefault(Ownership.KIND, "");
        return kind.equals("config") || kind.equals("secret");
    }

    private Part part(App app, Manifest manifest) {
        Map<String, String> labels = labels(manifest);
        return part(app, namespace, labels.getOrDefault(Ownership.KIND, ""), labels.getOrDefault(Ownership.KEY, ""));
    }

    /** The part that labels speak of; a label holds a key in the form of a name, so the app's own keys are looked through. */
    private static Part part(App app, String namespace, String kind, String label) {
        return switch (kind) {
            case "volume" -> Part.volume(key(app.volumes().keySet(), label));
            case "network" -> Part.network(key(app.networks().keySet(), label));
            case "service", "published" -> Part.service(key(app.services().keySet(), label));
            default -> Part.namespace(namespace);
        };
    }

    private static String key(Set<String> keys, String label) {
        return keys.stream()
                .filter(key -> Names.objectName(key).equals(label))
                .findFirst()
                .orElse(label);
    }

    /** The part that an object of an app belongs to; empty for what parts have in common. */
    static Optional<Part> part(Optional<Wanted> wanted, Json object) {
        var labels = object.at("metadata").textMap("labels");
        App app = wanted.map(Wanted::app).orElseGet(() -> App.of("none"));
        var part = part(app, "", labels.getOrDefault(Ownership.KIND, ""), labels.getOrDefault(Ownership.KEY, ""));
        return part.kind() == Part.Kind.NAMESPACE ? Optional.empty() : Optional.of(part);
    }

    private static List<AppObject> filesOf(List<AppObject> objects, Map<String, AppObject> files) {
        var used = new LinkedHashSet<AppObject>();
        for (AppObject object : objects) {
            if (object.isWorkload()) {
                files(Json.ofTree(object.content()))
                        .forEach(name -> Optional.ofNullable(files.get(name)).ifPresent(used::add));
            }
        }
        return List.copyOf(used);
    }

    /** The files that the pods of a workload mount, as short names. */
    static Set<String> files(Json workload) {
        var names = new LinkedHashSet<String>();
        for (Json volume : workload.at("spec").at("template").at("spec").items("volumes")) {
            add(names, volume);
            volume.at("projected").items("sources").forEach(source -> add(names, source));
        }
        return names;
    }

    private static void add(Set<String> names, Json source) {
        Optional.of(source.at("configMap").text("name"))
                .filter(name -> !name.isEmpty())
                .ifPresent(name -> names.add("configmap/" + name));
        Optional.of(source.at("secret").text("secretName") + source.at("secret").text("name"))
                .filter(name -> !name.isEmpty())
                .ifPresent(name -> names.add("secret/" + name));
    }

    /** The objects of a part, in the order in which they are needed; none if it needs none. */
    List<AppObject> of(Part part) {
        return byPart.getOrDefault(part, List.of());
    }

    Set<Part> parts() {
        return byPart.keySet();
    }

    /** All objects, each once. */
    Set<AppObject> all() {
        var all = new LinkedHashSet<AppObject>();
        byPart.values().forEach(all::addAll);
        return all;
    }

    /** What leads in from outside the cluster. */
    List<ObjectRef> waysIn() {
        return all().stream()
                .filter(object -> Json.ofTree(object.content())
                        .at("metadata")
                        .at("labels")
                        .text(Ownership.KIND)
                        .equals("published"))
                .map(AppObject::reference)
                .toList();
    }

    /** What Kubernetes expresses differently. */
    List<MappingNote> notes() {
        return notes;
    }
}
