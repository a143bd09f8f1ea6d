package dev.quayside.engine.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quayside.engine.EntryStream;
import dev.quayside.engine.LogLine;
import dev.quayside.engine.LogQuery;
import dev.quayside.engine.ReplicaId;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class ReplicaLogTest {
    private static final LogQuery FOLLOWED =
            new LogQuery(true, Optional.empty(), Optional.empty(), OptionalInt.empty());

    private List<PodLogLine> present = List.of();
    private Optional<List<PodLogLine>> previous = Optional.empty();
    private final List<LogOptions> opened = new ArrayList<>();

    @Test
    void theRunBeforeComesFirst() {
        previous = Optional.of(List.of(line(1, "first"), line(2, "broken")));
        present = List.of(line(3, "second"));

        assertThat(read(LogQuery.ALL)).containsExactly("first", "broken", "second");
        assertThat(read(FOLLOWED)).containsExactly("first", "broken", "second");
    }

    @Test
    void theLastLinesAreThoseOfBothRuns() {
        previous = Optional.of(List.of(line(1, "first"), line(2, "broken")));

        assertThat(read(LogQuery.lastLines(5))).containsExactly("first", "broken");
        present = List.of(line(3, "second"));
        assertThat(read(LogQuery.lastLines(2))).containsExactly("broken", "second");
        assertThat(read(LogQuery.lastLines(1))).containsExactly("second");
    }

    @Test
    void aContainerThatWaitsToBeStartedAgainSaysEverythingOnce() {
        previous = Optional.of(List.of(line(1, "first"), line(2, "broken"), line(2, "and so on")));
        present = previous.get();

        assertThat(read(LogQuery.ALL)).containsExactly("first", "broken", "and so on");
        assertThat(read(LogQuery.lastLines(5))).containsExactly("first", "broken", "and so on");
        assertThat(read(new LogQuery(true, Optional.empty(), Optional.empty(), OptionalInt.of(2))))
                .containsExactly("broken", "and so on");
    }

    @Test
    void aRunBeforeThatIsGoneIsLeftOut() {
        present = List.of(line(3, "second"));

        assertThat(read(LogQuery.ALL)).containsExactly("second");
        assertThat(read(LogQuery.lastLines(2))).containsExactly("second");
    }

    @Test
    void aNodeThatHasNeitherRunForAMomentIsAskedAgain() {
        Function<LogOptions, EntryStream<PodLogLine>> early = options -> {
            if (opened.size() == 2) {
                previous = Optional.of(List.of(line(1, "first")));
            }
            return open(options);
        };

        try (var log = ReplicaLog.open(id(), true, early, LogQuery.lastLines(3))) {
            assertThat(texts(log)).containsExactly("first");
        }
    }

    @Test
    void whatNeverEndedIsAskedForOnce() {
        present = List.of(line(1, "first"));

        try (var log = ReplicaLog.open(id(), false, this::open, LogQuery.lastLines(3))) {
            assertThat(texts(log)).containsExactly("first");
        }
        assertThat(opened).hasSize(1);
    }

    @Test
    void anotherFailureOfTheRunBeforeIsNotSwallowed() {
        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> ReplicaLog.open(
                        id(),
                        true,
                        options -> {
                            throw new QuaysideException(ErrorCode.REFUSED_BY_POLICY, "not for you", "ask");
                        },
                        LogQuery.ALL))
                .withMessageContaining("not for you");
    }

    private List<String> read(LogQuery query) {
        try (var log = ReplicaLog.open(id(), true, this::open, query)) {
            return texts(log);
        }
    }

    private static List<String> texts(EntryStream<LogLine> log) {
        var texts = new ArrayList<String>();
        for (var line = log.next(); line.isPresent(); line = log.next()) {
            texts.add(line.get().text());
        }
        return texts;
    }

    private EntryStream<PodLogLine> open(LogOptions options) {
        opened.add(options);
        if (options.run() == LogOptions.Run.PREVIOUS && previous.isEmpty()) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT, "previous terminated container \"main\" not found", "leave it out");
        }
        List<PodLogLine> all = options.run() == LogOptions.Run.PREVIOUS ? previous.orElseThrow() : present;
        Instant since = options.since().orElse(Instant.MIN);
        List<PodLogLine> asked =
                all.stream().filter(line -> !line.time().isBefore(since)).toList();
        int count = options.tail().orElse(asked.size());
        Iterator<PodLogLine> lines =
                asked.subList(Math.max(0, asked.size() - count), asked.size()).iterator();
        return new EntryStream<>() {
            @Override
            public Optional<PodLogLine> next() {
                return lines.hasNext() ? Optional.of(lines.next()) : Optional.empty();
            }

            @Override
            public void close() {
                // nothing is held
            }
        };
    }

    private static PodLogLine line(int second, String text) {
        return new PodLogLine("web-1", Instant.ofEpochSecond(second), text);
    }

    private static ReplicaId id() {
        return new ReplicaId("shop", "web", 1, 1);
    }
}
