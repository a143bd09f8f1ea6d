package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.compose.ComposeWriter.Format;
import dev.quayside.compose.Node.Entry;
import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.compose.Node.SequenceNode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every project that is read, whichever it is: tried with all accepted ones of {@link Variant}. */
class ReadingPropertiesTest {
    private static final List<Variant> ACCEPTED = Variant.all().stream()
            .filter(variant -> variant.flag().isEmpty())
            .filter(variant -> read(variant.options()).isPresent())
            .toList();

    private static final Set<String> NOT_READ_BACK = Variant.notReadBack();

    /** What came of a reading: what {@code config} prints, without places and order; the application is missing if this version does not run it. */
    private record Outcome(String tree, Optional<App> app) {}

    private static Optional<Outcome> read(ReadOptions options) {
        try {
            ReadResult result = ComposeReader.read(options);
            Optional<App> app = result.refusal().isPresent() ? Optional.empty() : Optional.of(result.app());
            return Optional.of(new Outcome(Variant.tree(ComposeWriter.write(result.canonical(), Format.YAML)), app));
        } catch (QuaysideException refused) {
            return Optional.empty();
        }
    }

    @Test
    void mostVariantsAreAcceptedAndRun() {
        assertThat(ACCEPTED).hasSizeGreaterThan(Variant.all().size() / 2);
        assertThat(ACCEPTED)
                .anyMatch(variant -> read(variant.options()).orElseThrow().app().isPresent());
    }

    @Test
    void readingTwiceGivesTheSameTwice() {
        for (Variant variant : ACCEPTED) {
            assertThat(read(variant.options())).as(variant.line()).isEqualTo(read(variant.options()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "{}", "services: {}", "services: {a: {}}", "services: {a: }"})
    void aFileThatSaysNothingChangesNothingWhenItIsMergedOver(String nothing) {
        for (Variant variant : ACCEPTED) {
            ReadOptions more = variant.options().withFile(new ComposeFile("/p/nothing.yaml", nothing));

            // Items of a job's lists may be equal, and are checked for that with each further file.
            if (!NOT_READ_BACK.contains(variant.line())) {
                assertThat(read(more)).as(variant.line()).isEqualTo(read(variant.options()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadTheSameAgain(Format format) {
        var changed = new ArrayList<String>();
        for (Variant variant : ACCEPTED) {
            MappingNode tree = ComposeReader.read(variant.options()).canonical();
            if (!read(alone(variant, ComposeWriter.write(tree, format))).equals(read(variant.options()))) {
                changed.add(variant.line());
            }
        }

        assertThat(changed).containsExactlyInAnyOrderElementsOf(NOT_READ_BACK);
    }

    /** Another text in the place of a variant's files, with the same files beside it. */
    private static ReadOptions alone(Variant variant, String text) {
        ReadOptions options = variant.options();
        return ReadOptions.of(new ComposeFile("/p/compose.yaml", text))
                .withName(Variant.PROJECT)
                .withEnvironment(options.environment())
                .withLookup(options.lookup());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theOrderOfKeysMeansNothing(long seed) {
        var random = new Random(seed);
        for (Variant variant : ACCEPTED) {
            if (isReordered(variant)) {
                ReadOptions same = rewritten(variant, Order.KEPT, random);
                ReadOptions shuffled = rewritten(variant, Order.SHUFFLED, random);

                assertThat(read(shuffled)).as(variant.line()).isEqualTo(read(same));
            }
        }
    }

    /** Anchors stand before what repeats them, and the trees that are written anew here have lost their tags. */
    private static boolean isReordered(Variant variant) {
        return variant.files().values().stream().noneMatch(text -> text.matches("(?s).*[\\s\\[{,:][&*!].*"));
    }

    private enum Order {
        KEPT,
        SHUFFLED
    }

    private static ReadOptions rewritten(Variant variant, Order order, Random random) {
        var files = new LinkedHashMap<String, String>();
        variant.files()
                .forEach((name, text) -> files.put(name, name.endsWith(".yaml") ? text(text, order, random) : text));
        return new Variant(variant.line(), files).options();
    }

    private static String text(String yaml, Order order, Random random) {
        MappingNode root = new YamlGuard(new Findings())
                .read(new ComposeFile("f", yaml))
                .getFirst()
                .root();
        MappingNode ordered = order == Order.KEPT ? root : (MappingNode) shuffled(root, random);
        return ComposeWriter.writeWithVariables(ordered, Format.YAML);
    }

    private static Node shuffled(Node node, Random random) {
        return switch (node) {
            case MappingNode mapping -> {
                var entries = new ArrayList<>(mapping.entries().entrySet());
                Collections.shuffle(entries, random);
                var shuffled = new LinkedHashMap<String, Entry>();
                for (Map.Entry<String, Entry> entry : entries) {
                    Entry value = entry.getValue();
                    shuffled.put(entry.getKey(), value.withValue(shuffled(value.value(), random)));
                }
                yield new MappingNode(mapping.position(), shuffled);
            }
            case SequenceNode list -> list.changeAll(item -> shuffled(item, random));
            case ScalarNode scalar -> scalar;
        };
    }
}
