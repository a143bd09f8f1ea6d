package dev.quayside.tar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Unpacks one tar below a folder.
 *
 * <p>Whoever made the tar is not trusted: no entry may lead out of the folder, by its name, through a link or as a second name
 * of a file outside. Devices and the like are left out.
 */
final class Extraction {
    private static final int OWNER_MAY_ALL = 0700;

    private final Path folder;
    private final Optional<String> rootName;

    /** Set at the end, because what may not be written could not be filled. */
    private final Map<Path, Integer> folderModes = new LinkedHashMap<>();

    Extraction(Path folder, Optional<String> rootName) {
        this.folder = folder.toAbsolutePath().normalize();
        this.rootName = rootName;
    }

    void run(InputStream in) throws IOException {
        Files.createDirectories(folder);
        try (var tar = new TarArchiveInputStream(in, "UTF-8")) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                extract(tar, entry);
            }
        }
        for (var path : List.copyOf(folderModes.keySet()).reversed()) {
            Files.setPosixFilePermissions(path, Permissions.of(folderModes.getOrDefault(path, OWNER_MAY_ALL)));
        }
    }

    private void extract(TarArchiveInputStream tar, TarArchiveEntry entry) throws IOException {
        var target = target(entry.getName());
        if (entry.isDirectory()) {
            makeFolder(target, entry);
        } else if (target.equals(folder)) {
            throw leadsOut(entry.getName());
        } else if (entry.isSymbolicLink()) {
            clear(target);
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            var source = target(entry.getLinkName());
            if (!Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
                throw leadsOut(entry.getLinkName());
            }
            clear(target);
            Files.createLink(target, source);
        } else if (!entry.isCharacterDevice() && !entry.isBlockDevice() && !entry.isFIFO()) {
            clear(target);
            Files.copy(tar, target);
            Files.setPosixFilePermissions(target, Permissions.of(entry.getMode()));
        }
    }

    private void makeFolder(Path target, TarArchiveEntry entry) throws IOException {
        if (target.equals(folder)) {
            return;
        }
        if (Files.isSymbolicLink(target)) {
            throw leadsOut(entry.getName());
        }
        Files.createDirectories(target);
        folderModes.put(target, entry.getMode());
    }

    private static void clear(Path target) throws IOException {
        var parent = target.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.deleteIfExists(target);
    }

    private Path target(String name) throws IOException {
        try {
            var path = Path.of(name);
            if (path.isAbsolute()) {
                throw leadsOut(name);
            }
            var target = folder.resolve(renamed(path)).normalize();
            if (!target.startsWith(folder) || leadsThroughLink(target)) {
                throw leadsOut(name);
            }
            return target;
        } catch (InvalidPathException e) {
            throw new IOException("the entry '" + name + "' has no name for a file of this machine", e);
        }
    }

    private Path renamed(Path path) {
        if (rootName.isEmpty()) {
            return path;
        }
        var root = Path.of(rootName.get());
        return path.getNameCount() == 1 ? root : root.resolve(path.subpath(1, path.getNameCount()));
    }

    private boolean leadsThroughLink(Path target) {
        for (var parent = target.getParent();
                parent != null && parent.startsWith(folder) && !parent.equals(folder);
                parent = parent.getParent()) {
            if (Files.isSymbolicLink(parent)) {
                return true;
            }
        }
        return false;
    }

    private static IOException leadsOut(String name) {
        return new IOException("the entry '" + name + "' leads out of the folder");
    }
}
