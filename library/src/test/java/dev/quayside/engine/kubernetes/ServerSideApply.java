package dev.quayside.engine.kubernetes;

import dev.quayside.engine.http.RequestBody;
import dev.quayside.json.Json;
import dev.quayside.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends objects to a server as {@code kubectl apply --server-side --validate=strict} does. */
final class ServerSideApply implements AutoCloseable {
    /** Whether the server only says what it would do. */
    enum Run {
        DRY,
        REAL
    }

    private final KubernetesApi api;

    ServerSideApply(Path kubeconfig) {
        var options = KubernetesOptions.resolve(Map.of(), Path.of("/")).withKubeconfig(kubeconfig);
        this.api = new KubernetesApi(ClusterChoice.resolve(options), options);
    }

    /** What the server makes of it. */
    Json apply(Manifest manifest, Run run) {
        String version = text(manifest, "apiVersion");
        String namespace = manifest.content().get("metadata") instanceof Map<?, ?> metadata
                        && metadata.get("namespace") instanceof String name
                ? "/namespaces/" + name
                : "";
        String path = (version.contains("/") ? "/apis/" : "/api/") + version + namespace + "/"
                + Kind.of(manifest.kind()).plural() + "/" + manifest.name();
        String query =
                "?fieldManager=quayside-test&force=true&fieldValidation=Strict" + (run == Run.DRY ? "&dryRun=All" : "");
        var body = new RequestBody.Text(
                "application/apply-patch+yaml", object(manifest.content()).toString());
        var about = ObjectRef.of(Kind.DEPLOYMENT, "", manifest.toString());
        return api.json(new Call("PATCH", "patch", path, query, List.of(), body, Optional.empty(), about, ""));
    }

    private static String text(Manifest manifest, String key) {
        return String.valueOf(manifest.content().get(key));
    }

    private static JsonObject object(Map<?, ?> map) {
        var object = new JsonObject();
        map.forEach((key, value) -> put(object, String.valueOf(key), value));
        return object;
    }

    private static void put(JsonObject object, String name, Object value) {
        switch (value) {
            case String text -> object.put(name, text);
            case Boolean flag -> object.put(name, flag);
            case Number number -> object.put(name, number.longValue());
            case Map<?, ?> map -> object.put(name, object(map));
            case List<?> list -> putList(object, name, list);
            default -> throw new IllegalArgumentException(value.getClass().toString());
        }
    }

    private static void putList(JsonObject object, String name, List<?> list) {
        if (list.isEmpty() || list.getFirst() instanceof String) {
            object.putTexts(name, list.stream().map(String.class::cast).toList());
        } else if (list.getFirst() instanceof Number) {
            object.putNumbers(
                    name,
                    list.stream().map(number -> ((Number) number).longValue()).toList());
        } else {
            object.putObjects(
                    name, list.stream().map(item -> object((Map<?, ?>) item)).toList());
        }
    }

    @Override
    public void close() {
        api.close();
    }
}
