package dev.quayside.model;

import java.util.List;

/**
 * What a service's containers see of files that are not the image's.
 *
 * @param configs files that configure the service
 * @param secrets files that hold secrets; their content is never shown
 */
public record Storage(List<Mount> mounts, List<FileMount> configs, List<FileMount> secrets) {
    /** Nothing but the image's own files. */
    public static final Storage NONE = new Storage(List.of(), List.of(), List.of());

    public Storage {
        mounts = List.copyOf(mounts);
        configs = List.copyOf(configs);
        secrets = List.copyOf(secrets);
    }

    /** These mounts and no files. */
    public static Storage of(Mount... mounts) {
        return new Storage(List.of(mounts), List.of(), List.of());
    }
}
