package dev.quayside.engine.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A file or folder of this machine as a tar, both ways. */
final class FolderTar {
    private static final int PERMISSION_BITS = 0777;

    /** In the order of their bits, from 0400 to 0001. */
    private static final List<PosixFilePermission> PERMISSIONS = List.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private FolderTar() {}

    /** Writes a file, or a folder with what is in it, under its own name. Sockets and devices are left out. */
    static void write(Path source, OutputStream out) throws IOException {
        var tar = new TarArchiveOutputStream(out, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        var root = source.toRealPath(LinkOption.NOFOLLOW_LINKS);
        try (var paths = Files.walk(root)) {
            for (var path : (Iterable<Path>) paths.sorted()::iterator) {
                add(tar, path, root.getFileName().resolve(root.relativize(path)));
            }
        }
        tar.finish();
        tar.flush();
    }

    private static void add(TarArchiveOutputStream tar, Path path, Path name) throws IOException {
        if (Files.isSymbolicLink(path)) {
            var link = new TarArchiveEntry(name.toString(), TarConstants.LF_SYMLINK);
            link.setLinkName(Files.readSymbolicLink(path).toString());
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
            return;
        }
        var entry = new TarArchiveEntry(path, name.toString(), LinkOption.NOFOLLOW_LINKS);
        if (!entry.isDirectory() && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        entry.setMode(mode(entry.getMode(), Files.getPosixFilePermissions(path)));
        entry.setIds(0, 0);
        tar.putArchiveEntry(entry);
        if (!entry.isDirectory()) {
            Files.copy(path, tar);
        }
        tar.closeArchiveEntry();
    }

    private static int mode(int kind, Set<PosixFilePermission> permissions) {
        var mode = kind & ~PERMISSION_BITS;
        for (var permission : permissions) {
            mode |= 0400 >> PERMISSIONS.indexOf(permission);
        }
        return mode;
    }

    /** Unpacks everything below a folder. */
    static void extract(InputStream in, Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(in)) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                extract(tar, entry, folder);
            }
        }
    }

    /** A container is not trusted: no entry may lead out of the folder, by its name or through a link. */
    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder) throws IOException {
        var target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder.normalize()) || leadsThroughLink(folder.normalize(), target)) {
            throw new IOException("the entry '" + entry.getName() + "' leads out of the folder");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
            Files.createDirectories(target.getParent());
            Files.deleteIfExists(target);
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
            Files.createDirectories(target.getParent());
            Files.deleteIfExists(target);
            Files.copy(tar, target);
            Files.setPosixFilePermissions(target, permissions(entry.getMode()));
        }
    }

    private static boolean leadsThroughLink(Path folder, Path target) {
        for (var parent = target.getParent();
                parent != null && parent.startsWith(folder) && !parent.equals(folder);
                parent = parent.getParent()) {
            if (Files.isSymbolicLink(parent)) {
                return true;
            }
        }
        return false;
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        var permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (var permission : PERMISSIONS) {
            if ((mode & 0400 >> PERMISSIONS.indexOf(permission)) != 0) {
                permissions.add(permission);
            }
        }
        return permissions;
    }
}
