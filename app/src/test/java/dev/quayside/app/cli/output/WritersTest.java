package dev.quayside.app.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WritersTest {
    private static Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("name", "a \"quoted\"\nname");
        tree.put("count", 3);
        tree.put("ratio", 0.5);
        tree.put("on", true);
        tree.put("empty", Map.of());
        tree.put("none", List.of());
        tree.put("items", List.of(Map.of("key", "yes"), List.of(1, 2), "x"));
        return tree;
    }

    @Test
    void jsonIsIndentedForPeople() {
        assertThat(JsonWriter.document(tree())).isEqualTo("""
                        {
                          "name": "a \\"quoted\\"\\nname",
                          "count": 3,
                          "ratio": 0.5,
                          "on": true,
                          "empty": {},
                          "none": [],
                          "items": [
                            {
                              "key": "yes"
                            },
                            [
                              1,
                              2
                            ],
                            "x"
                          ]
                        }
                        """);
    }

    @Test
    void jsonLinesHaveNoLineEnds() {
        assertThat(JsonWriter.line(tree()))
                .isEqualTo("{\"name\":\"a \\\"quoted\\\"\\nname\",\"count\":3,\"ratio\":0.5,\"on\":true,\"empty\":{},"
                        + "\"none\":[],\"items\":[{\"key\":\"yes\"},[1,2],\"x\"]}");
    }

    @Test
    void jsonEscapesWhatIsNotText() {
        assertThat(JsonWriter.line("\u0000\u001b\uD800x\uD83D\uDE00"))
                .isEqualTo("\"\\u0000\\u001b\\ud800x\uD83D\uDE00\"");
        assertThat(JsonWriter.line(Double.NaN)).isEqualTo("null");
    }

    @Test
    void aLongTextIsWrittenInYamlAsInJson() {
        String text = "word ".repeat(100_000).strip();

        assertThat(YamlWriter.document(Map.of("text", text))).isEqualTo("text: \"" + text + "\"\n");
    }

    @Test
    void yamlIsInBlockStyle() {
        assertThat(YamlWriter.document(tree())).isEqualTo("""
                        name: "a \\"quoted\\"\\nname"
                        count: 3
                        ratio: 0.5
                        "on": true
                        empty: {}
                        none: []
                        items:
                          - key: "yes"
                          - - 1
                            - 2
                          - x
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "No",
                "null",
                "~",
                "1.5",
                "0x1f",
                "2026-01-01",
                "a: b",
                "a #b",
                "- a",
                "",
                " a",
                "*a",
                "12:30:00"
            })
    void yamlQuotesWhatCouldBeTakenForSomethingElse(String text) {
        assertThat(YamlWriter.document(text)).isEqualTo(JsonWriter.line(text) + "\n");
    }

    @Test
    void tablesAreAsWideAsTheirCells() {
        var table = Table.of("name", "image").row("a", "nginx").row("longer\u001b[31m", "x");

        assertThat(table.toString()).isEqualTo("""
                        NAME             IMAGE
                        a                nginx
                        longer\\x1b[31m   x
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0B",
        "999,999B",
        "1000,1.00kB",
        "4860000,4.86MB",
        "48600000,48.6MB",
        "486000000,486MB",
        "1000000000000000000,1000PB"
    })
    void bytesAreShownAsDockerShowsThem(long bytes, String text) {
        assertThat(Texts.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"PT0.44S,0.4s", "PT12.9S,12s", "PT3M5S,3m 5s", "PT2H3M,2h 3m", "P4D,4d"})
    void durationsAreShort(Duration duration, String text) {
        assertThat(Texts.duration(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "PT1S,1 second ago",
        "PT119S,119 seconds ago",
        "PT2M,2 minutes ago",
        "PT5H,5 hours ago",
        "P2D,2 days ago"
    })
    void agesHaveOneUnit(Duration duration, String text) {
        assertThat(Texts.ago(duration)).isEqualTo(text);
    }
}
