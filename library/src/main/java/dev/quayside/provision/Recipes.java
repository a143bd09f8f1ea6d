package dev.quayside.provision;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.ImageRef;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The recipes that come with Quayside, unpacked where the scripts and Dockerfiles among them can be used.
 *
 * @param folder where they are
 */
record Recipes(Path folder, List<Recipe> all) {
    Recipes {
        all = List.copyOf(all);
    }

    /** Unpacks the recipes below a folder, once for each state of their content. */
    static Recipes unpackedBelow(Path parent) {
        var files = resources();
        var folder = parent.resolve(digest(files));
        if (!FileAccess.isFolder(folder)) {
            unpack(files, parent, folder);
        }
        return in(folder);
    }

    static Recipes in(Path folder) {
        var recipes = FileAccess.list(folder.resolve("images")).stream()
                .flatMap(image -> FileAccess.isFolder(image)
                        ? FileAccess.read(image.resolve("recipe.properties"))
                                .map(text -> Recipe.parse(image, text))
                                .stream()
                        : Optional.<Recipe>empty().stream())
                .toList();
        return new Recipes(folder, recipes);
    }

    Optional<Recipe> find(ImageRef image) {
        return all.stream().filter(recipe -> recipe.makes(image)).findFirst();
    }

    /** The script that makes root file systems. */
    Path baseScript() {
        return folder.resolve("images/base");
    }

    private static Map<String, byte[]> resources() {
        try {
            var location = Recipes.class.getResource("lab");
            if (location == null) {
                throw new IOException("they are not on the class path");
            }
            return read(location.toURI());
        } catch (IOException | URISyntaxException e) {
            throw new QuaysideException(
                    ErrorCode.IO_FAILED,
                    "The recipes of images cannot be read: " + e.getMessage(),
                    "build or install Quayside again",
                    e);
        }
    }

    static Map<String, byte[]> read(URI location) throws IOException {
        if (!location.getScheme().equals("jar")) {
            return read(Path.of(location));
        }
        // Such as jar:file:/path/quayside.jar!/dev/quayside/provision/lab
        var text = location.getRawSchemeSpecificPart();
        var end = text.lastIndexOf("!/");
        try (var archive = FileSystems.newFileSystem(Path.of(URI.create(text.substring(0, end))))) {
            return read(archive.getPath(text.substring(end + 1)));
        }
    }

    private static Map<String, byte[]> read(Path root) throws IOException {
        var files = new TreeMap<String, byte[]>();
        try (var all = Files.walk(root)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static String digest(Map<String, byte[]> files) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, content) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(content);
            });
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Builds the folder beside its place, so that one of its name is complete. Two processes may do so at once. */
    private static void unpack(Map<String, byte[]> files, Path parent, Path folder) {
        try {
            var scratch = Files.createTempDirectory(FileAccess.folder(parent), ".new");
            for (var file : files.entrySet()) {
                write(scratch.resolve(file.getKey()), file.getValue());
            }
            try {
                Files.move(scratch, folder);
            } catch (IOException e) {
                deleteTree(scratch);
                if (!FileAccess.isFolder(folder)) {
                    throw e;
                }
            }
        } catch (IOException e) {
            throw FileAccess.failure("The recipes of images cannot be unpacked into '" + folder + "'", e);
        }
    }

    /** Archives do not keep what is executable; scripts are. */
    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        Files.write(file, content);
        var script = content.length > 1 && content[0] == '#' && content[1] == '!';
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(script ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static void deleteTree(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
