package dev.quayside.engine.kubernetes;

import dev.quayside.engine.ImageFacts;
import dev.quayside.engine.Wanted;
import dev.quayside.model.FileContent;
import dev.quayside.model.Service;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import javax.crypto.SecretKey;

/**
 * What a mapping needs beside the app.
 *
 * @param namespace where its objects live; empty: one of the app's own, named like it
 * @param configs the content of the app's configs, by key
 * @param secrets the content of the app's secrets, by key
 * @param localFile the content of a file of this machine that a service mounts; empty if it is none, or longer than
 *     {@link FileContent#MAXIMUM_BYTES}
 * @param localFolder the files of a folder of this machine that a service mounts; empty if it is none, has folders in it, or more
 *     than {@link #MAXIMUM_FOLDER_FILES} files or {@link FileContent#MAXIMUM_BYTES} in all
 * @param volumeSize how large a volume is made, as a Kubernetes quantity, such as {@code 1Gi}
 * @param publish how published ports are reached from outside the cluster, unless a service says it itself
 * @param images what is known of the services' images, by service: their ports, health checks, volumes and commands count too
 * @param secretKey a key of the app's own, kept by whoever deploys it: the names of Secrets end with a keyed hash of their content,
 *     so that a changed secret replaces its pods. Without one they do not, for a plain hash of a guessable secret tells it
 */
public record ManifestOptions(
        Optional<String> namespace,
        Map<String, FileContent> configs,
        Map<String, FileContent> secrets,
        Function<String, Optional<FileContent>> localFile,
        Function<String, Map<String, FileContent>> localFolder,
        String volumeSize,
        Publish publish,
        Map<String, ImageFacts> images,
        Optional<SecretKey> secretKey) {
    /** How many files a folder may have that is copied into the cluster. */
    public static final int MAXIMUM_FOLDER_FILES = 50;

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
    public static final ManifestOptions DEFAULT = new ManifestOptions(
            Optional.empty(),
            Map.of(),
            Map.of(),
            path -> Optional.empty(),
            path -> Map.of(),
            "1Gi",
            Publish.FORWARD,
            Map.of(),
            Optional.empty());

    public ManifestOptions {
        configs = Map.copyOf(configs);
        secrets = Map.copyOf(secrets);
        images = Map.copyOf(images);
    }

    /** The same with these contents. */
    public ManifestOptions withFiles(Map<String, FileContent> ofConfigs, Map<String, FileContent> ofSecrets) {
        return new ManifestOptions(
                namespace, ofConfigs, ofSecrets, localFile, localFolder, volumeSize, publish, images, secretKey);
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
                .withLocalFiles(path -> Optional.ofNullable(wanted.files().get(Wanted.FileKey.mounted(path))))
                .withLocalFolders(path -> mountedIn(path, wanted));
    }

    private static Map<String, FileContent> mountedIn(String folder, Wanted wanted) {
        var files = new TreeMap<String, FileContent>();
        wanted.files().forEach((key, content) -> {
            if (key.kind() == Wanted.FileKind.MOUNTED && key.key().startsWith(folder + "/")) {
                files.put(key.key().substring(folder.length() + 1), content);
            }
        });
        return files;
    }

    /** The same, reading files that services mount. */
    public ManifestOptions withLocalFiles(Function<String, Optional<FileContent>> reader) {
        return new ManifestOptions(
                namespace, configs, secrets, reader, localFolder, volumeSize, publish, images, secretKey);
    }

    /** The same, reading folders that services mount. */
    public ManifestOptions withLocalFolders(Function<String, Map<String, FileContent>> reader) {
        return new ManifestOptions(
                namespace, configs, secrets, localFile, reader, volumeSize, publish, images, secretKey);
    }

    /** The same in another namespace. */
    public ManifestOptions inNamespace(String other) {
        return new ManifestOptions(
                Optional.of(other), configs, secrets, localFile, localFolder, volumeSize, publish, images, secretKey);
    }

    /** The same with volumes of this size. */
    public ManifestOptions withVolumeSize(String quantity) {
        return new ManifestOptions(
                namespace, configs, secrets, localFile, localFolder, quantity, publish, images, secretKey);
    }

    /** The same, published in another way. */
    public ManifestOptions publishedBy(Publish way) {
        return new ManifestOptions(
                namespace, configs, secrets, localFile, localFolder, volumeSize, way, images, secretKey);
    }

    /** The same, knowing the services' images. */
    public ManifestOptions withImages(Map<String, ImageFacts> known) {
        return new ManifestOptions(
                namespace, configs, secrets, localFile, localFolder, volumeSize, publish, known, secretKey);
    }

    /** The same with a key for the names of Secrets. */
    public ManifestOptions withSecretKey(SecretKey key) {
        return new ManifestOptions(
                namespace, configs, secrets, localFile, localFolder, volumeSize, publish, images, Optional.of(key));
    }

    /** What is known of the image of a service. */
    Optional<ImageFacts> image(Service service) {
        return Optional.ofNullable(images.get(service.name()));
    }
}
