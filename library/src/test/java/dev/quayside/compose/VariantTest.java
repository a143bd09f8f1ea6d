package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way of writing a key means what it means to docker compose, as {@link ComposeOracleIT} has recorded it. */
class VariantTest {
    private static final Map<String, String> RECORDED = Variant.recorded();

    static List<Variant> variants() {
        return Variant.all();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void isReadAsDockerComposeReadsIt(Variant variant) {
        assertThat(RECORDED)
                .as("run ComposeOracleIT with -Dquayside.record=true")
                .containsKey(variant.line());
        String theirs = RECORDED.getOrDefault(variant.line(), "");
        String ours = variant.read();

        if (WantedDifference.of(variant.line(), theirs, ours).isEmpty()) {
            assertThat(ours).isEqualTo(theirs);
        }
    }

    @Test
    void everyWantedDifferenceIsMetByOneVariantOrFolderOfTheCorpusAtLeast() {
        var met = EnumSet.noneOf(WantedDifference.class);
        for (CorpusFolder folder : CorpusFolder.all()) {
            String theirs = folder.recorded().tree();
            if (!folder.tree().equals(theirs)) {
                met.addAll(WantedDifference.of(folder.text(), theirs, folder.tree()));
            }
        }
        for (Variant variant : variants()) {
            String theirs = RECORDED.getOrDefault(variant.line(), "");
            String ours = variant.read();
            if (!ours.equals(theirs)) {
                met.addAll(WantedDifference.of(variant.line(), theirs, ours));
            }
        }

        assertThat(met).containsExactlyInAnyOrder(WantedDifference.values());
    }

    @Test
    void theGuideHasEveryWantedDifference() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("..", "docs", "guide", "compose-differences.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| Quayside"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(WantedDifference.values())
                        .map(WantedDifference::row)
                        .toList());
    }

    @Test
    void anImpossibleNameOfAnImageIsShownAndRefusedByWhoeverRunsIt() {
        var result = Reading.of("services: {a: {image: 'Foo Bar'}}").read();

        assertThat(ComposeWriter.write(result.canonical(), ComposeWriter.Format.YAML))
                .contains("Foo Bar");
        assertThat(result.refusal()).get().satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(dev.quayside.error.ErrorCode.INVALID_FILE);
            assertThat(refusal.problem()).contains("compose.yaml:1:23", "Foo Bar");
        });
    }

    @Test
    void whatIsShownAndNotDoneIsNoErrorOfTheFilesButOfWhoeverRunsThem() {
        var result = Reading.service("use_api_socket: true\npre_start: [{command: a}]")
                .read();

        assertThat(result.canonical().mapping("services")).isPresent();
        assertThat(result.name()).isEqualTo("p");
        assertThat(result.refusal())
                .get()
                .satisfies(refusal -> assertThat(refusal.problem())
                        .contains(
                                "compose.yaml:4:5: no engine does services.a.use_api_socket: it hands",
                                "compose.yaml:5:5: no engine does services.a.pre_start: what runs before"));
        org.assertj.core.api.Assertions.assertThatThrownBy(result::app)
                .isSameAs(result.refusal().orElseThrow());
    }
}
