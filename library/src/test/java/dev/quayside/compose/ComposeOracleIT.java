package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quayside.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * docker compose itself, against what was recorded of it and against the table of keys.
 *
 * <p>With {@code -Dquayside.record=true} the record is written anew.
 */
@Timeout(900)
class ComposeOracleIT {
    private static final String PROGRAM =
            Optional.ofNullable(System.getenv("QUAYSIDE_TEST_COMPOSE")).orElse("");

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsDockerCompose() {
        boolean required = "1".equals(System.getenv("QUAYSIDE_REQUIRE_ENGINES"));
        assertThat(required && PROGRAM.isEmpty())
                .as("QUAYSIDE_TEST_COMPOSE names no docker compose")
                .isFalse();
        assumeTrue(!PROGRAM.isEmpty(), "no docker compose: QUAYSIDE_TEST_COMPOSE is not set; ./build sets it");
    }

    @Test
    void dockerComposeStillSaysWhatWasRecorded() throws Exception {
        var outcomes = new LinkedHashMap<String, String>();
        List<Variant> variants = Variant.all();
        List<String> answers = askAll(variants);
        for (int i = 0; i < variants.size(); i++) {
            outcomes.put(variants.get(i).line(), answers.get(i));
        }
        if (Boolean.getBoolean("quayside.record")) {
            Variant.record(outcomes);
        }

        assertThat(outcomes).isEqualTo(Variant.recorded());
    }

    @Test
    void whatTheTableAllowsAndMoreIsReadAsDockerComposeReadsIt() throws Exception {
        List<Variant> variants = GeneratedVariants.part();
        List<String> theirs = askAll(variants);
        var differences = new ArrayList<String>();
        for (int i = 0; i < variants.size(); i++) {
            Variant variant = variants.get(i);
            String ours = variant.read();
            if (!ours.equals(theirs.get(i))
                    && WantedDifference.of(variant.line(), theirs.get(i), ours).isEmpty()) {
                differences.add(variant.line() + "\n  docker compose: " + theirs.get(i) + "\n  quayside: " + ours);
            }
        }

        assertThat(variants).hasSizeGreaterThan(2_000);
        assertThat(differences).isEmpty();
    }

    private List<String> askAll(List<Variant> variants) throws Exception {
        try (var workers = Executors.newFixedThreadPool(4)) {
            var calls = new ArrayList<Callable<String>>();
            for (Variant variant : variants) {
                Path own = Files.createTempDirectory(folder, "own");
                calls.add(() -> ask(variant, own));
            }
            var answers = new ArrayList<String>();
            for (var answer : workers.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    private String ask(Variant variant, Path own) throws IOException, InterruptedException {
        Files.createDirectories(own.resolve("home"));
        Files.createDirectories(own.resolve("sub"));
        for (Map.Entry<String, String> file : variant.written().entrySet()) {
            Files.writeString(own.resolve(file.getKey()), file.getValue());
        }
        return config(variant, own, List.of())
                .map(printed -> Variant.tree(
                        printed.replace(own.resolve("home").toString(), "/h").replace(own.toString(), "/p")))
                .orElse(Variant.REFUSED);
    }

    /** What docker compose prints; empty if it refuses. */
    private static Optional<String> config(Variant variant, Path own, List<String> options)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(PROGRAM, "-p", Variant.PROJECT));
        command.addAll(options);
        command.addAll(List.of("config", "--format", "yaml"));
        if (!variant.flag().isEmpty()) {
            command.add("--" + variant.flag());
        }
        var builder = new ProcessBuilder(command)
                .directory(own.toFile())
                .redirectError(own.resolve("errors").toFile())
                .redirectOutput(own.resolve("printed").toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("HOME", own.resolve("home").toString());
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("docker compose did not end on " + variant);
        }
        return process.exitValue() == 0 ? Optional.of(Files.readString(own.resolve("printed"))) : Optional.empty();
    }

    @Test
    void whatThisReaderDoesNotReadBackDockerComposeDoesNotEither() throws Exception {
        Set<String> lines = Variant.notReadBack();
        var readBack = new ArrayList<String>();
        for (Variant variant : Variant.all()) {
            if (lines.contains(variant.line())) {
                Path own = Files.createTempDirectory(folder, "again");
                ask(variant, own);
                // A job's name, which docker compose prints, is a key that it refuses.
                String printed = Files.readString(own.resolve("printed")).replaceAll("(?m)^    name: j\\n", "");
                Files.writeString(own.resolve("again.yaml"), printed);
                if (config(variant, own, List.of("-f", "again.yaml"))
                        .filter(again -> Variant.tree(again.replaceAll("(?m)^    name: j\\n", ""))
                                .equals(Variant.tree(printed)))
                        .isPresent()) {
                    readBack.add(variant.line());
                }
            }
        }

        assertThat(readBack).isEmpty();
    }

    @Test
    void theTableHasEveryKeyOfItsSchema() throws IOException {
        Path schema = Path.of(Optional.ofNullable(System.getenv("QUAYSIDE_TEST_COMPOSE_SCHEMA"))
                .orElseThrow());
        Json root = Json.parse(Files.readString(schema));
        var paths = new LinkedHashSet<List<String>>();
        new Walk(root.at("$defs"), paths).walk(root, List.of(), List.of());

        var missing = paths.stream()
                .filter(path -> key(path).isEmpty())
                .map(path -> String.join(".", path))
                .toList();

        assertThat(paths).hasSizeGreaterThan(400);
        assertThat(missing).isEmpty();
    }

    private static Optional<Key> key(List<String> path) {
        Optional<Key> key = Optional.of(KeyTable.ROOT);
        for (String name : path) {
            key = key.flatMap(known -> name.equals("[]") ? known.item() : known.child(name));
        }
        return key;
    }

    /** Follows references and alternatives of a JSON schema to every key; {@code NAME} stands for one that the user chooses. */
    private record Walk(Json definitions, Set<List<String>> paths) {
        void walk(Json node, List<String> path, List<String> inside) {
            String reference = node.text("$ref");
            if (!reference.isEmpty()) {
                String name = reference.substring(reference.lastIndexOf('/') + 1);
                if (!inside.contains(name)) {
                    walk(definitions.at(name), path, with(inside, name));
                }
                return;
            }
            for (String several : List.of("oneOf", "anyOf", "allOf")) {
                node.items(several).forEach(one -> walk(one, path, inside));
            }
            node.members("properties").forEach((name, child) -> {
                paths.add(with(path, name));
                walk(child, with(path, name), inside);
            });
            node.members("patternProperties").forEach((pattern, child) -> {
                if (!pattern.equals("^x-")) {
                    walk(child, with(path, "NAME"), inside);
                }
            });
            if (node.at("items").isPresent()) {
                walk(node.at("items"), with(path, "[]"), inside);
            }
        }

        private static List<String> with(List<String> list, String more) {
            var longer = new ArrayList<>(list);
            longer.add(more);
            return longer;
        }
    }
}
