package dev.quayside.app.cli.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.error.QuaysideException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"90,PT1M30S", "90s,PT1M30S", "1m30s,PT1M30S", "1.5h,PT1H30M", "500ms,PT0.5S", "0,PT0S"})
    void durationsAreReadAsDockerReadsThem(String text, Duration duration) {
        assertThat(Moments.duration(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "5 m", "-5s", "5d", "1m30", "99999999999"})
    void whatIsNoDurationIsRefused(String text) {
        assertThatThrownBy(() -> Moments.duration(text)).isInstanceOf(QuaysideException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "10m,2026-03-01T11:50:00Z",
        "2026-02-28T10:00:00Z,2026-02-28T10:00:00Z",
        "2026-02-28T10:00:00+02:00,2026-02-28T08:00:00Z",
        "2026-02-28T10:00:00,2026-02-28T10:00:00Z",
        "2026-02-28,2026-02-28T00:00:00Z",
        "1772366400,2026-03-01T12:00:00Z",
        "1772366400.5,2026-03-01T12:00:00.5Z"
    })
    void momentsAreReadInManySpellings(String text, Instant moment) {
        assertThat(Moments.instant(text, NOW, ZoneOffset.UTC)).isEqualTo(moment);
    }

    @Test
    void theNearestWordIsFoundOnlyIfItIsNear() {
        var words = List.of("start", "stop", "status");

        assertThat(Nearest.to("statr", words)).contains("start");
        assertThat(Nearest.to("stat", words)).contains("start");
        assertThat(Nearest.to("banana", words)).isEmpty();
        assertThat(Nearest.distance("ab", "ba")).isEqualTo(1);
    }
}
