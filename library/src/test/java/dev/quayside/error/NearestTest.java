package dev.quayside.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> WORDS = List.of("start", "stop", "status");

    @Test
    void theNearestWordIsFoundOnlyIfItIsNear() {
        assertThat(Nearest.to("statr", WORDS)).contains("start");
        assertThat(Nearest.to("stat", WORDS)).contains("start");
        assertThat(Nearest.to("banana", WORDS)).isEmpty();
        assertThat(Nearest.distance("ab", "ba")).isEqualTo(1);
    }

    @Test
    void theCaseOfLettersDoesNotCount() {
        assertThat(Nearest.to("STOP", WORDS)).contains("stop");
    }

    @Test
    void theBeginningOfALongerWordIsEnough() {
        assertThat(Nearest.to("tok", List.of("token-of-the-cluster"))).contains("token-of-the-cluster");
        assertThat(Nearest.to("to", List.of("token-of-the-cluster"))).isEmpty();
    }

    @Test
    void textsThatAreNoWordsAreNotCompared() {
        assertThat(Nearest.to("a".repeat(65), List.of("a".repeat(64)))).isEmpty();
    }
}
