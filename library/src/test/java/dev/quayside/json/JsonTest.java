package dev.quayside.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.error.QuaysideException;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void whatIsAbsentOrNullIsEmpty() {
        var json = Json.parse("{\"a\":null,\"b\":{}}");
        assertThat(json.text("a")).isEmpty();
        assertThat(json.at("b").at("c").items("d")).isEmpty();
        assertThat(json.number("x")).isZero();
        assertThat(json.flag("x")).isFalse();
        assertThat(json.textMap("a")).isEmpty();
    }

    @Test
    void numbersBeyondLongAreTheNearestThatFits() {
        var json = Json.parse("{\"max\":18446744073709551615,\"f\":1.9,\"e\":1e3,\"s\":\"42\",\"neg\":-7}");
        assertThat(json.number("max")).isEqualTo(Long.MAX_VALUE);
        assertThat(json.number("f")).isEqualTo(1);
        assertThat(json.number("e")).isEqualTo(1000);
        assertThat(json.number("s")).isEqualTo(42);
        assertThat(json.number("neg")).isEqualTo(-7);
    }

    @Test
    void whatIsWrittenReadsTheSame() {
        var text = new JsonObject()
                .put("text", "ä\u2028\"\\\n\u0001 \ud83d\ude00")
                .put("number", Long.MIN_VALUE)
                .put("flag", false)
                .put("map", Map.of("k.v/x", ""))
                .putTexts("list", List.of())
                .putObjects("objects", List.of(new JsonObject().put("a", 1)))
                .toString();
        var json = Json.parse(text);
        assertThat(json.text("text")).isEqualTo("ä\u2028\"\\\n\u0001 \ud83d\ude00");
        assertThat(json.number("number")).isEqualTo(Long.MIN_VALUE);
        assertThat(json.at("flag").isPresent()).isTrue();
        assertThat(json.textMap("map")).containsEntry("k.v/x", "");
        assertThat(json.at("list").isPresent()).isTrue();
        assertThat(json.items("objects").getFirst().number("a")).isEqualTo(1);
    }

    @Test
    void anArrayIsReadItemByItem() {
        var seen = new ArrayList<String>();
        Json.forEach(in("[{\"a\":\"1\"},{\"a\":\"2\"} , {}]\n"), item -> seen.add(item.text("a")));
        assertThat(seen).containsExactly("1", "2", "");
        Json.forEach(in("null"), item -> seen.add("no"));
        Json.forEach(in("[]"), item -> seen.add("no"));
        assertThat(seen).hasSize(3);
    }

    @Test
    void textThatIsNotJsonIsRefused() {
        for (var text : List.of("", "{", "{\"a\":", "nonsense", "[1,", "[".repeat(100_000))) {
            assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(QuaysideException.class);
            assertThatThrownBy(() -> Json.read(in(text))).isInstanceOf(QuaysideException.class);
        }
    }

    @Test
    void longStringsAreReadWhole() {
        var text = "x".repeat(5_000_000);
        assertThat(Json.read(in("{\"a\":\"" + text + "\"}")).text("a")).isEqualTo(text);
    }

    private static ByteArrayInputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
