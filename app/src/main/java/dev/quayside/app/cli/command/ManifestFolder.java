package dev.quayside.app.cli.command;

import dev.quayside.app.cli.output.YamlWriter;
import dev.quayside.engine.kubernetes.Manifest;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A folder of Kubernetes objects, one in a file. It remembers what it wrote in a file of its own, and removes nothing else; a file
 * that someone else wrote is not overwritten.
 */
final class ManifestFolder {
    private static final String INDEX = ".quayside-convert";

    private final Path folder;

    ManifestFolder(Path folder) {
        this.folder = folder;
    }

    /** Writes the objects, and removes the files of those that are no more; returns how many there are. */
    int write(List<Manifest> manifests) {
        try {
            Files.createDirectories(folder);
            Set<String> before = written();
            var now = new LinkedHashSet<String>();
            manifests.forEach(manifest -> now.add(manifest.fileName()));
            refuseForeign(before, now);
            // Before the files: what a killed run wrote is then known to be ours.
            var known = new LinkedHashSet<>(before);
            known.addAll(now);
            replace(INDEX, String.join("\n", known) + "\n", false);
            for (Manifest manifest : manifests) {
                replace(
                        manifest.fileName(),
                        YamlWriter.document(manifest.content()),
                        manifest.kind().equals("Secret"));
            }
            for (String old : before) {
                if (!now.contains(old)) {
                    Files.deleteIfExists(folder.resolve(old));
                }
            }
            replace(INDEX, String.join("\n", now) + "\n", false);
            return now.size();
        } catch (IOException e) {
            throw new QuaysideException(
                    ErrorCode.IO_FAILED,
                    "the folder '" + folder + "' cannot be written: " + e.getMessage(),
                    "name a folder that you may write to",
                    e);
        }
    }

    private Set<String> written() throws IOException {
        Path index = folder.resolve(INDEX);
        if (!Files.exists(index)) {
            return Set.of();
        }
        var names = new LinkedHashSet<String>();
        for (String line : Files.readAllLines(index)) {
            if (line.matches("[a-z]+-[a-z0-9.-]+\\.yaml")) {
                names.add(line);
            }
        }
        return names;
    }

    private void refuseForeign(Set<String> before, Set<String> now) {
        var foreign = new ArrayList<String>();
        for (String name : now) {
            if (!before.contains(name) && Files.exists(folder.resolve(name))) {
                foreign.add(name);
            }
        }
        if (!foreign.isEmpty()) {
            throw new QuaysideException(
                    ErrorCode.NOT_OWNED,
                    "'" + folder + "' has files that 'convert' did not write: " + String.join(", ", foreign),
                    "name another folder, or move them away");
        }
    }

    private void replace(String name, String text, boolean secret) throws IOException {
        Path scratch = folder.resolve("." + name + ".new");
        Files.deleteIfExists(scratch);
        Files.createFile(scratch);
        if (secret && Files.getFileStore(scratch).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rw-------"));
        }
        Files.writeString(scratch, text);
        Files.move(scratch, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
