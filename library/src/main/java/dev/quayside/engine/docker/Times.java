package dev.quayside.engine.docker;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Moments as the engine writes them. */
final class Times {
    private static final int YEAR_OF_NEVER = 1;

    private Times() {}

    /** Reads RFC 3339; the year 1, with which Go says "never", is empty. */
    static Optional<Instant> parse(String text) {
        try {
            var time = OffsetDateTime.parse(text);
            return time.getYear() <= YEAR_OF_NEVER ? Optional.empty() : Optional.of(time.toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Seconds and nanoseconds since the epoch, as queries take them. */
    static String query(Instant time) {
        return String.format("%d.%09d", time.getEpochSecond(), time.getNano());
    }
}
