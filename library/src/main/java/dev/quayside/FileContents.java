package dev.quayside;

import dev.quayside.engine.Capability;
import dev.quayside.engine.Engine;
import dev.quayside.engine.Wanted;
import dev.quayside.engine.Wanted.FileKey;
import dev.quayside.engine.kubernetes.ManifestOptions;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.FileContent;
import dev.quayside.model.FileDefinition;
import dev.quayside.model.FileDefinition.Source;
import dev.quayside.model.FileMount;
import dev.quayside.model.Mount;
import dev.quayside.model.Service;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the configs and secrets that an app's services use, just before it is planned. */
final class FileContents {
    private FileContents() {}

    /** The app with the content of its files. */
    static Wanted of(App app) {
        var contents = new LinkedHashMap<FileKey, FileContent>();
        app.services().values().forEach(service -> {
            for (FileMount mount : service.storage().configs()) {
                add(contents, FileKey.config(mount.source()), app.configs());
            }
            for (FileMount mount : service.storage().secrets()) {
                add(contents, FileKey.secret(mount.source()), app.secrets());
            }
        });
        return new Wanted(app, contents);
    }

    /** The app with the content of its files, and of the small files that its services mount: for an engine that cannot see them. */
    static Wanted withMounted(App app) {
        var contents = new LinkedHashMap<>(of(app).files());
        for (Service service : app.services().values()) {
            for (Mount mount : service.storage().mounts()) {
                if (mount instanceof Mount.BindMount bind) {
                    small(bind.source()).ifPresent(content -> contents.put(FileKey.mounted(bind.source()), content));
                    smallFolder(bind.source())
                            .forEach((name, content) ->
                                    contents.put(FileKey.mounted(bind.source() + "/" + name), content));
                }
            }
        }
        return new Wanted(app, contents);
    }

    /** The app with what this engine needs of its files. */
    static Wanted of(App app, Engine engine) {
        return engine.can(Capability.ORCHESTRATION) ? withMounted(app) : of(app);
    }

    /** The content of a file that is one, and short. */
    private static Optional<FileContent> small(String path) {
        Path file = Path.of(path);
        try {
            boolean fits = Files.isRegularFile(file) && Files.size(file) <= FileContent.MAXIMUM_BYTES;
            return fits ? Optional.of(FileContent.of(Files.readAllBytes(file))) : Optional.empty();
        } catch (IOException e) {
            throw new QuaysideException(
                    ErrorCode.IO_FAILED, "the file '" + file + "' cannot be read", "make it readable", e);
        }
    }

    /** The files of a folder that has nothing but files, few and short ones. */
    private static Map<String, FileContent> smallFolder(String path) {
        Path folder = Path.of(path);
        if (!Files.isDirectory(folder)) {
            return Map.of();
        }
        try (var found = Files.list(folder)) {
            List<Path> files = found.limit(ManifestOptions.MAXIMUM_FOLDER_FILES + 1L)
                    .sorted()
                    .toList();
            if (files.size() > ManifestOptions.MAXIMUM_FOLDER_FILES) {
                return Map.of();
            }
            var contents = new LinkedHashMap<String, FileContent>();
            long left = FileContent.MAXIMUM_BYTES;
            for (Path file : files) {
                left -= Files.isRegularFile(file) ? Files.size(file) : Long.MAX_VALUE;
                if (left < 0) {
                    return Map.of();
                }
                contents.put(file.getFileName().toString(), FileContent.of(Files.readAllBytes(file)));
            }
            return contents;
        } catch (IOException e) {
            throw new QuaysideException(
                    ErrorCode.IO_FAILED, "the folder '" + folder + "' cannot be read", "make it readable", e);
        }
    }

    private static void add(Map<FileKey, FileContent> contents, FileKey key, Map<String, FileDefinition> definitions) {
        FileDefinition definition = definitions.get(key.key());
        // A missing definition is the planner's to report: it knows which service needs it.
        if (definition != null && !(definition.source() instanceof Source.External) && !contents.containsKey(key)) {
            contents.put(key, content(key, definition.source()));
        }
    }

    private static FileContent content(FileKey key, Source source) {
        return switch (source) {
            case Source.Inline inline -> FileContent.of(inline.content());
            case Source.Environment variable ->
                FileContent.of(variable.value()
                        .orElseThrow(() -> new QuaysideException(
                                ErrorCode.NOT_FOUND,
                                "the " + words(key) + " comes from the variable '" + variable.variable()
                                        + "', which is not set",
                                "set it")));
            case Source.LocalFile file -> ofFile(key, Path.of(file.path()));
            case Source.External ignored ->
                throw new IllegalArgumentException("an external " + words(key) + " has no content here");
        };
    }

    private static FileContent ofFile(FileKey key, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(FileContent.MAXIMUM_BYTES + 1);
            if (bytes.length > FileContent.MAXIMUM_BYTES) {
                throw new QuaysideException(
                        ErrorCode.INVALID_FILE,
                        "the file '" + file + "' of the " + words(key) + " is longer than 1 MiB",
                        "use a volume for large files");
            }
            return FileContent.of(bytes);
        } catch (IOException e) {
            throw new QuaysideException(
                    Files.exists(file) ? ErrorCode.IO_FAILED : ErrorCode.NOT_FOUND,
                    "the file '" + file + "' of the " + words(key)
                            + (Files.exists(file) ? " cannot be read" : " does not exist"),
                    "create it, or correct its path in the Compose file",
                    e);
        }
    }

    private static String words(FileKey key) {
        return switch (key.kind()) {
            case CONFIG -> "config '" + key.key() + "'";
            case SECRET -> "secret '" + key.key() + "'";
            case MOUNTED -> "mount '" + key.key() + "'";
        };
    }
}
