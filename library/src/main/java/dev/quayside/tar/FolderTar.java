package dev.quayside.tar;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A file or folder of this machine as a tar, both ways. Nothing is held in memory; links stay links and are never followed. */
public final class FolderTar {
    private FolderTar() {}

    /** Writes a file, or a folder with what is in it, under its own name. Sockets and devices are left out. */
    public static void write(Path source, OutputStream out) throws IOException {
        var root = source.toRealPath(LinkOption.NOFOLLOW_LINKS);
        var name = root.getFileName();
        write(root, name == null ? "." : name.toString(), out);
    }

    /** Writes a file, or a folder with what is in it, under another name. Sockets and devices are left out. */
    public static void write(Path source, String name, OutputStream out) throws IOException {
        var tar = new TarArchiveOutputStream(out, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        var root = source.toRealPath(LinkOption.NOFOLLOW_LINKS);
        try (var paths = Files.walk(root)) {
            for (var path : (Iterable<Path>) paths.sorted()::iterator) {
                add(tar, path, Path.of(name).resolve(root.relativize(path)));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
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
        entry.setMode(Permissions.mode(entry.getMode(), Files.getPosixFilePermissions(path)));
        entry.setIds(0, 0);
        tar.putArchiveEntry(entry);
        if (!entry.isDirectory()) {
            Files.copy(path, tar);
        }
        tar.closeArchiveEntry();
    }

    /** Unpacks everything below a folder, which is made if it is not there. A name that leads out of the folder is refused. */
    public static void extract(InputStream in, Path folder) throws IOException {
        new Extraction(folder, Optional.empty()).run(in);
    }

    /** Unpacks everything below a folder, with another name for the file or folder that the tar is of. */
    public static void extract(InputStream in, Path folder, String name) throws IOException {
        new Extraction(folder, Optional.of(name)).run(in);
    }
}
