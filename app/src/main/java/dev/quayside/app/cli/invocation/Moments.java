package dev.quayside.app.cli.invocation;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations and moments as docker's users write them. */
public final class Moments {
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|h|m|s)");

    private Moments() {}

    /** Reads {@code 90}, {@code 90s}, {@code 1m30s}, {@code 1.5h} or {@code 500ms}; a number alone means seconds. */
    public static Duration duration(String text) {
        if (text.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        Matcher parts = PART.matcher(text);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (parts.find() && parts.start() == end && text.length() < 30) {
            double milliseconds = Double.parseDouble(parts.group(1))
                    * switch (parts.group(2)) {
                        case "h" -> 3_600_000;
                        case "m" -> 60_000;
                        case "s" -> 1000;
                        default -> 1;
                    };
            sum = sum.plusMillis(Math.round(milliseconds));
            end = parts.end();
        }
        if (end == 0 || end != text.length()) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "'" + text + "' is not a duration",
                    "write a number and a unit, such as 30s, 5m or 1h30m");
        }
        return sum;
    }

    /** Reads a moment: how long ago ({@code 10m}), seconds since 1970, or a date with or without time and zone. */
    public static Instant instant(String text, Instant now, ZoneId zone) {
        if (text.matches("\\d{9,11}(\\.\\d{1,9})?")) {
            return Instant.ofEpochMilli(Math.round(Double.parseDouble(text) * 1000));
        }
        List<Supplier<Instant>> forms = List.of(
                () -> now.minus(duration(text)),
                () -> OffsetDateTime.parse(text).toInstant(),
                () -> LocalDateTime.parse(text).atZone(zone).toInstant(),
                () -> LocalDate.parse(text).atStartOfDay(zone).toInstant());
        return forms.stream()
                .flatMap(form -> attempt(form).stream())
                .findFirst()
                .orElseThrow(() -> unreadable(text));
    }

    private static Optional<Instant> attempt(Supplier<Instant> form) {
        try {
            return Optional.of(form.get());
        } catch (DateTimeException | ArithmeticException | QuaysideException e) {
            return Optional.empty();
        }
    }

    private static QuaysideException unreadable(String text) {
        return new QuaysideException(
                ErrorCode.INVALID_ARGUMENT,
                "'" + text + "' is not a moment",
                "write how long ago it was, such as 10m, or a time such as 2026-01-31T12:00:00Z");
    }
}
