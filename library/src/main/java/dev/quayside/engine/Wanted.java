package dev.quayside.engine;

import dev.quayside.model.App;
import dev.quayside.model.FileContent;
import java.util.Map;

/**
 * What should run.
 *
 * @param files the content of the configs and secrets, and for an engine that does not see this machine of the mounted files, that
 *     the app's services use, read by the caller
 */
public record Wanted(App app, Map<FileKey, FileContent> files) {
    /** What a file is used for. */
    public enum FileKind {
        CONFIG,
        SECRET,
        /** A small file of this machine that a service mounts, on an engine that cannot see it. */
        MOUNTED
    }

    /**
     * Which config or secret.
     *
     * @param key its key in the app, or the path of a mounted file
     */
    public record FileKey(FileKind kind, String key) {
        /** That of a config. */
        public static FileKey config(String key) {
            return new FileKey(FileKind.CONFIG, key);
        }

        /** That of a secret. */
        public static FileKey secret(String key) {
            return new FileKey(FileKind.SECRET, key);
        }

        /** That of a mounted file. */
        public static FileKey mounted(String path) {
            return new FileKey(FileKind.MOUNTED, path);
        }
    }

    public Wanted {
        files = Map.copyOf(files);
    }

    /** An app that uses no files. */
    public static Wanted of(App app) {
        return new Wanted(app, Map.of());
    }
}
