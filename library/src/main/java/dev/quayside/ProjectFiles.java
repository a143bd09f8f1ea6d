package dev.quayside;

import dev.quayside.compose.ComposeFile;
import dev.quayside.compose.ComposeReader;
import dev.quayside.compose.DotEnv;
import dev.quayside.compose.FileLookup;
import dev.quayside.compose.PartialReading;
import dev.quayside.compose.ReadOptions;
import dev.quayside.compose.Stage;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the files of an application as Docker Compose does, and reads them from the disk.
 *
 * <p>Files are named by options, else by {@code COMPOSE_FILE}, else found by their usual names in the working directory or the
 * nearest folder above it. The variables may themselves stand in the {@code .env} file.
 */
final class ProjectFiles {
    private static final List<String> NAMES =
            List.of("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml");
    private static final List<String> OVERRIDES = List.of(
            "compose.override.yml",
            "compose.override.yaml",
            "docker-compose.override.yml",
            "docker-compose.override.yaml");
    private static final String STANDARD_INPUT = "-";
    private static final int MAXIMUM_BYTES = 4 << 20;

    private final ProjectOptions options;
    private final Map<String, String> environment;

    private ProjectFiles(ProjectOptions options) {
        this.options = options;
        this.environment = withDotEnv(options);
    }

    /** Reads the application that the options name. */
    static Project read(ProjectOptions options) {
        return new ProjectFiles(options).read();
    }

    /** The files that the options name, with all that the reader needs for them. */
    static ReadOptions found(ProjectOptions options) {
        var files = new ProjectFiles(options);
        List<String> names = files.names();
        return files.reading(names, files.directory(names));
    }

    /** Reads the files that the options name without some of the stages. */
    static PartialProject partial(ProjectOptions options, Set<Stage> leftOut) {
        PartialReading reading = ComposeReader.partial(found(options), leftOut);
        return new PartialProject(new ProjectDocument(reading.tree(), leftOut.contains(Stage.INTERPOLATION)), reading);
    }

    private Project read() {
        List<String> files = names();
        Path directory = directory(files);
        return new Project(directory, files, ComposeReader.read(reading(files, directory)));
    }

    private List<String> names() {
        return named().orElseGet(this::found);
    }

    private ReadOptions reading(List<String> files, Path directory) {
        return new ReadOptions(
                files.stream().map(this::text).toList(),
                directory.toString(),
                options.name(),
                environment,
                envFiles(options, environment),
                new LinkedHashSet<>(options.profiles()),
                options.targets(),
                lookup());
    }

    /** The environment with what the {@code .env} file says of how Compose is called. */
    private static Map<String, String> withDotEnv(ProjectOptions options) {
        var environment = new LinkedHashMap<>(options.environment());
        List<String> paths = envFiles(options, environment);
        Path folder = options.directory()
                .map(options.workingDirectory()::resolve)
                .orElseGet(() -> options.files().stream()
                        .filter(file -> !file.equals(STANDARD_INPUT))
                        .findFirst()
                        .map(file -> parent(options.workingDirectory().resolve(file)))
                        .orElse(options.workingDirectory()));
        if (paths.isEmpty()) {
            paths = List.of(folder.resolve(ComposeReader.ENV_FILE).toString());
        }
        for (String path : paths) {
            contents(Path.of(path))
                    .ifPresent(text -> DotEnv.sound(text, options.environment()).forEach((name, value) -> {
                        if (name.startsWith("COMPOSE_")) {
                            environment.putIfAbsent(name, value);
                        }
                    }));
        }
        return environment;
    }

    private static List<String> envFiles(ProjectOptions options, Map<String, String> environment) {
        List<String> named = options.envFiles();
        if (named.isEmpty()) {
            String variable = environment.getOrDefault("COMPOSE_ENV_FILES", "");
            named = variable.isEmpty() ? List.of() : List.of(variable.split(",", -1));
        }
        return named.stream()
                .map(file -> options.workingDirectory()
                        .resolve(file.strip())
                        .normalize()
                        .toString())
                .toList();
    }

    private Optional<List<String>> named() {
        List<String> named = options.files();
        if (named.isEmpty()) {
            String variable = environment.getOrDefault("COMPOSE_FILE", "");
            String separator = environment.getOrDefault("COMPOSE_PATH_SEPARATOR", File.pathSeparator);
            named = variable.isEmpty()
                    ? List.of()
                    : List.of(variable.split(Pattern.quote(separator.isEmpty() ? File.pathSeparator : separator), -1));
        }
        return named.isEmpty()
                ? Optional.empty()
                : Optional.of(named.stream()
                        .map(file -> file.equals(STANDARD_INPUT)
                                ? file
                                : options.workingDirectory()
                                        .resolve(file)
                                        .normalize()
                                        .toString())
                        .toList());
    }

    private List<String> found() {
        Path start =
                options.directory().map(options.workingDirectory()::resolve).orElse(options.workingDirectory());
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            Optional<Path> file = first(folder, NAMES);
            if (file.isPresent()) {
                var files = new ArrayList<>(List.of(file.get().toString()));
                first(folder, OVERRIDES).map(Path::toString).ifPresent(files::add);
                return files;
            }
        }
        throw new QuaysideException(
                ErrorCode.NOT_FOUND,
                "no Compose file in '" + start + "' or above",
                "go to a folder with a compose.yaml, or name a file with -f");
    }

    private static Optional<Path> first(Path folder, List<String> names) {
        return names.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
    }

    private Path directory(List<String> files) {
        if (options.directory().isPresent()) {
            return options.workingDirectory().resolve(options.directory().get()).normalize();
        }
        String first = files.getFirst();
        return first.equals(STANDARD_INPUT) ? options.workingDirectory() : parent(Path.of(first));
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    private ComposeFile text(String file) {
        if (file.equals(STANDARD_INPUT)) {
            return new ComposeFile(file, options.standardInput().get());
        }
        String text = contents(Path.of(file))
                .orElseThrow(() -> new QuaysideException(
                        ErrorCode.NOT_FOUND, "the Compose file '" + file + "' does not exist", "correct its path"));
        return new ComposeFile(file, text);
    }

    private static FileLookup lookup() {
        return path -> contents(Path.of(path));
    }

    /** YAML may be UTF-16, and starts with a mark then. */
    private static Charset charset(byte[] bytes) {
        int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
        return switch (mark) {
            case 0xFEFF -> StandardCharsets.UTF_16BE;
            case 0xFFFE -> StandardCharsets.UTF_16LE;
            default -> StandardCharsets.UTF_8;
        };
    }

    /** The text of a file; empty if there is none. */
    private static Optional<String> contents(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAXIMUM_BYTES + 1);
            if (bytes.length > MAXIMUM_BYTES) {
                throw new QuaysideException(
                        ErrorCode.INVALID_FILE,
                        "'" + file + "' is longer than 4 MB",
                        "name the right file, or shorten it");
            }
            return Optional.of(new String(bytes, charset(bytes)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new QuaysideException(
                    ErrorCode.IO_FAILED,
                    "'" + file + "' cannot be read" + (Files.isDirectory(file) ? ": it is a folder" : ""),
                    "name a file that this user may read",
                    e);
        }
    }
}
