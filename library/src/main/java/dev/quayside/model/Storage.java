package dev.quayside.model;

import java.util.List;

/**
 * What a service's containers see of files that are not the image's.
 *
 * @param configs files that configure the service
 * @param secrets files that hold secrets; their content is never shown
 * @param volumesFrom whose mounts they have, too; their own at the same place count
 */
public record Storage(
        List<Mount> mounts, List<FileMount> configs, List<FileMount> secrets, List<VolumeSource> volumesFrom) {
    /** Nothing but the image's own files. */
    public static final Storage NONE = new Storage(List.of(), List.of(), List.of());

    public Storage {
        mounts = List.copyOf(mounts);
        configs = List.copyOf(configs);
        secrets = List.copyOf(secrets);
        volumesFrom = List.copyOf(volumesFrom);
    }

    /** Nothing of anyone else. */
    public Storage(List<Mount> mounts, List<FileMount> configs, List<FileMount> secrets) {
        this(mounts, configs, secrets, List.of());
    }

    /** The same with these mounts, and nothing of anyone else. */
    public Storage withMounts(List<Mount> others) {
        return new Storage(others, configs, secrets);
    }

    /** The same with the mounts of these, too. */
    public Storage withVolumesFrom(List<VolumeSource> others) {
        return new Storage(mounts, configs, secrets, others);
    }

    /** These mounts and no files. */
    public static Storage of(Mount... mounts) {
        return new Storage(List.of(mounts), List.of(), List.of());
    }
}
