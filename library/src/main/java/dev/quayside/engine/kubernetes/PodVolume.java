package dev.quayside.engine.kubernetes;

import java.util.Optional;
import java.util.OptionalLong;

/** Something that is mounted in a container. Folders of the node cannot be. */
public sealed interface PodVolume {
    /** Where it is mounted. */
    String mountPath();

    /** The entries of a ConfigMap as files, read-only. */
    record ConfigMapFiles(String configMap, String mountPath) implements PodVolume {}

    /** The entries of a Secret as files, read-only. */
    record SecretFiles(String secret, String mountPath) implements PodVolume {}

    /**
     * A PersistentVolumeClaim.
     *
     * @param subPath the folder in it that is mounted; empty: all
     */
    record Claim(String claim, String mountPath, Optional<String> subPath, boolean readOnly) implements PodVolume {}

    /**
     * An empty folder that lives as long as the pod.
     *
     * @param medium where it is
     * @param sizeBytes its limit
     */
    record Empty(String mountPath, Medium medium, OptionalLong sizeBytes) implements PodVolume {
        /** Where an empty folder is. */
        public enum Medium {
            /** On the node's disk. */
            DISK,
            /** In memory, counted as that of the container. */
            MEMORY
        }
    }
}
