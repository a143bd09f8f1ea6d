package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.SequenceNode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One way of writing one key, as a project that docker compose and this reader both read.
 *
 * @param line as in {@code variants.txt}: a key of the service {@code a}, or, after a slash, a resource that it uses
 */
record Variant(String line) {
    static final String FILE = "compose.yaml";
    static final String PROJECT = "t";

    /** What stands beside the file. */
    static final Map<String, String> FILES = Map.of("l.env", "A=1\nB=\"x y\"\n", "l2.env", "A=2\nC=$A\n");

    /** What the reader says of a project that is refused. */
    static final String REFUSED = "refused";

    private static final Path RESOURCES = Path.of("src", "test", "resources", "dev", "quayside", "compose");
    private static final Path RECORDED = RESOURCES.resolve("recorded-by-compose-5.6.0.txt");

    /** All of them, in the order of the file. */
    static List<Variant> all() {
        try (var lines = Files.lines(RESOURCES.resolve("variants.txt"))) {
            return lines.filter(line -> !line.startsWith("#"))
                    .distinct()
                    .map(Variant::new)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What docker compose made of each, by line: the canonical tree, or {@link #REFUSED}. */
    static Map<String, String> recorded() {
        var recorded = new LinkedHashMap<String, String>();
        try (var lines = Files.lines(RECORDED)) {
            lines.filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] parts = line.split("\t", 2);
                recorded.put(parts[0], parts[1]);
            });
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return recorded;
    }

    static void record(Map<String, String> outcomes) throws IOException {
        var lines = new ArrayList<String>();
        lines.add("# Written by ComposeOracleIT: what docker compose 5.6.0 makes of each line of variants.txt.");
        outcomes.forEach((line, outcome) -> lines.add(line + "\t" + outcome));
        Files.write(RECORDED, lines, StandardCharsets.UTF_8);
    }

    /** The whole file. */
    String text() {
        if (line.startsWith("/")) {
            String[] parts = line.substring(1).split(": ", 2);
            String[] path = parts[0].split("\\.", 2);
            return "services:\n  a: {image: x, %s: [%s]}\n%s:\n  %s: %s\n"
                    .formatted(path[0], path[1], path[0], path[1], parts[1]);
        }
        return """
                services:
                  a:
                    image: x
                    %s
                  b: {image: y}
                models: {m: {model: q}}
                secrets: {s: {environment: S}}
                networks: {n: }
                volumes: {v: , c: }
                """.formatted(line);
    }

    /** What this reader makes of it, in the folder {@code /p} with {@code /h} as home folder. */
    String read() {
        var files = new LinkedHashMap<String, String>();
        FILES.forEach((name, content) -> files.put("/p/" + name, content));
        var options = ReadOptions.of(new ComposeFile("/p/" + FILE, text()))
                .withName(PROJECT)
                .withEnvironment(Map.of("HOME", "/h"))
                .withLookup(FileLookup.of(files));
        try {
            return tree(ComposeWriter.write(ComposeReader.read(options).canonical(), ComposeWriter.Format.YAML));
        } catch (QuaysideException e) {
            return REFUSED;
        }
    }

    /** The tree of a file that {@code config} has printed, on one line and with sorted keys. */
    static String tree(String yaml) {
        var documents = new YamlGuard(new Findings()).read(new ComposeFile("/p/printed.yaml", yaml));
        return text(documents.getFirst().root());
    }

    private static String text(Node node) {
        return switch (node) {
            case MappingNode mapping -> {
                var entries = new TreeMap<String, String>();
                mapping.entries().forEach((name, entry) -> entries.put(name, text(entry.value())));
                yield entries.toString();
            }
            case SequenceNode list ->
                list.items().stream().map(Variant::text).toList().toString();
            case Node.ScalarNode scalar ->
                scalar.isNull()
                        ? "null"
                        : Optional.of(scalar.content())
                                .map(content -> content instanceof String ? "'" + content + "'" : content.toString())
                                .get();
        };
    }

    @Override
    public String toString() {
        return line;
    }
}
