package dev.quayside.app.cli.output;

import java.time.Duration;
import java.util.Locale;

/** Values as people read them. */
public final class Texts {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

    private Texts() {}

    /** The text on one line, with control characters shown as {@code \\xNN}, so that no output can steer the terminal. */
    public static String printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return escaped(text);
            }
        }
        return text;
    }

    private static String escaped(String text) {
        var out = new StringBuilder();
        text.chars().forEach(c -> {
            if (Character.isISOControl(c)) {
                out.append(c == '\n' ? "\\n" : c == '\t' ? "\\t" : String.format("\\x%02x", c));
            } else {
                out.append((char) c);
            }
        });
        return out.toString();
    }

    /** Bytes in decimal units, as docker shows them: {@code 4.86MB}. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit + 1 < UNITS.length) {
            value /= 1000;
            unit++;
        }
        if (unit == 0) {
            return bytes + UNITS[0];
        }
        String format = value >= 100 ? "%.0f%s" : value >= 10 ? "%.1f%s" : "%.2f%s";
        return String.format(Locale.ROOT, format, value, UNITS[unit]);
    }

    /** How long something takes or took: {@code 0.4s}, {@code 12s}, {@code 3m 5s}, {@code 2h 3m}, {@code 4d}. */
    public static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1fs", Math.max(0, duration.toMillis()) / 1000.0);
        }
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m " + seconds % 60 + "s";
        }
        if (seconds < 86_400) {
            return seconds / 3600 + "h " + seconds % 3600 / 60 + "m";
        }
        return seconds / 86_400 + "d";
    }

    /** How long ago something was, in one unit: {@code 5 seconds ago}. */
    public static String ago(Duration duration) {
        return age(duration) + " ago";
    }

    /** A duration in one unit: {@code 5 minutes}. */
    public static String age(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 120) {
            return count(seconds, "second");
        }
        if (seconds < 7200) {
            return count(seconds / 60, "minute");
        }
        return seconds < 172_800 ? count(seconds / 3600, "hour") : count(seconds / 86_400, "day");
    }

    /** A number and its noun: {@code 1 change}, {@code 2 changes}. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
