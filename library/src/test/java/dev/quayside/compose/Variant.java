package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.SequenceNode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One way of writing one key, as a project that docker compose and this reader both read.
 *
 * @param line says which; the record knows it by this
 * @param files by their names; the first is read, and an override file with it
 * @param flag of {@code config}, which leaves a stage out; empty for none
 */
record Variant(String line, Map<String, String> files, String flag) {
    static final String PROJECT = "t";

    /** What the reader says of a project that is refused. */
    static final String REFUSED = "refused";

    private static final String FILE = "compose.yaml";
    private static final String OVERRIDE = "compose.override.yaml";
    private static final Map<String, String> BESIDE = Map.of("l.env", "A=1\nB=\"x y\"\n", "l2.env", "A=2\nC=$A\n");
    private static final String AROUND = """
              b: {image: y}
            models: {m: {model: q}}
            secrets: {s: {environment: S}}
            networks: {n: }
            volumes: {v: , c: , vv: }
            """;

    private static final Map<String, Stage> STAGES = Map.of(
            "no-interpolate",
            Stage.INTERPOLATION,
            "no-normalize",
            Stage.NORMALIZATION,
            "no-path-resolution",
            Stage.PATHS,
            "no-env-resolution",
            Stage.ENVIRONMENT,
            "no-consistency",
            Stage.CONSISTENCY);
    private static final String JOB = "job ";
    private static final String BESIDE_A_JOB = "services:\n  a: {image: x}\n" + AROUND;

    private static final Path RESOURCES = Path.of("src", "test", "resources", "dev", "quayside", "compose");
    private static final Path RECORDED = RESOURCES.resolve("recorded-by-compose-5.6.0.txt");

    Variant {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    Variant(String line, Map<String, String> files) {
        this(line, files, "");
    }

    /** All of them, in the order of their files. */
    static List<Variant> all() {
        var all = new ArrayList<Variant>();
        lines("variants.txt").forEach(line -> all.add(new Variant(line, Map.of(FILE, alone(line)))));
        for (String line : lines("stages.txt")) {
            String[] parts = line.split(" ", 2);
            all.add(new Variant(line, Map.of(FILE, alone(parts[1])), parts[0]));
        }
        for (String line : lines("merges.txt")) {
            if (line.startsWith(JOB)) {
                all.add(mergedJob(line));
                continue;
            }
            String[] values = values(line);
            String key = key(line);
            all.add(new Variant(
                    "override " + line,
                    Map.of(
                            FILE,
                            service("image: x\n    " + key + values[0]) + AROUND,
                            OVERRIDE,
                            service(key + values[1]))));
            all.add(new Variant(
                    "extends " + line,
                    Map.of(
                            FILE,
                            service("extends: {service: a, file: sub/base.yaml}\n    " + key + values[1]) + AROUND,
                            "sub/base.yaml",
                            service("image: x\n    " + key + values[0]),
                            "sub/l.env",
                            "A=5\n",
                            "sub/l2.env",
                            "Z=6\n")));
        }
        return all;
    }

    private static String key(String line) {
        return line.substring(0, line.indexOf(": ") + 2);
    }

    private static String[] values(String line) {
        return line.substring(line.indexOf(": ") + 2).split(" \\+\\+ ", 2);
    }

    private static Variant mergedJob(String line) {
        String key = key(line).substring(JOB.length());
        String[] values = values(line);
        return new Variant(
                "override " + line,
                Map.of(
                        FILE,
                        job("image: x\n    triggers: {manual: true}\n    " + key + values[0]) + BESIDE_A_JOB,
                        OVERRIDE,
                        job(key + values[1])));
    }

    private static List<String> lines(String name) {
        try (var lines = Files.lines(RESOURCES.resolve(name))) {
            return lines.filter(line -> !line.startsWith("#")).distinct().toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A line is a key of the service {@code a}, after a slash a resource that it uses, after {@code job} a key of the job {@code j}, or
     * after a point a key of the file.
     */
    private static String alone(String line) {
        if (line.startsWith(JOB)) {
            return job("triggers: {manual: true}\n    " + line.substring(JOB.length())) + BESIDE_A_JOB;
        }
        if (line.startsWith(".")) {
            return line.substring(1) + "\n" + BESIDE_A_JOB;
        }
        if (!line.startsWith("/")) {
            return service("image: x\n    " + line) + AROUND;
        }
        String[] parts = line.substring(1).split(": ", 2);
        String[] path = parts[0].split("\\.", 2);
        return "services:\n  a: {image: x, %s: [%s]}\n%s:\n  %s: %s\n"
                .formatted(path[0], path[1], path[0], path[1], parts[1]);
    }

    private static String job(String lines) {
        return "jobs:\n  j:\n    " + lines + "\n";
    }

    private static String service(String lines) {
        return "services:\n  a:\n    " + lines + "\n";
    }

    /** Those that docker compose does not read back as it prints them. */
    static Set<String> notReadBack() {
        return Set.copyOf(lines("not-read-back.txt"));
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

    /** All files of the project, those beside included. */
    Map<String, String> written() {
        var written = new LinkedHashMap<>(BESIDE);
        written.putAll(files);
        return written;
    }

    /** Everything that the reader needs for it, in the folder {@code /p} with {@code /h} as home folder. */
    ReadOptions options() {
        var there = new LinkedHashMap<String, String>();
        written().forEach((name, content) -> there.put("/p/" + name, content));
        var options = ReadOptions.of(new ComposeFile("/p/" + FILE, files.getOrDefault(FILE, "")));
        if (files.containsKey(OVERRIDE)) {
            options = options.withFile(new ComposeFile("/p/" + OVERRIDE, files.getOrDefault(OVERRIDE, "")));
        }
        return options.withName(PROJECT).withEnvironment(Map.of("HOME", "/h")).withLookup(FileLookup.of(there));
    }

    /** What this reader makes of it. */
    String read() {
        try {
            return tree(
                    flag.isEmpty()
                            ? whole(options())
                            : partial(
                                    options(),
                                    Optional.ofNullable(STAGES.get(flag)).orElseThrow()));
        } catch (QuaysideException e) {
            return REFUSED;
        }
    }

    private static String whole(ReadOptions options) {
        return ComposeWriter.write(ComposeReader.read(options).canonical(), ComposeWriter.Format.YAML);
    }

    private static String partial(ReadOptions options, Stage leftOut) {
        MappingNode tree = ComposeReader.partial(options, Set.of(leftOut)).tree();
        return leftOut == Stage.INTERPOLATION
                ? ComposeWriter.writeWithVariables(tree, ComposeWriter.Format.YAML)
                : ComposeWriter.write(tree, ComposeWriter.Format.YAML);
    }

    /** The tree of a file that {@code config} has printed, on one line and with sorted keys. */
    static String tree(String yaml) {
        var documents = new YamlGuard(new Findings()).read(new ComposeFile("/p/printed.yaml", yaml));
        return text(documents.getFirst().root());
    }

    /** docker compose prints the keys of SSH in any order. */
    private static String sorted(SequenceNode list) {
        return list.items().stream().map(Variant::text).sorted().toList().toString();
    }

    private static String text(Node node) {
        return switch (node) {
            case MappingNode mapping -> {
                var entries = new TreeMap<String, String>();
                mapping.entries()
                        .forEach((name, entry) -> entries.put(
                                name,
                                entry.value() instanceof SequenceNode list && name.equals("ssh")
                                        ? sorted(list)
                                        : text(entry.value())));
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
