package dev.quayside.engine.kubernetes;

import dev.quayside.json.Json;
import dev.quayside.model.App;
import dev.quayside.model.FileContent;
import dev.quayside.model.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets services follow those that they depend on with {@code restart: true}: their pods carry a hash of what those run, so that a
 * change there replaces them too, whoever applies the objects. Not thread-safe.
 */
final class Followers {
    private static final String FOLLOWS = "follows.dev.quayside/";
    private static final int HASH_LENGTH = 16;

    private final App app;
    private final Map<String, Manifest> workloads = new HashMap<>();
    private final Map<String, Manifest> linked = new HashMap<>();

    private Followers(App app, List<Manifest> manifests) {
        this.app = app;
        for (Manifest manifest : manifests) {
            service(manifest).ifPresent(name -> workloads.put(name, manifest));
        }
    }

    /** The same objects with pods that follow. */
    static List<Manifest> linked(App app, List<Manifest> manifests) {
        var followers = new Followers(app, manifests);
        var all = new ArrayList<Manifest>();
        for (Manifest manifest : manifests) {
            all.add(followers.service(manifest).map(followers::linked).orElse(manifest));
        }
        return all;
    }

    private Optional<String> service(Manifest manifest) {
        boolean hasPods =
                Json.ofTree(manifest.content()).at("spec").at("template").isPresent();
        return hasPods
                ? app.services().keySet().stream()
                        .filter(name -> Names.dnsLabel("service", name).equals(manifest.name()))
                        .findFirst()
                : Optional.empty();
    }

    private Manifest linked(String name) {
        Manifest known = linked.get(name);
        if (known != null) {
            return known;
        }
        Manifest plain = workloads.get(name);
        Service service = app.services().get(name);
        if (plain == null || service == null) {
            throw new IllegalArgumentException("no workload of '" + name + "'");
        }
        // Counts for a service that waits for itself, which no reader lets pass.
        linked.put(name, plain);
        var hashes = new LinkedHashMap<String, Object>();
        service.dependsOn().forEach((other, dependency) -> {
            if (dependency.restart() && workloads.containsKey(other)) {
                hashes.put(FOLLOWS + Names.objectName(other), hash(linked(other)));
            }
        });
        Manifest result = hashes.isEmpty() ? plain : annotated(plain, hashes);
        linked.put(name, result);
        return result;
    }

    private static String hash(Manifest manifest) {
        Json template = Json.ofTree(manifest.content()).at("spec").at("template");
        return FileContent.of(template.toString()).digest().substring(0, HASH_LENGTH);
    }

    private static Manifest annotated(Manifest manifest, Map<String, Object> hashes) {
        Map<String, Object> content = copy(manifest.content());
        Map<String, Object> spec = copy(content.get("spec"));
        Map<String, Object> template = copy(spec.get("template"));
        Map<String, Object> metadata = copy(template.get("metadata"));
        Map<String, Object> annotations = copy(metadata.get("annotations"));
        annotations.putAll(hashes);
        metadata.put("annotations", annotations);
        template.put("metadata", metadata);
        spec.put("template", template);
        content.put("spec", spec);
        return new Manifest(manifest.kind(), manifest.name(), content);
    }

    /** A copy of an object whose members can be changed; an empty one for what is none. */
    static Map<String, Object> copy(@Nullable Object object) {
        var copy = new LinkedHashMap<String, Object>();
        if (object instanceof Map<?, ?> members) {
            members.forEach((name, member) -> copy.put((String) name, member));
        }
        return copy;
    }
}
