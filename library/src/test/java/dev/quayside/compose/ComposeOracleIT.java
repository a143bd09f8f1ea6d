package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
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
    @TempDir
    private Path folder;

    private Oracle oracle;

    @BeforeEach
    void needsDockerCompose() {
        oracle = Oracle.needed(folder);
    }

    @Test
    void dockerComposeStillSaysWhatWasRecorded() throws Exception {
        var outcomes = new LinkedHashMap<String, String>();
        List<Variant> variants = Variant.all();
        List<String> answers = oracle.askAll(variants);
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
        assertThat(new Comparison(oracle).differences(GeneratedVariants.part())).isEmpty();
    }

    @Test
    void whatIsPutOverTheOtherIsReadAsDockerComposeReadsIt() throws Exception {
        List<Combination> combinations = CombinedVariants.part();
        System.out.println("Combined in this run: " + Coverage.of(combinations).of(Coverage.whole()));

        List<Variant> variants = combinations.stream().map(Combination::variant).toList();
        assertThat(new Comparison(oracle).differences(variants)).isEmpty();
    }

    @Test
    void whatOneMistakeMakesWrongIsReadAsDockerComposeReadsIt() throws Exception {
        assertThat(new Comparison(oracle).differences(Parts.one(Mutation.all())))
                .isEmpty();
    }

    @Test
    void whatThisReaderDoesNotReadBackDockerComposeDoesNotEither() throws Exception {
        Set<String> lines = Variant.notReadBack();
        var readBack = new ArrayList<String>();
        for (Variant variant : Variant.all()) {
            if (lines.contains(variant.line())) {
                Path own = oracle.write(variant);
                // A job's name, which docker compose prints, is a key that it refuses.
                String printed =
                        oracle.config(variant, own, List.of()).orElse("").replaceAll("(?m)^    name: j\\n", "");
                Files.writeString(own.resolve("again.yaml"), printed);
                if (oracle.config(variant, own, List.of("-f", "again.yaml"))
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
