package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.quayside.error.QuaysideException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DotEnvTest {
    private static final Map<String, String> KNOWN = Map.of("HOME", "/h");

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("A=1", "1"),
                Arguments.of("A = 1", "1"),
                Arguments.of("A: b", "b"),
                Arguments.of("export  A=1", "1"),
                Arguments.of("A=x # c", "x"),
                Arguments.of("A=x#c", "x#c"),
                Arguments.of("A=\"x # c\"", "x # c"),
                Arguments.of("A='x\\ny'", "x\\ny"),
                Arguments.of("A=\"x\\ny\"", "x\ny"),
                Arguments.of("A=\"a\nb\"", "a\nb"),
                Arguments.of("A='a\nb'", "a\nb"),
                Arguments.of("A=\"b\" c", "b"),
                Arguments.of("A=$HOME", "/h"),
                Arguments.of("A='$HOME'", "$HOME"),
                Arguments.of("A=\"$HOME\"", "/h"),
                Arguments.of("A=\"\\$HOME\"", "$HOME"),
                Arguments.of("A=$$HOME", "$HOME"),
                Arguments.of("A=${X:-y}", "y"),
                Arguments.of("B=a\nA=$B", "a"),
                Arguments.of("A=a\nA=b", "b"),
                Arguments.of("\uFEFFA=1", "1"),
                Arguments.of("A=1\r\nB=2\r\n", "1"),
                Arguments.of("A=  x  ", "x"),
                Arguments.of("A=\"x\\\"y\"", "x\"y"),
                Arguments.of("A=\"\\0101\"", "A"),
                Arguments.of("A=\"\\101\"", "\\101"),
                Arguments.of("A=b=c", "b=c"),
                Arguments.of("A=", ""),
                Arguments.of("# c\n\n  A=1", "1"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void readsValues(String text, String value) {
        assertThat(DotEnv.parse(text, KNOWN)).containsEntry("A", value);
    }

    @Test
    void aKeyAloneTakesItsValueFromTheEnvironment() {
        assertThat(DotEnv.parse("HOME\nNOPE\n", KNOWN)).containsExactly(Map.entry("HOME", "/h"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "A B=1 | the key 'A B' holds a space",
                "A!=1 | a key cannot hold '!'",
                "A=\"x | a quote is opened and not closed",
                "A=${ | '${' is not closed",
                "A=\"${X?m}\" | the variable 'X' must have a value: m",
            })
    void saysWhereAFileIsWrong(String text, String message) {
        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> DotEnv.parse("B=1\n" + text, Map.of()))
                .withMessageStartingWith(".env:2:")
                .withMessageContaining(message);
    }

    @Test
    void theFileBesideTheComposeFileFillsVariablesUnlessTheEnvironmentDoes() {
        var reading = Reading.service("environment: {V: '$A $B'}")
                .file(".env", "A=file\nB=file\n")
                .environment(Map.of("A", "outside"));

        assertThat(reading.a().process().environment()).containsEntry("V", "outside file");
    }

    @Test
    void envFilesGiveVariablesBelowTheServicesOwn() {
        var service = Reading.service("""
                        env_file:
                          - one.env
                          - {path: two.env, format: raw}
                          - {path: none.env, required: false}
                        environment: {B: own, HOME: }
                        """)
                .file("one.env", "A=1\nB=1\nC=${A}x\n")
                .file("two.env", "A=\"2\"\n")
                .environment(KNOWN)
                .a();

        assertThat(service.process().environment())
                .containsOnly(
                        Map.entry("A", "\"2\""), Map.entry("B", "own"), Map.entry("C", "1x"), Map.entry("HOME", "/h"));
    }

    @Test
    void aMissingEnvFileIsAnError() {
        assertThat(Reading.service("env_file: nope.env").errors())
                .containsExactly("4:15 the env file /p/nope.env does not exist");
    }

    @Test
    void valuesThatDoubleAgainAndAgainAreRefused() {
        var text = new StringBuilder("A0=xxxxxxxx\n");
        for (int i = 1; i < 40; i++) {
            text.append("A%d=$A%d$A%d\n".formatted(i, i - 1, i - 1));
        }

        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> DotEnv.parse(text.toString(), KNOWN))
                .withMessageContaining("more than 16777216 characters");
    }

    @Test
    void moreVariablesThanAnybodyHasAreRefused() {
        String text =
                IntStream.rangeClosed(0, 100_000).mapToObj(i -> "A" + i + "=\n").collect(Collectors.joining());

        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> DotEnv.parse(text, KNOWN))
                .withMessageContaining("more than 100000 variables");
    }

    @FuzzTest(maxDuration = "1m")
    void anyTextIsReadOrRefusedWithAPlace(FuzzedDataProvider data) {
        try {
            DotEnv.parse(data.consumeRemainingAsString(), KNOWN);
        } catch (QuaysideException refused) {
            assertThat(refused.problem()).startsWith(".env:");
        }
    }
}
