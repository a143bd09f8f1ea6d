package dev.quayside.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTextTest {
    @Test
    void mappingsListsAndScalarsAreRead() {
        var yaml = YamlText.read("f", "a: 1\nb: [x, 'true', true, ~]\nc:\n  d: \"e: f\"\ne: 007\nf: 1e3\n");
        assertThat(yaml.toString())
                .isEqualTo(
                        "{\"a\":1,\"b\":[\"x\",\"true\",true,null],\"c\":{\"d\":\"e: f\"},\"e\":\"007\",\"f\":\"1e3\"}");
    }

    @Test
    void jsonIsReadToo() {
        assertThat(YamlText.read("f", "{\"a\": [1, {\"b\": null}]}").at("a").items())
                .hasSize(2);
    }

    @Test
    void nothingIsAnAbsentValue() {
        assertThat(YamlText.read("f", "").isPresent()).isFalse();
        assertThat(YamlText.read("f", "# only words\n").isPresent()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [", "a: 1\na: 2", "a: &x 1\nb: *x", "? [1]\n: 2", "a: \"\\x\"", "\u0000", "a: b: c"})
    void whatIsWrongIsRefusedWithItsFile(String text) {
        assertThatThrownBy(() -> YamlText.read("config", text))
                .isInstanceOfSatisfying(
                        QuaysideException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_FILE))
                .hasMessageStartingWith("config");
    }

    @Test
    void whatIsBeyondTheLimitsIsRefused() {
        var deep = "[".repeat(5_000) + "]".repeat(5_000);
        var many = "[" + "1,".repeat(200_000) + "1]";
        for (var text : new String[] {deep, many, "a".repeat(5_000_000)}) {
            assertThatThrownBy(() -> YamlText.read("config", text)).isInstanceOf(QuaysideException.class);
        }
    }
}
