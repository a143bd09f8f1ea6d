package dev.quayside.compose;

import dev.quayside.FoundFiles;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One project of the corpus, which shows what its name says.
 *
 * <p>Beside its files lie how it is read ({@code arguments}, if that needs saying), what docker compose made of it
 * ({@code recorded.yaml}), and what this reader has to say about it ({@code findings}, if anything).
 */
record CorpusFolder(Path path) {
    static final String FINDINGS = "findings";
    static final String RECORD = "recorded.yaml";

    private static final Path CORPUS = Path.of("src", "test", "corpus").toAbsolutePath();
    private static final String ARGUMENTS = "arguments";
    private static final Set<String> EXPECTED = Set.of(FINDINGS, RECORD);

    /** All of them. */
    static List<CorpusFolder> all() {
        try (Stream<Path> folders = Files.list(CORPUS)) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .map(CorpusFolder::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return path.getFileName().toString();
    }

    /** Everything that is read, by its path in the folder. */
    Map<String, byte[]> inputs() {
        var inputs = new TreeMap<String, byte[]>();
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = path.relativize(file).toString().replace('\\', '/');
                if (!EXPECTED.contains(name)) {
                    inputs.put(name, Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return inputs;
    }

    /** By what a record knows whether it is one of this input. */
    String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            inputs().forEach((name, content) -> {
                digest.update((name + " " + content.length + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            });
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    CorpusArguments arguments() {
        return CorpusArguments.parse(lines(ARGUMENTS));
    }

    /** What this reader has to say, as it should be. */
    List<String> expectedFindings() {
        return lines(FINDINGS);
    }

    private List<String> lines(String name) {
        try {
            Path file = path.resolve(name);
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CorpusRecord recorded() {
        try {
            return CorpusRecord.read(path.resolve(RECORD));
        } catch (IOException e) {
            throw new UncheckedIOException("run CorpusOracleIT with -Dquayside.record=true", e);
        }
    }

    ReadOptions options() {
        return FoundFiles.of(arguments().options(path));
    }

    /** What this reader has to say, but for what no engine does yet. */
    List<String> findings() {
        return check().stream().map(CorpusFolder::line).map(this::portable).toList();
    }

    /** Whether it is not even YAML. */
    boolean isBrokenYaml() {
        return check().stream().map(Finding::section).anyMatch(YamlGuard.SECTION::equals);
    }

    private List<Finding> check() {
        return ComposeReader.check(options()).stream()
                .filter(finding -> finding.severity() != Finding.Severity.UNSUPPORTED)
                .toList();
    }

    private static String line(Finding finding) {
        String word = finding.severity() == Finding.Severity.WARNING ? "warning: " : "";
        return finding.position() + ": " + word + finding.message() + "; " + finding.remedy();
    }

    /** What this reader makes of it, in the words of {@link CorpusRecord#tree}. */
    String tree() {
        try {
            ReadResult result = ComposeReader.read(options());
            return Variant.tree(portable(ComposeWriter.write(result.canonical(), ComposeWriter.Format.YAML)));
        } catch (QuaysideException e) {
            return Variant.REFUSED;
        }
    }

    /** The text as if this folder were {@code /p}. */
    String portable(String text) {
        return text.replace(path.toString(), "/p").replace(CORPUS.toString(), "");
    }

    /** The Compose files among the inputs, those included that others name. */
    Map<String, String> composeFiles() {
        var files = new LinkedHashMap<String, String>();
        inputs().forEach((name, content) -> {
            if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                files.put(name, new String(content, StandardCharsets.UTF_8));
            }
        });
        return files;
    }

    /** All of its Compose files in one line. */
    String text() {
        return String.join(" ", composeFiles().values()).replaceAll("\\s+", " ");
    }

    @Override
    public String toString() {
        return name();
    }
}
