package dev.quayside.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.IoProblem;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The folder that a build may read, as the tar stream that the classic builder takes.
 *
 * <p>What is sent is what Docker sends: everything that the ignore file does not leave out, owned by root, with modes and
 * times (in seconds), hard links kept, symbolic links as links wherever they point and never followed. The order is fixed,
 * so the same files give the same stream. Sockets are left out with a warning; so are devices and named pipes, which Docker
 * would send: nobody means to put one into an image, and not every engine may create them. Extended attributes are not sent.
 *
 * <p>Immutable; the files are read by {@link #writeTo}, one after the other and in constant memory.
 */
final class BuildContext {
    private static final int LARGEST_DOCKERFILE = 4 << 20;
    private static final String IGNORE_FILE = ".dockerignore";

    private final Path root;
    private final DockerIgnore ignore;
    private final String dockerfileLabel;
    private final byte[] dockerfile;
    private final String dockerfileName;
    private final boolean generated;

    private BuildContext(Path root, DockerIgnore ignore, Located located) {
        this.root = root;
        this.ignore = ignore;
        this.dockerfileLabel = located.label();
        this.dockerfile = located.content();
        // Only .dockerignore itself is known to the classic builder, which leaves out of the image what it names. With
        // any
        // other ignore file, the Dockerfile gets a name of its own, and that name and the builder's ignore file are
        // made here.
        boolean isPlain = ignore.file()
                .map(file -> file.equals(root.resolve(IGNORE_FILE)))
                .orElse(true);
        this.generated = !isPlain || located.nameInContext().isEmpty();
        this.dockerfileName = generated
                ? generatedName(located.content())
                : located.nameInContext().orElseThrow();
    }

    /** A Dockerfile: how errors call it, what is in it, and its path in the context if it lies there. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Located(String label, byte[] content, Optional<String> nameInContext) {}

    /**
     * How much was sent.
     *
     * @param entries files, directories and links
     * @param bytes what the files hold
     * @param warnings what was left out or changed meanwhile, at most 100 sentences
     */
    record Sent(long entries, long bytes, List<String> warnings) {
        Sent {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * A folder with a Dockerfile.
     *
     * @param dockerfile relative to the folder, or absolute; it may lie outside, and empty means {@code Dockerfile}
     * @throws QuaysideException NOT_FOUND, INVALID_FILE for the ignore file, IO_FAILED
     */
    static BuildContext of(Path directory, String dockerfile) {
        var root = realDirectory(directory);
        var file = dockerfile.isEmpty() ? defaultDockerfile(root) : resolve(root, dockerfile);
        var real = realFile(file);
        var inside = real.startsWith(root) ? Optional.of(TarName.of(root.relativize(real))) : Optional.<String>empty();
        var located = new Located(file.toString(), content(real), inside);
        return new BuildContext(root, DockerIgnore.of(root, Optional.of(file)), located);
    }

    /** A folder with a Dockerfile that is only text, as in Compose's {@code dockerfile_inline}; {@code label} names it in errors. */
    static BuildContext ofInline(Path directory, String label, String dockerfile) {
        var root = realDirectory(directory);
        var located = new Located(label, dockerfile.getBytes(UTF_8), Optional.empty());
        return new BuildContext(root, DockerIgnore.of(root, Optional.empty()), located);
    }

    private static Path realDirectory(Path directory) {
        try {
            var real = directory.toRealPath();
            if (!Files.isDirectory(real)) {
                throw new QuaysideException(
                        ErrorCode.INVALID_ARGUMENT,
                        "Build context '" + directory + "' is not a folder",
                        "name the folder that holds the files of the build");
            }
            return real;
        } catch (IOException e) {
            throw new QuaysideException(
                    ErrorCode.NOT_FOUND,
                    "Build context '" + directory + "' cannot be used: " + IoProblem.of(e),
                    "name the folder that holds the files of the build",
                    e);
        }
    }

    private static Path resolve(Path root, String dockerfile) {
        try {
            return root.resolve(dockerfile);
        } catch (InvalidPathException e) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "Dockerfile '" + dockerfile + "' is not a path: " + e.getReason(),
                    "write the path of the Dockerfile, relative to the build context",
                    e);
        }
    }

    private static Path defaultDockerfile(Path root) {
        var usual = root.resolve("Dockerfile");
        var lower = root.resolve("dockerfile");
        return !Files.exists(usual) && Files.exists(lower) ? lower : usual;
    }

    private static Path realFile(Path file) {
        try {
            var real = file.toRealPath();
            if (!Files.isRegularFile(real)) {
                throw new QuaysideException(
                        ErrorCode.INVALID_ARGUMENT,
                        "Dockerfile '" + file + "' is not a file",
                        "name the file with the instructions of the build");
            }
            return real;
        } catch (IOException e) {
            throw new QuaysideException(
                    ErrorCode.NOT_FOUND,
                    "Dockerfile '" + file + "' cannot be used: " + IoProblem.of(e),
                    "create it, or name another one",
                    e);
        }
    }

    private static byte[] content(Path file) {
        try (var in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LARGEST_DOCKERFILE + 1);
            if (content.length > LARGEST_DOCKERFILE) {
                throw new QuaysideException(
                        ErrorCode.INVALID_FILE, "'" + file + "' has more than 4 MiB", "name a Dockerfile");
            }
            return content;
        } catch (IOException e) {
            throw new QuaysideException(
                    ErrorCode.IO_FAILED,
                    "Dockerfile '" + file + "' cannot be read: " + IoProblem.of(e),
                    "make it readable for you",
                    e);
        }
    }

    private static String generatedName(byte[] content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content);
            return ".dockerfile." + HexFormat.of().formatHex(digest, 0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The Dockerfile's path in what is sent, which the builder has to be told. */
    String dockerfileName() {
        return dockerfileName;
    }

    /** How errors call the Dockerfile. */
    String dockerfileLabel() {
        return dockerfileLabel;
    }

    /** What the Dockerfile says. */
    String dockerfileText() {
        return new String(dockerfile, UTF_8);
    }

    /** The ignore file that decides what is left out. */
    Optional<Path> ignoreFile() {
        return ignore.file();
    }

    /** Like {@link #writeTo(OutputStream, Consumer)}, without reports on the way. */
    Sent writeTo(OutputStream out) throws IOException {
        return writeTo(out, sent -> {});
    }

    /**
     * Writes the tar stream; {@code out} is flushed and stays open.
     *
     * @param progress told now and then how far it is, on the calling thread
     * @throws QuaysideException IO_FAILED, naming the file that cannot be read, vanished or shrank meanwhile
     * @throws IOException if {@code out} fails
     */
    Sent writeTo(OutputStream out, Consumer<Sent> progress) throws IOException {
        var archive = new ContextArchive(out, progress);
        if (generated) {
            archive.putText(dockerfileName, dockerfile);
            archive.putText(IGNORE_FILE, builderIgnoreFile().getBytes(UTF_8));
            new ContextWalk(root, ignore, Set.of(), Set.of(IGNORE_FILE, dockerfileName), archive).run();
        } else {
            new ContextWalk(root, ignore, Set.of(IGNORE_FILE, dockerfileName), Set.of(), archive).run();
        }
        return archive.finish();
    }

    /** An ignore file for the builder that names the generated Dockerfile, and itself unless it belongs into the image. */
    private String builderIgnoreFile() {
        var real = root.resolve(IGNORE_FILE);
        if (!Files.isRegularFile(real) || ignore.excludes(IGNORE_FILE)) {
            return IGNORE_FILE + "\n" + dockerfileName + "\n";
        }
        return new String(content(real), UTF_8) + "\n!" + IGNORE_FILE + "\n" + dockerfileName + "\n";
    }
}
