package dev.quayside.compose;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates in plain scalars: an unquoted {@code 2024-01-02} is one. */
final class Timestamps {
    private static final Pattern DATE = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})"
            + "(?:(?:[Tt](\\d{1,2}):(\\d{1,2}):(\\d{1,2})(\\.\\d+)?(Z|[-+]\\d{2}:\\d{2}))"
            + "|(?: (\\d{1,2}):(\\d{1,2}):(\\d{1,2})(\\.\\d+)?))?");
    private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT);
    private static final Pattern WRITTEN =
            Pattern.compile("(\\S+) (\\d\\d:\\d\\d:\\d\\d)(\\.\\d+)? ([-+]\\d\\d)(\\d\\d) \\S+");

    private Timestamps() {}

    /** The text that a date becomes where text is wanted; empty if it is no date. */
    static Optional<String> parse(String text) {
        Matcher matcher = DATE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(format(read(matcher)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static OffsetDateTime read(Matcher matcher) {
        int clock = matcher.group(4) != null ? 4 : 9;
        boolean timed = matcher.group(clock) != null;
        String zone = matcher.group(8);
        var local = LocalDateTime.of(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                timed ? Integer.parseInt(matcher.group(clock)) : 0,
                timed ? Integer.parseInt(matcher.group(clock + 1)) : 0,
                timed ? Integer.parseInt(matcher.group(clock + 2)) : 0,
                timed ? nanoseconds(matcher.group(clock + 3)) : 0);
        return local.atOffset(zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone));
    }

    private static int nanoseconds(@org.jspecify.annotations.Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction.substring(1) + "000000000").substring(0, 9));
    }

    private static String format(OffsetDateTime time) {
        String fraction = time.getNano() == 0
                ? ""
                : "." + String.format(Locale.ROOT, "%09d", time.getNano()).replaceAll("0+$", "");
        int seconds = time.getOffset().getTotalSeconds();
        String offset = String.format(
                Locale.ROOT,
                "%s%02d%02d",
                seconds < 0 ? "-" : "+",
                Math.abs(seconds) / 3600,
                Math.abs(seconds) / 60 % 60);
        return TEXT.format(time) + fraction + " " + offset + " " + (seconds == 0 ? "UTC" : offset);
    }

    /** The spelling that a canonical file uses, such as {@code 2024-01-02T00:00:00Z}, for a text that {@link #parse} made. */
    static String canonical(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            return text;
        }
        String fraction = matcher.group(3) == null ? "" : matcher.group(3);
        String zone = matcher.group(4) + ":" + matcher.group(5);
        var local = LocalDateTime.parse(matcher.group(1) + "T" + matcher.group(2), SECONDS);
        return SECONDS.format(local) + fraction + (zone.equals("+00:00") ? "Z" : zone);
    }
}
