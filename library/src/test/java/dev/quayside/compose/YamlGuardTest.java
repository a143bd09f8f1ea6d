package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlGuardTest {
    private static final String APP = "services: {a: {image: x}}\n";

    static Stream<Arguments> hostileTexts() {
        return Stream.of(
                Arguments.of("a: " + "[".repeat(100_000), "1:259 nested more than 256 levels deep"),
                Arguments.of("{a: ".repeat(20_000), "1:1022 nested more than 256 levels deep"),
                Arguments.of("- ".repeat(10_000), "1:513 nested more than 256 levels deep"),
                Arguments.of(
                        "x-a: [" + ("[".repeat(250) + "]".repeat(250) + ",").repeat(300),
                        "too many values are nested too deep"),
                Arguments.of("x-a: [" + "a,".repeat(200_000) + "]", "the file has more than 100000 values"),
                Arguments.of(laughs(), "the aliases of this file expand to more than 100000 values"),
                Arguments.of(
                        "x-a: &a " + "x".repeat(100_000) + "\nx-b: [" + "*a,".repeat(500) + "]", "16777216 characters"),
                Arguments.of(
                        "x-a: &a {" + keys(2_000) + "}\nx-b: {<<: [" + "*a,".repeat(100) + "]}",
                        "2:6 the merge keys of this file repeat more than 100000 values"),
                Arguments.of("{}\n---\n".repeat(1_000) + "{}", "2000:1 the file has more than 1000 documents"),
                Arguments.of("services:\n" + services(0, 5_001), "1:1 the app has 5001 services, more than 5000"),
                Arguments.of(
                        "services:\n" + services(0, 3_000) + "---\nservices:\n" + services(2_000, 3_001),
                        "3003:1 the app has 5001 services, more than 5000"),
                Arguments.of(
                        "services:\n  b: {image: x, environment: {" + keys(2_000) + "}}\n"
                                + IntStream.range(0, 1_000)
                                        .mapToObj(i -> "  s" + i + ": {extends: b}\n")
                                        .collect(Collectors.joining()),
                        "the files of this app merge, include or extend too much"),
                Arguments.of("x-a: \"" + "${A:-".repeat(500_000) + "\"", "1:6 x-a: '${A:-${A:-"),
                Arguments.of("x-a: &a [*a]", "1:10 '*a' stands inside the value that it repeats"),
                Arguments.of("x-a: *nope", "1:6 no '&nope' stands before this"),
                Arguments.of("x-a: \u0000", "1:6 the file holds a NUL character"),
                Arguments.of("x-a: \"\\x", "1:"),
                Arguments.of("x-a: \"\\U00110000\"", "1:"),
                Arguments.of("x-a: \u0001", "1:6 this character is not allowed in YAML"),
                Arguments.of("x".repeat(5_000_000), "the file has 5000000 bytes, more than 4194304"),
                Arguments.of("a: {b: [c}", "1:8 "),
                Arguments.of("%YAML 1.2\n---\n" + APP, "1:1 a %YAML directive other than 1.1 is not read"));
    }

    private static String keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> "k" + i + ": ,").collect(Collectors.joining());
    }

    private static String services(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> "  s" + i + ": {image: x}\n")
                .collect(Collectors.joining());
    }

    private static String laughs() {
        return "x-0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
                + IntStream.range(1, 10)
                        .mapToObj(i -> "x-%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(10)))
                        .collect(Collectors.joining());
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void refusesHostileTextWithAPlace(String text, String message) {
        assertThat(Reading.of(text).errors()).first().asString().contains(message);
    }

    @Test
    void readsAnIntervalOfVeryManyParts() {
        String policy = "every_" + "1s".repeat(100_000);

        assertThat(Reading.service("pull_policy: " + policy).key("pull_policy")).isEqualTo('"' + policy + '"');
    }

    @Test
    void readsLongTextOnOneLineQuickly() {
        String text = APP + "x-a: " + "b".repeat(3_000_000);

        assertThat(Reading.of(text).json("x-a")).hasSize(3_000_002);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "services: {a: {image: x, image: y}} | 1:26 the key 'image' stands here twice, first in line 1",
                "services: {a: {image: x, 'image': y}} | 1:26 the key 'image' stands here twice, first in line 1",
                "services: {1: {image: x}} | 1:12 a key is text, not an integer",
                "services: {true: {image: x}} | 1:12 a key is text, not a boolean",
                "services: {~: {image: x}} | 1:12 a key is text, not null",
                "? [a] | 1:3 a key is text, not a list",
                "[a] | 1:1 a Compose file is a mapping of keys, not a list",
                "services: {a: {<<: foo, image: x}} | 1:20 '<<' merges mappings, not text",
                "services: {a: {<<: [foo], image: x}} | 1:20 '<<' merges mappings, not a list",
                "services: {a: {<<: , image: x}} | 1:19 '<<' merges mappings, not null",
            })
    void refusesWhatYamlAllowsAndComposeDoesNot(String text, String message) {
        assertThat(Reading.of(text).errors()).contains(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFF" + APP,
                "services:\r\n  a:\r\n    image: x\r\n",
                "services:\r  a:\r    image: x\r",
                "services:\n  a:\n    image:\tx\t\n",
                "%YAML 1.1\n---\n" + APP,
                APP + "...\n",
                "? services\n: {a: {image: x}}\n",
                "services: !!map {a: {image: x,}}\n",
            })
    void readsUnusualSpellings(String text) {
        assertThat(Reading.of(text).app().services()).containsOnlyKeys("a");
    }

    @Test
    void keysAreResetAndOverriddenHoweverManyTheyAre() {
        String base = IntStream.range(0, 10_000).mapToObj(i -> "K" + i + ": a,").collect(Collectors.joining());
        String over = IntStream.range(0, 10_000)
                .mapToObj(i -> "K" + i + (i % 2 == 0 ? ": !reset ," : ": !override b,"))
                .collect(Collectors.joining());

        var environment = Reading.service("environment: {" + base + "}")
                .overService("environment: {" + over + "}")
                .a()
                .process()
                .environment();

        assertThat(environment).hasSize(5_000).containsEntry("K1", "b").doesNotContainKey("K0");
    }

    @Test
    void mergeKeysTakeTheFirstSourceAndLoseAgainstOwnKeys() {
        var reading = Reading.of("""
                x-a: &a {image: a, hostname: a, user: a}
                x-b: &b {image: b, hostname: b, working_dir: /b}
                services:
                  a: {<<: [*a, *b], user: own}
                """);

        assertThat(reading.key("image")).isEqualTo("\"a\"");
        assertThat(reading.key("hostname")).isEqualTo("\"a\"");
        assertThat(reading.key("user")).isEqualTo("\"own\"");
        assertThat(reading.key("working_dir")).isEqualTo("\"/b\"");
    }

    @Test
    void severalDocumentsMergeLikeFiles() {
        assertThat(Reading.of(APP + "---\nservices: {a: {hostname: h}}\n").key("hostname"))
                .isEqualTo("\"h\"");
        assertThat(Reading.of(APP + "---\n").errors()).hasSize(1);
    }

    @Test
    void warnsAboutKeysThatTurnTheDirectionOfWriting() {
        assertThat(Reading.of(APP + "x-\u202Ea: 1\n").warnings()).hasSize(1);
    }

    @Test
    void messagesShowControlCharactersAsEscapes() {
        assertThat(Reading.service("\"a\\e[2J\": 1").errors())
                .containsExactly("4:5 the key services.a.a\\u001b[2J does not exist");
    }

    @FuzzTest(maxDuration = "1m")
    void anyTextIsReadOrRefusedWithFindings(FuzzedDataProvider data) {
        var findings = new Findings();
        List<YamlDocument> documents =
                new YamlGuard(findings).read(new ComposeFile("f", data.consumeRemainingAsString()));

        assertThat(documents.isEmpty() || !findings.failed() || !findings.all().isEmpty())
                .isTrue();
    }
}
