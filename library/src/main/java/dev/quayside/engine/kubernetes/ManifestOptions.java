package dev.quayside.engine.kubernetes;

import dev.quayside.engine.Wanted;
import dev.quayside.model.FileContent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a mapping needs beside the app.
 *
 * @param namespace where its objects live; empty: one of the app's own, named like it
 * @param configs the content of the app's configs, by key
 * @param secrets the content of the app's secrets, by key
 * @param localFile the content of a file of this machine that a service mounts; empty if it is none, or longer than
 *     {@link FileContent#MAXIMUM_BYTES}
 * @param volumeSize how large a volume is made, as a Kubernetes quantity, such as {@code 1Gi}
 * @param publish how published ports are reached from outside the cluster
 */
public record ManifestOptions(
        Optional<String> namespace,
        Map<String, FileContent> configs,
        Map<String, FileContent> secrets,
        Function<String, Optional<FileContent>> localFile,
        String volumeSize,
        Publish publish) {
    /** How published ports are reached from outside the cluster. */
    public enum Publish {
        /** Not at all: by a port forward. */
        FORWARD,
        /** By a port on every node. */
        NODE_PORT,
        /** By a load balancer of the cluster's provider. */
        LOAD_BALANCER
    }

    /** An app without files, in a namespace of its own. */
    public static final ManifestOptions DEFAULT =
            new ManifestOptions(Optional.empty(), Map.of(), Map.of(), path -> Optional.empty(), "1Gi", Publish.FORWARD);

    public ManifestOptions {
        configs = Map.copyOf(configs);
        secrets = Map.copyOf(secrets);
    }

    /** The same with these contents. */
    public ManifestOptions withFiles(Map<String, FileContent> ofConfigs, Map<String, FileContent> ofSecrets) {
        return new ManifestOptions(namespace, ofConfigs, ofSecrets, localFile, volumeSize, publish);
    }

    /** The same with the contents of an app's configs, secrets and mounted files. */
    public ManifestOptions withFilesOf(Wanted wanted) {
        var ofConfigs = new LinkedHashMap<String, FileContent>();
        var ofSecrets = new LinkedHashMap<String, FileContent>();
        wanted.files().forEach((key, content) -> {
            switch (key.kind()) {
                case CONFIG -> ofConfigs.put(key.key(), content);
                case SECRET -> ofSecrets.put(key.key(), content);
                case MOUNTED -> {}
            }
        });
        return withFiles(ofConfigs, ofSecrets)
                .withLocalFiles(path -> Optional.ofNullable(wanted.files().get(Wanted.FileKey.mounted(path))));
    }

    /** The same, reading files that services mount. */
    public ManifestOptions withLocalFiles(Function<String, Optional<FileContent>> reader) {
        return new ManifestOptions(namespace, configs, secrets, reader, volumeSize, publish);
    }

    /** The same in another namespace. */
    public ManifestOptions inNamespace(String other) {
        return new ManifestOptions(Optional.of(other), configs, secrets, localFile, volumeSize, publish);
    }

    /** The same with volumes of this size. */
    public ManifestOptions withVolumeSize(String quantity) {
        return new ManifestOptions(namespace, configs, secrets, localFile, quantity, publish);
    }

    /** The same, published in another way. */
    public ManifestOptions publishedBy(Publish way) {
        return new ManifestOptions(namespace, configs, secrets, localFile, volumeSize, way);
    }
}
