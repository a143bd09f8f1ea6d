package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // written | as a value of an extension | as an environment variable
                "on | \"on\" | \"on\"",
                "y | \"y\" | \"y\"",
                "TRUE | true | \"true\"",
                "tRue | \"tRue\" | \"tRue\"",
                "~ | null | null",
                "NULL | null | null",
                "nUll | \"nUll\" | \"nUll\"",
                "017 | 15 | \"15\"",
                "0o17 | 15 | \"15\"",
                "-017 | -15 | \"-15\"",
                "0755 | 493 | \"493\"",
                "08 | 8 | \"8\"",
                "012345678901 | 1.2345678901e+10 | \"1.2345678901e+10\"",
                "0o18 | \"0o18\" | \"0o18\"",
                "_1 | \"_1\" | \"_1\"",
                "12:30:45 | \"12:30:45\" | \"12:30:45\"",
                "22:22 | \"22:22\" | \"22:22\"",
                "1e400 | \"1e400\" | \"1e400\"",
                "0x1F | 31 | \"31\"",
                "0b11 | 3 | \"3\"",
                "1_000 | 1000 | \"1000\"",
                "0x_1 | 1 | \"1\"",
                "1_000.5 | 1000.5 | \"1000.5\"",
                "2024-01-02 | \"2024-01-02T00:00:00Z\" | \"2024-01-02 00:00:00 +0000 UTC\"",
                "2001-12-14t21:59:43.10-05:00 | \"2001-12-14T21:59:43.1-05:00\" | \"2001-12-14 21:59:43.1 -0500 -0500\"",
                "2024-13-01 | \"2024-13-01\" | \"2024-13-01\"",
                "1.0 | 1 | \"1\"",
                "1.50 | 1.5 | \"1.5\"",
                ".5 | 0.5 | \"0.5\"",
                "1e3 | 1000 | \"1000\"",
                "21e6 | 2.1e+07 | \"2.1e+07\"",
                "0.000001 | 1e-06 | \"1e-06\"",
                "1234567.0 | 1.234567e+06 | \"1.234567e+06\"",
                "-0 | -0 | \"-0\"",
                "9223372036854775808 | 9223372036854775808 | \"9223372036854775808\"",
                "18446744073709551616 | 1.8446744073709552e+19 | \"1.8446744073709552e+19\"",
                "!!str 017 | \"017\" | \"017\"",
                "!!int 5 | 5 | \"5\"",
                "!!float 5 | 5 | \"5\"",
                "!!binary aGk= | \"hi\" | \"hi\"",
                "!foo bar | \"bar\" | \"bar\"",
                "a$ | \"a$$\" | \"a$$\"",
                "$1 | \"$$1\" | \"$$1\"",
            })
    void readsPlainScalarsAsTheReferenceDoes(String written, String extension, String variable) {
        assertThat(Reading.service("x-v: " + written).key("x-v")).isEqualTo(extension);
        assertThat(Reading.service("environment:\n  A: " + written).json("services", "a", "environment", "A"))
                .isEqualTo(variable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "Yes", "y", "true", "TRUE", "tRue", "'on'", "\"true\""})
    void takesEverySpellingOfTrueForABoolean(String written) {
        assertThat(Reading.service("privileged: " + written).a().isolation().privileged())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"~", "017", "1.0", "nUll", "2024-01-02", "maybe", "''"})
    void refusesForABooleanWhatIsNone(String written) {
        assertThat(Reading.service("privileged: " + written).errors())
                .singleElement()
                .asString()
                .startsWith("4:17 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {".inf", "-.INF", ".nan", "!!bool yes", "!!null x", "!!int x", "\"\\ud800\""})
    void refusesScalarsThatNoFileMayHold(String written) {
        assertThat(Reading.service("x-v: " + written).errors()).hasSize(1);
    }

    @Test
    void warnsAboutBooleansOfOlderYamlAndUnknownTags() {
        assertThat(Reading.service("privileged: yes\nx-v: !foo bar").warnings())
                .containsExactly(
                        "4:17 'yes' is text that only older YAML takes for a boolean",
                        "5:10 the tag '!foo' means nothing here");
    }

    @ParameterizedTest
    @CsvSource({
        "1g, 1073741824",
        "1.5g, 1610612736",
        "512m, 536870912",
        "1kb, 1024",
        "1GiB, 1073741824",
        "1 g, 1073741824",
        "100, 100",
        "-1, -1",
        "0x10, 16",
    })
    void readsSizes(String written, String bytes) {
        assertThat(Reading.service("mem_limit: " + written).key("mem_limit")).isEqualTo('"' + bytes + '"');
    }

    @ParameterizedTest
    @CsvSource({
        "1m30s, 1m30s",
        "90s, 1m30s",
        "1.5h, 1h30m0s",
        "500ms, 500ms",
        "1500us, 1.5ms",
        "1d, 24h0m0s",
        "1w, 168h0m0s",
        "0, 0s",
        ".5s, 500ms",
        "-5s, -5s",
        "1h1m1s1ms1us1ns, 1h1m1.001001001s",
    })
    void readsDurations(String written, String canonical) {
        assertThat(Reading.service("stop_grace_period: '" + written + "'").key("stop_grace_period"))
                .isEqualTo('"' + canonical + '"');
    }

    @ParameterizedTest
    @ValueSource(strings = {"90", "1x", "5 s", "s", "", "1S", "999999999999999h"})
    void refusesDurationsWithoutAUnit(String written) {
        assertThat(Reading.service("stop_grace_period: '" + written + "'").errors())
                .containsExactly("4:24 services.a.stop_grace_period is a duration, not '" + written + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a b | [\"a\", \"b\"]",
                "\"a 'b c' d\" | [\"a\", \"b c\", \"d\"]",
                "'a \"\" b' | [\"a\", \"\", \"b\"]",
                "a && b | [\"a\"]",
                "a $(b c) d | [\"a\", \"$$(b c)\", \"d\"]",
                "'a\\ b c' | [\"a b\", \"c\"]",
                "'''''' | []",
                "[a b, c] | [\"a b\", \"c\"]",
            })
    void splitsCommandLinesIntoWords(String written, String words) {
        assertThat(Reading.service("command: " + written).key("command")).isEqualTo(words);
    }

    @Test
    void refusesACommandLineWithAnOpenQuote() {
        assertThat(Reading.service("command: a \"b").errors())
                .containsExactly("4:14 services.a.command is a command line, not 'a \"b'");
    }
}
