package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Test;

/** The short syntaxes of ports and volumes take any text. */
class PortSpecTest {
    private static final Position HERE = new Position("f", 1, 1);

    @Test
    void manyPortsInOneFileAreRefused() {
        assertThat(Reading.service("ports: [1-60000, 1-60000/udp]").errors())
                .contains("4:22 the short spellings of this app expand to more than 70000 items");
    }

    @FuzzTest(maxDuration = "1m")
    void anyTextIsPortsOrRefused(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        PortSpec.Parsed parsed = PortSpec.parse(text, HERE, new Findings().budget());

        assertThat(parsed.ports().isEmpty()).isEqualTo(parsed.problem().isPresent());
    }

    @FuzzTest(maxDuration = "1m")
    void anyTextIsAVolumeOrRefused(FuzzedDataProvider data) {
        VolumeSpec.Parsed parsed = VolumeSpec.parse(data.consumeRemainingAsString(), HERE);

        assertThat(parsed.volume().isEmpty()).isEqualTo(parsed.problem().isPresent());
    }
}
