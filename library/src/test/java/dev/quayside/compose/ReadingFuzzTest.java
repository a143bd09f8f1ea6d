package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.quayside.compose.ComposeWriter.Format;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whatever the texts are: they are read, or refused with the one typed error, and what {@code config} prints is read to the same again.
 *
 * <p>The unit tests try the texts of {@code ReadingFuzzTestInputs} only; CONTRIBUTING.md says how to try others.
 */
class ReadingFuzzTest {
    private static final Position HERE = new Position("f", 1, 1);

    @DictionaryFile(resourcePath = "/dev/quayside/compose/words-of-compose-files.txt")
    @FuzzTest(maxDuration = "1m")
    void anyProjectIsReadTheSameAgainFromWhatIsWritten(FuzzedDataProvider data) {
        var project = FuzzedProject.of(data.consumeRemainingAsString());
        ReadResult result;
        try {
            result = ComposeReader.read(project.options());
        } catch (QuaysideException refused) {
            assertThat(refused.problem()).isNotEmpty();
            return;
        }
        for (Format format : Format.values()) {
            String written = ComposeWriter.write(result.canonical(), format);
            if (isRefusedOnceWritten(project, written)) {
                return;
            }
            ReadResult again = ComposeReader.read(project.options(written));
            // JSON has no dates: what other programs read is text there.
            if (format == Format.YAML) {
                assertThat(printed(again)).isEqualTo(printed(result));
            }
            assertThat(again.refusal().isPresent()).isEqualTo(result.refusal().isPresent());
            if (result.refusal().isEmpty()) {
                assertThat(again.app()).isEqualTo(asPrinted(result.app()));
            }
        }
    }

    /** An empty value of a key that must be there is printed without the key, and that is refused, by docker compose too. */
    private static boolean isRefusedOnceWritten(FuzzedProject project, String written) {
        return ComposeReader.check(project.options(written)).stream()
                .anyMatch(finding -> finding.message().contains(" needs the key '"));
    }

    /** Services of profiles that are not active are not printed, by docker compose neither. */
    private static App asPrinted(App app) {
        return new App(
                app.name(), app.services(), app.networks(), app.volumes(), app.configs(), app.secrets(), Set.of());
    }

    private static String printed(ReadResult result) {
        return Variant.tree(ComposeWriter.write(result.canonical(), Format.YAML));
    }

    @DictionaryFile(resourcePath = "/dev/quayside/compose/words-of-compose-files.txt")
    @FuzzTest(maxDuration = "1m")
    void anyValueOfAKeyIsReadTheSameAgainFromWhatIsWritten(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        Values.integer(text)
                .ifPresent(value -> assertThat(Values.integer(value)).contains(value));
        Values.decimal(text)
                .ifPresent(value -> assertThat(Values.decimal(value)).contains(value));
        Values.bytes(text)
                .ifPresent(size -> assertThat(Values.bytes(Long.toString(size))).hasValue(size));
        Values.duration(text)
                .ifPresent(nanoseconds -> assertThat(Values.duration(Values.formatDuration(nanoseconds)))
                        .hasValue(nanoseconds));
        ShellWords.split(text).ifPresent(words -> assertThat(words).doesNotContainNull());
        if (VolumeSpec.target(text).isPresent()) {
            assertThat(VolumeSpec.parse(text, HERE).volume()).isPresent();
        }
        assertThat(Paths.clean(Paths.clean(text))).isEqualTo(Paths.clean(text));
        Addresses.isAddress(text);
        for (Format format : Format.values()) {
            assertThat(writtenAndRead(Map.of("x-text", Node.ScalarNode.text(HERE, text)), format))
                    .containsExactly(text);
        }
        if (!ScalarResolver.isNotFinite(text)) {
            Node.ScalarNode value = ScalarResolver.resolve(HERE, text);
            // A number without a fraction is written as an integer, as docker compose does.
            assertThat(writtenAndRead(Map.of("x-value", value), Format.YAML)).containsExactly(value.text());
        }
    }

    private static List<String> writtenAndRead(Map<String, Node> values, Format format) {
        var file = new ComposeFile("f", ComposeWriter.write(Node.MappingNode.of(HERE, values), format));
        var findings = new Findings();
        List<YamlDocument> documents = new YamlGuard(findings).read(file);
        assertThat(findings.all()).isEmpty();
        var filled = new Interpolation(Map.of(), findings, new LinkedHashMap<>())
                .fill(documents.getFirst().root());
        return filled.entries().values().stream()
                .map(entry -> ((Node.ScalarNode) entry.value()).text())
                .toList();
    }

    @DictionaryFile(resourcePath = "/dev/quayside/compose/words-of-compose-files.txt")
    @FuzzTest(maxDuration = "1m")
    void anyEnvFileIsReadInBothFormatsOrRefusedWithAPlace(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        Map<String, String> known = Map.of("HOME", "/h", "EMPTY", "");
        try {
            Map<String, String> variables = DotEnv.parse(text, known);
            assertThat(variables).doesNotContainKey(null).doesNotContainValue(null);
            assertThat(DotEnv.parse(quoted(variables), known)).isEqualTo(quotable(variables));
        } catch (QuaysideException refused) {
            assertThat(refused.problem()).startsWith(".env:");
        }
        var raw = new LinkedHashMap<String, String>();
        RawEnv.parse(
                "raw.env",
                text,
                name -> Optional.ofNullable(known.get(name)),
                raw,
                fault -> assertThat(fault.failure().problem()).startsWith("raw.env:"));
        assertThat(raw.values()).noneMatch(value -> value.contains("\n"));
    }

    /** Variables that single quotes can hold: those quotes have no escape for a backslash at the end. */
    private static Map<String, String> quotable(Map<String, String> variables) {
        var quotable = new LinkedHashMap<>(variables);
        quotable.entrySet()
                .removeIf(variable -> variable.getKey().isEmpty()
                        || variable.getKey().startsWith("export")
                        || variable.getValue().contains("'")
                        || variable.getValue().contains("\\"));
        return quotable;
    }

    private static String quoted(Map<String, String> variables) {
        var text = new StringBuilder();
        quotable(variables)
                .forEach((name, value) ->
                        text.append(name).append("='").append(value).append("'\n"));
        return text.toString();
    }

    @DictionaryFile(resourcePath = "/dev/quayside/compose/words-of-compose-files.txt")
    @FuzzTest(maxDuration = "1m")
    void anyTextIsFilledWithVariablesInTime(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        var environment = Map.of("A", "value", "B", "", "C", "${A}", "SELF", "$SELF", "LONG", "x".repeat(100_000));
        var variables = new LinkedHashMap<String, Variable>();
        var findings = new Findings();
        Node root = Node.MappingNode.of(
                HERE, Map.of("x-list", new Node.SequenceNode(HERE, List.of(Node.ScalarNode.text(HERE, text)))));
        var filled = new Interpolation(environment, findings, variables).fill((Node.MappingNode) root);

        assertThat(filled.entries()).containsOnlyKeys("x-list");
        if (!findings.failed()) {
            var names = Arrays.asList(text.split("[^A-Za-z0-9_]+"));
            assertThat(names).containsAll(variables.keySet());
        }
    }
}
