package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code A} is {@code one}, {@code B} is empty, {@code U} and {@code W} are not set. */
class InterpolationTest {
    private static final Map<String, String> VARIABLES = Map.of("A", "one", "B", "");

    private final ArrayList<String> unset = new ArrayList<>();
    private final Template template = new Template(name -> Optional.ofNullable(VARIABLES.get(name)), unset::add);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$A | one",
                "${A} | one",
                "${A}_B-$A-B | one_B-one-B",
                "${A-d} | one",
                "${A:-d} | one",
                "${B-d} | ''",
                "${B:-d} | d",
                "${U-d} | d",
                "${U:-d} | d",
                "${A?m} | one",
                "${B?m} | ''",
                "${A+r} | r",
                "${B+r} | r",
                "${B:+r} | ''",
                "${U+r} | ''",
                "${U:+r} | ''",
                "${U:-${A}} | one",
                "${U:-${W:-z}} | z",
                "${U:-$A} | one",
                "${A:-x} and ${U:-y} } | one and y }",
                "${U:-${A}x${W}y} | onexy",
                "${U:-a}b} | ab}",
                "${U:-{\"a\":1}} | {\"a\":1}",
                "${U:-{}} | {}",
                "${U:-{x} | {x",
                "${U-a:-b} | a:-b",
                "$$A | $A",
                "$$$A | $one",
                "a$ | a$",
                "$1 | $1",
                "$ A | $ A",
                "{$A} | {one}",
                "${A}} | one}",
                "${U:+${nope?}} | ''",
            })
    void fillsVariables(String text, String filled) {
        var outcome = template.fill(text);

        assertThat(outcome.problem()).isEmpty();
        assertThat(outcome.text()).isEqualTo(filled);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${",
                "${}",
                "${1}",
                "${A%x}",
                "${A",
                "${A:-x",
                "${A:x}",
                "${U::-x}",
                "${ A}",
                "${A }",
                "${U:-a\nb}"
            })
    void refusesABraceThatIsNotCompleted(String text) {
        assertThat(template.fill(text).problem())
                .hasValueSatisfying(problem -> assertThat(problem).matches("'\\$\\{.*' is (not closed|no variable)"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${U?m} | the variable 'U' must have a value: m",
                "${B:?no ${A}} | the variable 'B' must have a value: no one",
                "${U?} | the variable 'U' must have a value",
            })
    void saysWhichVariableIsMissing(String text, String problem) {
        assertThat(template.fill(text).problem()).contains(problem);
    }

    @Test
    void tellsOfVariablesWithoutValueOrDefault() {
        template.fill("$U ${W} ${X:-d} $A");

        assertThat(unset).containsExactly("U", "W");
    }

    @Test
    void nestedDefaultsHaveALimit() {
        assertThat(template.fill("${U:-".repeat(40) + "}".repeat(40)).problem()).isPresent();
    }

    @Test
    void warnsWithThePlaceOfAnUnsetVariable() {
        assertThat(Reading.service("hostname: h$U").warnings())
                .containsExactly("4:15 the variable 'U' is not set, so it is replaced by nothing");
    }

    @Test
    void namesThePlaceOfEveryBrokenVariable() {
        assertThat(Reading.service("hostname: ${\nx-v: {a: '${U?gone}'}").errors())
                .containsExactly(
                        "4:15 services.a.hostname: '${' is not closed",
                        "5:14 services.a.x-v.a: the variable 'U' must have a value: gone");
    }

    @Test
    void typesValuesAfterFillingThem() {
        var service = Reading.service("privileged: ${P}\nscale: ${N:-3}\nenvironment: {V: '${Q}'}")
                .environment(Map.of("P", "yes", "Q", "017"))
                .a();

        assertThat(service.isolation().privileged()).isTrue();
        assertThat(service.lifecycle().replicas()).isEqualTo(3);
        assertThat(service.process().environment()).containsEntry("V", "017");
    }

    @Test
    void neverFillsKeys() {
        assertThat(Reading.service("labels: {$A: $A}")
                        .environment(VARIABLES)
                        .a()
                        .labels())
                .containsEntry("$A", "one");
    }

    @Test
    void listsTheVariablesOfTheFiles() {
        var variables = Reading.service("hostname: ${H:-h}\nuser: ${U?}\nworking_dir: /${W:+w}$H")
                .environment(Map.of("U", "u"))
                .read()
                .variables();

        assertThat(variables.keySet()).containsExactly("H", "U", "W");
        assertThat(variables)
                .containsEntry("H", new Variable("H", false, Optional.of("h"), Optional.empty()))
                .containsEntry("U", new Variable("U", true, Optional.empty(), Optional.empty()))
                .containsEntry("W", new Variable("W", false, Optional.empty(), Optional.of("w")));
    }

    @FuzzTest(maxDuration = "1m")
    void anyTextIsFilledOrRefused(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        var outcome = template.fill(text);

        if (text.indexOf('$') < 0) {
            assertThat(outcome.text()).isEqualTo(text);
        }
        assertThat(template.fill(text.replace("$", "$$")).text()).isEqualTo(text);
    }
}
