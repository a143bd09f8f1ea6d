package dev.quayside.model;

import java.util.Map;
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

    /**
     * A volume without a name, which lives as long as its container.
     *
     * @param labels of the volume
     */
    record AnonymousMount(String target, boolean readOnly, Map<String, String> labels) implements Mount {
        public AnonymousMount {
            labels = Ordered.copyOf(labels);
        }

        /** A volume without labels. */
        public AnonymousMount(String target, boolean readOnly) {
            this(target, readOnly, Map.of());
        }
    }

    /** What becomes of other file systems that are mounted below the source of a bind mount. */
    enum Submounts {
        /** They are not seen. */
        HIDDEN,
        /** They can be written to even if the mount can only be read. */
        WRITABLE,
        /** They can only be read, or else the container does not start. */
        READ_ONLY
    }

    /**
     * A folder or file of the engine's host.
     *
     * @param source an absolute path on the engine's host
     * @param createSource whether a missing folder is made
     * @param propagation Docker's word for it, such as {@code rslave}
     * @param selinux how SELinux relabels the source: {@code z} (shared), {@code Z} (private)
     * @param submounts what becomes of what is mounted below the source; empty: the engine does what it can
     */
    record BindMount(
            String source,
            String target,
            boolean readOnly,
            boolean createSource,
            Optional<String> propagation,
            Optional<String> selinux,
            Optional<Submounts> submounts)
            implements Mount {
        /** What is mounted below the source is seen, and read-only as far as the engine can do that. */
        public BindMount(
                String source,
                String target,
                boolean readOnly,
                boolean createSource,
                Optional<String> propagation,
                Optional<String> selinux) {
            this(source, target, readOnly, createSource, propagation, selinux, Optional.empty());
        }
    }

    /**
     * The files of an image, which can only be read.
     *
     * @param subpath a folder inside the image; empty: its root
     */
    record ImageMount(ImageRef image, String target, Optional<String> subpath) implements Mount {
        @Override
        public boolean readOnly() {
            return true;
        }
    }

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
