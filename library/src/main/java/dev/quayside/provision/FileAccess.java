package dev.quayside.provision;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** Files as this package needs them: absent, or complete. */
final class FileAccess {
    private FileAccess() {}

    static QuaysideException failure(String problem, IOException e) {
        var full = String.valueOf(e.getMessage()).contains("No space left");
        return new QuaysideException(
                full ? ErrorCode.DISK_FULL : ErrorCode.IO_FAILED,
                problem + ": " + e.getMessage(),
                full ? "free some space and try again" : "check the file and its rights",
                e);
    }

    static Path folder(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw failure("The folder '" + path + "' cannot be made", e);
        }
    }

    /** The text of a file, or nothing if there is none. Bytes that are no UTF-8 do not matter to our readers. */
    static Optional<String> read(Path file) {
        try {
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            // Files of /proc vanish while they are read, with more than one error.
            if (file.startsWith("/proc")) {
                return Optional.empty();
            }
            throw failure("'" + file + "' cannot be read", e);
        }
    }

    /** Writes a file so that others see the old text or the new one, also when several write it at once. */
    static void write(Path file, String text) {
        folder(file.resolveSibling("."));
        var writer =
                ProcessHandle.current().pid() + "-" + Thread.currentThread().threadId();
        var scratch = file.resolveSibling("." + file.getFileName() + "." + writer + ".new");
        try {
            try {
                Files.writeString(scratch, text);
                Files.move(scratch, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(scratch);
            }
        } catch (IOException e) {
            throw failure("'" + file + "' cannot be written", e);
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failure("'" + file + "' cannot be removed", e);
        }
    }

    /** Removes a folder if nothing is in it; says whether it did. */
    static boolean deleteIfEmpty(Path folder) {
        try {
            return Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            return false;
        } catch (IOException e) {
            // A cgroup that still has processes is "busy", a folder of others may be read-only: it stays.
            return false;
        }
    }

    /** What is in a folder, sorted; nothing if there is no such folder. */
    static List<Path> list(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw failure("The folder '" + folder + "' cannot be read", e);
        }
    }

    static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }
}
