package dev.quayside.engine.kubernetes;

import dev.quayside.json.JsonObject;
import dev.quayside.model.App;
import dev.quayside.model.FileContent;
import dev.quayside.model.FileDefinition;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Configs and secrets as ConfigMaps and Secrets. A ConfigMap's name ends with a hash of its content, so that a changed one is
 * another object and its pods are replaced; a Secret's ends with a hash only if there is a key for it, for the plain hash of a
 * guessable secret tells it.
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

    /**
     * Where a config's content is.
     *
     * @param object the kind of volume that shows it and its name there, such as {@code configMap} and {@code name}
     * @param item which of the object's items it is; empty: the one that is called like the file
     */
    record Source(Volume object, String name, Optional<String> item) {
        /** A kind of object that a volume can show. */
        enum Volume {
            CONFIG_MAP("configMap"),
            SECRET("secret");

            private final String field;

            Volume(String field) {
                this.field = field;
            }
        }

        /** The part of a projected volume that is this file. */
        JsonObject file(String path, int mode) {
            var shown = new JsonObject()
                    .put("key", item.orElse(path))
                    .put("path", path)
                    .put("mode", mode);
            return new JsonObject()
                    .put(object.field, new JsonObject().put("name", name).putObjects("items", List.of(shown)));
        }
    }

    /** A config; empty if it was refused. */
    Optional<Source> config(String key) {
        return external("configs", key, app.configs().get(key), Source.Volume.CONFIG_MAP)
                .or(() -> content("configs", key, options.configs()).map(content -> configMap(key, content)));
    }

    /** A secret; empty if it was refused. */
    Optional<Source> secret(String key) {
        return external("secrets", key, app.secrets().get(key), Source.Volume.SECRET)
                .or(() -> content("secrets", key, options.secrets()).map(content -> secret(key, content)));
    }

    private Optional<Source> external(
            String section, String key, @Nullable FileDefinition definition, Source.Volume kind) {
        if (definition == null) {
            return Optional.empty();
        }
        String place = section + "." + key;
        if (!definition.labels().isEmpty()) {
            report.keyAt(section + ".NAME.labels", place + ".labels");
        }
        if (!(definition.source() instanceof FileDefinition.Source.External)) {
            if (!definition.name().equals(app.name() + "_" + key)) {
                report.keyAt(section + ".NAME.name", place + ".name");
            }
            return Optional.empty();
        }
        report.keyAt(section + ".NAME.external", place + ".external");
        String name = Names.foreignName(kind == Source.Volume.SECRET ? "Secret" : "ConfigMap", definition.name());
        return Optional.of(new Source(kind, name, Optional.empty()));
    }

    private Optional<FileContent> content(String section, String key, Map<String, FileContent> contents) {
        FileContent content = contents.get(key);
        if (content == null) {
            report.refused(section + "." + key, "its content is not known");
        } else if (content.bytes().length > FileContent.MAXIMUM_BYTES) {
            report.refused(section + "." + key, "a cluster keeps no file of more than 1 MiB; use a volume");
            return Optional.empty();
        }
        return Optional.ofNullable(content);
    }

    private Source secret(String key, FileContent content) {
        String name = options.secretKey()
                .map(known -> hashedName(key, keyedHash(known, key, content)))
                .orElse(Names.objectName(key));
        var data = new JsonObject().put(FILE, Base64.getEncoder().encodeToString(content.bytes()));
        manifests.putIfAbsent(
                "secret " + key,
                AppManifests.manifest(
                        "v1",
                        "Secret",
                        ManifestLabels.metadata(app, namespace, name, "secret", key),
                        new JsonObject()
                                .put("type", "Opaque")
                                .put("data", data)
                                .putIfTrue("immutable", options.secretKey().isPresent())));
        return new Source(Source.Volume.SECRET, name, Optional.of(FILE));
    }

    private static String keyedHash(SecretKey secretKey, String key, FileContent content) {
        try {
            var hash = Mac.getInstance("HmacSHA256");
            hash.init(secretKey);
            hash.update((key + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash.doFinal(content.bytes()));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HMAC with SHA-256", e);
        }
    }

    /** A ConfigMap with this content. */
    Source configMap(String key, FileContent content) {
        String name = configMap(key, hashedName(key, content.digest()), Map.of(FILE, content));
        return new Source(Source.Volume.CONFIG_MAP, name, Optional.of(FILE));
    }

    /** The name of a ConfigMap with the files of a folder. */
    String configMap(String key, Map<String, FileContent> contents) {
        var digests = new StringBuilder();
        new TreeMap<>(contents)
                .forEach((file, content) -> digests.append(file)
                        .append('/')
                        .append(content.digest())
                        .append('/'));
        return configMap(key, hashedName(key, FileContent.of(digests.toString()).digest()), contents);
    }

    private String configMap(String key, String name, Map<String, FileContent> contents) {
        manifests.putIfAbsent(
                "config " + name,
                AppManifests.manifest(
                        "v1",
                        "ConfigMap",
                        ManifestLabels.metadata(app, namespace, name, "config", key),
                        data(contents).put("immutable", true)));
        return name;
    }

    private static String hashedName(String key, String hash) {
        String name = Names.objectName(key);
        int longest = Names.LABEL - HASH - 1;
        return (name.length() > longest ? name.substring(0, longest) : name) + "-" + hash.substring(0, HASH);
    }

    /** Text where it is text: people read these files. */
    private static JsonObject data(Map<String, FileContent> contents) {
        var texts = new TreeMap<String, String>();
        var others = new TreeMap<String, String>();
        contents.forEach((file, content) -> text(content)
                .ifPresentOrElse(
                        text -> texts.put(file, text),
                        () -> others.put(file, Base64.getEncoder().encodeToString(content.bytes()))));
        return new JsonObject().putUnlessEmpty("data", texts).putUnlessEmpty("binaryData", others);
    }

    private static Optional<String> text(FileContent content) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content.bytes()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
