package dev.quayside.engine.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class KubernetesEventTest {
    private static String sentence(String message) {
        return new KubernetesEvent(Instant.EPOCH, true, "Unhealthy", message, "Pod", "web-1", 1).sentence();
    }

    @Test
    void ofAMessageWithManyLinesTheFirstAndTheLastAreSaid() {
        assertThat(sentence(
                        "Readiness probe failed: Traceback:\n  File x, line 3\n    connect()\nConnection refused\n"))
                .isEqualTo("Readiness probe failed: Traceback: … Connection refused");
    }

    @Test
    void aMessageOfOneLineIsSaidAsItIs() {
        assertThat(sentence("exceeded quota: small")).isEqualTo("exceeded quota: small");
        assertThat(sentence("\n")).isEmpty();
    }
}
