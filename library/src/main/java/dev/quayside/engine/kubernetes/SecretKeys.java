package dev.quayside.engine.kubernetes;

import dev.quayside.engine.Ownership;
import dev.quayside.json.JsonObject;
import dev.quayside.model.App;
import dev.quayside.model.FileDefinition;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key by which the names of an app's Secrets are made, so that a changed one is another object and its pods are replaced, and no
 * name tells what is inside. It lives in the cluster beside the app; a new one is made where there is none. Thread-safe.
 */
final class SecretKeys {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String KEY = "key";
    private static final int LENGTH = 32;

    private final KubernetesApi api;
    private final SecureRandom random = new SecureRandom();
    private final Map<ObjectRef, SecretKey> known = new ConcurrentHashMap<>();

    SecretKeys(KubernetesApi api) {
        this.api = api;
    }

    private static ObjectRef reference(String app, String namespace) {
        return ObjectRef.of(Kind.SECRET, namespace, Names.objectName("quayside-" + app));
    }

    /** The app's key; none for an app without secrets of its own. */
    Optional<SecretKey> of(App app, String namespace) {
        boolean needed = app.secrets().values().stream()
                .anyMatch(secret -> !(secret.source() instanceof FileDefinition.Source.External));
        return needed
                ? Optional.of(known.computeIfAbsent(reference(app.name(), namespace), this::find))
                : Optional.empty();
    }

    private SecretKey find(ObjectRef reference) {
        byte[] kept = api.find(Call.get(reference))
                .map(json -> Base64.getDecoder().decode(json.at("data").text(KEY)))
                .orElseGet(() -> new byte[0]);
        if (kept.length > 0) {
            return new SecretKeySpec(kept, ALGORITHM);
        }
        var made = new byte[LENGTH];
        random.nextBytes(made);
        return new SecretKeySpec(made, ALGORITHM);
    }

    /** The object that keeps a key in the cluster. */
    static Manifest manifest(App app, String namespace, SecretKey key) {
        var labels = new LinkedHashMap<String, String>();
        labels.put(OwnLabels.MANAGED_BY, Ownership.OWNER_NAME);
        labels.put(Ownership.OWNER, Ownership.OWNER_NAME);
        labels.put(Ownership.APP, app.name());
        labels.put(Ownership.KIND, "secret-key");
        labels.put(Ownership.KEY, Names.objectName(app.name()));
        ObjectRef reference = reference(app.name(), namespace);
        var metadata = new JsonObject()
                .put("name", reference.name())
                .put("namespace", namespace)
                .put("labels", labels);
        var data = new JsonObject().put(KEY, Base64.getEncoder().encodeToString(key.getEncoded()));
        return AppManifests.manifest(
                "v1", "Secret", metadata, new JsonObject().put("type", "Opaque").put("data", data));
    }

    /** Forgets the key of an app whose objects are removed: who comes back gets what the cluster has then. */
    void forget(String app, String namespace) {
        known.remove(reference(app, namespace));
    }
}
