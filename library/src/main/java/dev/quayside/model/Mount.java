package dev.quayside.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Something mounted into a container. */
public sealed interface Mount {
    /** Where it appears in the container: an absolute path. */
    String target();

    /** Whether the container may only read it. */
    boolean readOnly();

    /**
     * A named volume of the app.
     *
     * @param volume the volume's key in the app
     * @param copyContent whether an empty volume first gets what the image has at the target
     * @param subpath a folder inside the volume; empty: its root
     */
    record VolumeMount(String volume, String target, boolean readOnly, boolean copyContent, Optional<String> subpath)
            implements Mount {}

    /** A volume without a name, which lives as long as its container. */
    record AnonymousMount(String target, boolean readOnly) implements Mount {}

    /**
     * A folder or file of the engine's host.
     *
     * @param source an absolute path on the engine's host
     * @param createSource whether a missing folder is made
     * @param propagation Docker's word for it, such as {@code rslave}
     * @param selinux how SELinux relabels the source: {@code z} (shared), {@code Z} (private)
     */
    record BindMount(
            String source,
            String target,
            boolean readOnly,
            boolean createSource,
            Optional<String> propagation,
            Optional<String> selinux)
            implements Mount {}

    /**
     * Memory that looks like a folder.
     *
     * @param sizeBytes its limit; empty: half of the memory
     * @param mode its permissions, such as 01777
     */
    record TmpfsMount(String target, OptionalLong sizeBytes, OptionalInt mode) implements Mount {
        @Override
        public boolean readOnly() {
            return false;
        }
    }
}
