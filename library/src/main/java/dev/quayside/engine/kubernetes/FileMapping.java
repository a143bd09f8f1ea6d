package dev.quayside.engine.kubernetes;

import dev.quayside.json.JsonObject;
import dev.quayside.model.App;
import dev.quayside.model.FileContent;
import dev.quayside.model.FileDefinition;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Configs and secrets as ConfigMaps and Secrets. A ConfigMap's name ends with a hash of its content, so that a changed one is
 * another object and its pods are replaced; a Secret's does not, for the hash of a guessable secret tells it.
 */
final class FileMapping {
    /** The name of the one file in each. */
    static final String FILE = "content";

    private static final int HASH = 10;

    private final App app;
    private final String namespace;
    private final ManifestOptions options;
    private final MappingReport report;
    private final Map<String, Manifest> manifests = new LinkedHashMap<>();

    FileMapping(App app, String namespace, ManifestOptions options, MappingReport report) {
        this.app = app;
        this.namespace = namespace;
        this.options = options;
        this.report = report;
    }

    List<Manifest> manifests() {
        return List.copyOf(manifests.values());
    }

    /** The volume of a pod that holds a config; empty if it was refused. */
    Optional<JsonObject> config(String key, int mode) {
        return externalName(app.configs().get(key))
                .or(() -> content("configs", key, options.configs()).map(content -> configMap(key, content)))
                .map(name -> new JsonObject()
                        .put("configMap", new JsonObject().put("name", name).put("defaultMode", mode)));
    }

    /** The volume of a pod that holds a secret; empty if it was refused. */
    Optional<JsonObject> secret(String key, int mode) {
        return externalName(app.secrets().get(key))
                .or(() -> content("secrets", key, options.secrets()).map(content -> secret(key, content)))
                .map(name -> new JsonObject()
                        .put("secret", new JsonObject().put("secretName", name).put("defaultMode", mode)));
    }

    private static Optional<String> externalName(@Nullable FileDefinition definition) {
        return definition != null && definition.source() instanceof FileDefinition.Source.External
                ? Optional.of(Names.objectName(definition.name()))
                : Optional.empty();
    }

    private Optional<FileContent> content(String section, String key, Map<String, FileContent> contents) {
        FileContent content = contents.get(key);
        if (content == null) {
            report.refused(section + "." + key, "its content is not known");
        }
        return Optional.ofNullable(content);
    }

    /** A Secret with this content, and its name. */
    private String secret(String key, FileContent content) {
        String name = Names.objectName(key);
        var data = new JsonObject().put(FILE, Base64.getEncoder().encodeToString(content.bytes()));
        manifests.putIfAbsent(
                "secret " + key,
                AppManifests.manifest(
                        "v1",
                        "Secret",
                        ManifestLabels.metadata(app, namespace, name, "secret", key),
                        new JsonObject().put("type", "Opaque").put("data", data)));
        return name;
    }

    /** A ConfigMap with this content, and its name. */
    String configMap(String key, FileContent content) {
        String hash = content.digest().substring(0, HASH);
        String name = shortened(Names.objectName(key)) + "-" + hash;
        manifests.putIfAbsent(
                "config " + name,
                AppManifests.manifest(
                        "v1",
                        "ConfigMap",
                        ManifestLabels.metadata(app, namespace, name, "config", key),
                        data(content).put("immutable", true)));
        return name;
    }

    private static String shortened(String name) {
        int longest = 63 - HASH - 1;
        return name.length() > longest ? name.substring(0, longest) : name;
    }

    /** Text where it is text: people read these files. */
    private static JsonObject data(FileContent content) {
        byte[] bytes = content.bytes();
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new JsonObject().put("data", new JsonObject().put(FILE, text));
        } catch (CharacterCodingException e) {
            var encoded = Base64.getEncoder().encodeToString(bytes);
            return new JsonObject().put("binaryData", new JsonObject().put(FILE, encoded));
        }
    }
}
