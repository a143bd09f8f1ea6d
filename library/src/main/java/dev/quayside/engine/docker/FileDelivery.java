package dev.quayside.engine.docker;

import dev.quayside.engine.ReplicaSpec.ReplicaFile;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.Mount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How configs and secrets reach a container: by upload, before it starts, so that it is the same for an engine on this machine
 * and for one far away, and nothing depends on a path of the engine's host.
 *
 * <p>A file normally goes into the container's own file system. Where that can only be read, or where a mount of the service
 * would hide the file or is not ours to write to, its folder becomes a volume without a name: the engine fills that with what the
 * image has there, the file is uploaded into it, and it disappears with the container.
 *
 * <p>Limits: the process can write to such a folder, although its root file system is read-only; a file cannot lie directly in
 * {@code /} of a read-only root file system, nor directly in a folder that a volume, a host folder or memory is mounted at.
 *
 * @param uploads what goes where
 * @param volumes the volumes that are needed for that
 */
record FileDelivery(List<Upload> uploads, List<Mount> volumes) {
    /** No files. */
    static final FileDelivery NONE = new FileDelivery(List.of(), List.of());

    /** Folders that the engine makes anew at each start. */
    private static final List<String> VIRTUAL = List.of("/proc", "/sys", "/dev");

    /** Files that are uploaded with one call into one folder. */
    record Upload(String folder, List<ReplicaFile> files) {
        Upload {
            files = List.copyOf(files);
        }
    }

    FileDelivery {
        uploads = List.copyOf(uploads);
        volumes = List.copyOf(volumes);
    }

    static FileDelivery of(List<ReplicaFile> files, List<Mount> mounts, boolean readOnlyRoot) {
        var byFolder = new LinkedHashMap<String, List<ReplicaFile>>();
        var volumes = new TreeSet<String>();
        for (var file : files) {
            var target = target(file);
            var cover = cover(target, mounts);
            if (!hides(cover, readOnlyRoot) && !isVirtual(target)) {
                var folder = readOnlyRoot ? cover.map(Mount::target).orElse("/") : "/";
                byFolder.computeIfAbsent(folder, key -> new ArrayList<>()).add(file);
            } else {
                var folder = ownFolder(target, mounts);
                volumes.add(folder);
                byFolder.computeIfAbsent(folder, key -> new ArrayList<>()).add(file);
            }
        }
        return new FileDelivery(
                byFolder.entrySet().stream()
                        .map(entry -> new Upload(entry.getKey(), entry.getValue()))
                        .toList(),
                volumes.stream()
                        .<Mount>map(folder -> new Mount.AnonymousMount(folder, false))
                        .toList());
    }

    /** Whether a file under this mount, or under none, cannot simply be uploaded to its place. */
    private static boolean hides(Optional<Mount> cover, boolean readOnlyRoot) {
        return cover.map(mount -> !(mount instanceof Mount.AnonymousMount) || mount.readOnly())
                .orElse(readOnlyRoot);
    }

    private static boolean isVirtual(String target) {
        return VIRTUAL.stream().anyMatch(folder -> isBelow(target, folder));
    }

    private static String ownFolder(String target, List<Mount> mounts) {
        var folder = target.substring(0, target.lastIndexOf('/'));
        if (folder.isEmpty()) {
            throw refused(target, "its folder is the read-only root itself");
        }
        if (VIRTUAL.contains(folder)) {
            throw refused(target, "the engine makes '" + folder + "' anew at each start");
        }
        mounts.stream()
                .filter(mount -> plain(mount.target()).equals(folder))
                .findFirst()
                .ifPresent(mount -> {
                    throw refused(target, "something else is mounted at '" + folder + "'");
                });
        return folder;
    }

    private static QuaysideException refused(String target, String reason) {
        return new QuaysideException(
                ErrorCode.UNSUPPORTED,
                "A config or secret cannot be put at '" + target + "': " + reason,
                "give it a target in a folder of its own");
    }

    /** The mount that a path lies in: the deepest one. */
    private static Optional<Mount> cover(String target, List<Mount> mounts) {
        return mounts.stream()
                .filter(mount -> isBelow(target, plain(mount.target())))
                .max(Comparator.comparingInt(mount -> mount.target().length()));
    }

    private static boolean isBelow(String path, String folder) {
        return path.equals(folder) || path.startsWith(folder.equals("/") ? "/" : folder + "/");
    }

    private static String plain(String folder) {
        return folder.length() > 1 && folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
    }

    static String target(ReplicaFile file) {
        var target = file.mount().target();
        var words = List.of(target.split("/", -1));
        if (!target.startsWith("/")
                || words.contains("..")
                || words.contains(".")
                || words.subList(1, words.size()).contains("")) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "'" + target + "' is no place for the file '" + file.mount().source() + "' in a container",
                    "write an absolute path of a file without '.', '..' or doubled slashes");
        }
        return target;
    }

    /** Each file's path relative to the folder of its upload. */
    static Map<String, ReplicaFile> entries(Upload upload) {
        var entries = new LinkedHashMap<String, ReplicaFile>();
        var prefix = plain(upload.folder()).length() + (upload.folder().equals("/") ? 0 : 1);
        upload.files().forEach(file -> entries.put(target(file).substring(prefix), file));
        return entries;
    }
}
