package dev.quayside.engine.docker;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.IoProblem;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a {@code .dockerignore} file leaves out of a build context, decided exactly as Docker decides it. Immutable.
 *
 * <p>Patterns are tried in order and the last that applies wins; what applies to a directory applies to all below it. See
 * <a href="https://docs.docker.com/build/concepts/context/#dockerignore-files">the documentation of the format</a>.
 */
final class DockerIgnore {
    private static final int LONGEST_FILE = 4 << 20;
    private static final int LONGEST_LINE = (64 << 10) - 1;

    private final Optional<Path> file;
    private final List<IgnorePattern> patterns;

    private DockerIgnore(Optional<Path> file, List<IgnorePattern> patterns) {
        this.file = file;
        this.patterns = List.copyOf(patterns);
    }

    /**
     * The answer for one path: whether it is left out, and which patterns apply to it, which those below it inherit.
     *
     * @param excluded whether the path is left out
     * @param applied for each pattern whether it applies; empty for the context itself
     */
    record Match(boolean excluded, List<Boolean> applied) {
        /** The answer for the context itself, which is never left out. */
        static final Match CONTEXT = new Match(false, List.of());

        Match {
            applied = List.copyOf(applied);
        }
    }

    /** Leaves nothing out. */
    static DockerIgnore nothing() {
        return new DockerIgnore(Optional.empty(), List.of());
    }

    /**
     * Reads the ignore file of a build: {@code <Dockerfile>.dockerignore} beside the Dockerfile if there is one, else
     * {@code .dockerignore} in the context, else nothing is left out.
     *
     * @throws QuaysideException INVALID_FILE if the file is a link, which could hide that nothing is ignored, or malformed
     */
    static DockerIgnore of(Path context, Optional<Path> dockerfile) {
        var own = dockerfile
                .map(path -> path.resolveSibling(path.getFileName() + ".dockerignore"))
                .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS));
        var file = own.orElse(context.resolve(".dockerignore"));
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? read(file) : nothing();
    }

    private static DockerIgnore read(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new QuaysideException(
                    ErrorCode.INVALID_FILE,
                    "'" + file + "' is not a regular file, so what it ignores cannot be relied on",
                    "replace it by a file with the patterns");
        }
        byte[] content = content(file);
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
            return new DockerIgnore(Optional.of(file), parse(file.toString(), text.toString()));
        } catch (CharacterCodingException e) {
            throw new QuaysideException(
                    ErrorCode.INVALID_FILE, "'" + file + "' is not UTF-8 text", "save it as UTF-8", e);
        }
    }

    private static byte[] content(Path file) {
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(LONGEST_FILE + 1);
            if (content.length > LONGEST_FILE) {
                throw new QuaysideException(
                        ErrorCode.INVALID_FILE, "'" + file + "' has more than 4 MiB", "write fewer, wider patterns");
            }
            return content;
        } catch (IOException e) {
            throw new QuaysideException(
                    ErrorCode.IO_FAILED,
                    "'" + file + "' cannot be read: " + IoProblem.of(e),
                    "make it readable for you",
                    e);
        }
    }

    /** The patterns of a text; {@code source} names it in errors. */
    static DockerIgnore ofText(String source, String text) {
        return new DockerIgnore(Optional.empty(), parse(source, text));
    }

    private static List<IgnorePattern> parse(String source, String text) {
        var patterns = new ArrayList<IgnorePattern>();
        int number = 0;
        for (var line : text.split("\n", -1)) {
            number++;
            var withoutMark = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
            var content = withoutMark.endsWith("\r") ? withoutMark.substring(0, withoutMark.length() - 1) : withoutMark;
            try {
                IgnoreLine.clean(content).ifPresent(cleaned -> patterns.add(IgnorePattern.of(cleaned)));
            } catch (IllegalArgumentException e) {
                throw malformed(source, number, content, e);
            }
        }
        return patterns;
    }

    private static QuaysideException malformed(String source, int number, String line, IllegalArgumentException cause) {
        var shown = line.length() > LONGEST_LINE ? line.substring(0, 40) + "…" : line;
        return new QuaysideException(
                ErrorCode.INVALID_FILE,
                source + ":" + number + ": the pattern '" + shown + "' is malformed: " + cause.getMessage(),
                "correct it; a backslash makes the punctuation after it stand for itself",
                cause);
    }

    /** The file the patterns came from. */
    Optional<Path> file() {
        return file;
    }

    /** Whether a path below the context is left out, by itself or with a directory that it is in. */
    boolean excludes(String path) {
        return match(path, Match.CONTEXT).excluded();
    }

    /**
     * Whether a path is left out, given the answer for the directory that it is in.
     *
     * @param path relative to the context, with slashes
     * @param parent the answer for its directory; {@link Match#CONTEXT} makes this method look at all directories itself
     */
    Match match(String path, Match parent) {
        boolean excluded = false;
        var applied = new ArrayList<Boolean>(patterns.size());
        for (int i = 0; i < patterns.size(); i++) {
            var pattern = patterns.get(i);
            boolean applies = !parent.applied().isEmpty() && parent.applied().get(i);
            // A pattern that could not change the answer is not tried, and then does not count for what lies below
            // either:
            // this is Docker's behaviour, and it shows in rare cases.
            if (!applies && pattern.exception() == excluded) {
                applies = pattern.matches(path) || (parent.applied().isEmpty() && matchesADirectoryOf(path, pattern));
            }
            applied.add(applies);
            if (applies) {
                excluded = !pattern.exception();
            }
        }
        return new Match(excluded, applied);
    }

    private static boolean matchesADirectoryOf(String path, IgnorePattern pattern) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (pattern.matches(path.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a directory that is left out must be walked all the same, because an exception may lie below it. */
    boolean mayIncludeBelow(String directory) {
        return patterns.stream().anyMatch(pattern -> pattern.exception() && pattern.couldMatchBelow(directory));
    }
}
