package dev.quayside.compose;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The spellings of booleans, numbers, sizes and durations in the text of a Compose file. */
final class Values {
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,19}");
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]{1,5})?");
    private static final Pattern SIZE = Pattern.compile("(.*[0-9.])? ?([a-zA-Z]*)", Pattern.DOTALL);
    private static final Map<String, Integer> SIZE_SHIFTS = Map.of("", 0, "k", 10, "m", 20, "g", 30, "t", 40, "p", 50);
    private static final Pattern DURATION_PART = Pattern.compile("([0-9]*)(?:\\.([0-9]*))?([^0-9.]+)");
    private static final Map<String, Long> DURATION_UNITS = Map.ofEntries(
            Map.entry("ns", 1L),
            Map.entry("us", 1_000L),
            Map.entry("\u00B5s", 1_000L),
            Map.entry("\u03BCs", 1_000L),
            Map.entry("ms", 1_000_000L),
            Map.entry("s", 1_000_000_000L),
            Map.entry("m", 60_000_000_000L),
            Map.entry("h", 3_600_000_000_000L),
            Map.entry("d", 86_400_000_000_000L),
            Map.entry("w", 604_800_000_000_000L));
    private static final int LONGEST = 100;

    private Values() {}

    /** A boolean in any spelling that older YAML has for it. */
    static Optional<Boolean> flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "y", "yes", "on" -> Optional.of(true);
            case "false", "n", "no", "off" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** A decimal integer of 64 bits. */
    static Optional<String> integer(String text) {
        return INTEGER.matcher(text).matches()
                ? Optional.of(new BigInteger(text))
                        .filter(value -> value.bitLength() < 64)
                        .map(BigInteger::toString)
                : Optional.empty();
    }

    /** A number with an optional fraction and exponent. */
    static Optional<String> decimal(String text) {
        if (text.length() > LONGEST || !DECIMAL.matcher(text).matches()) {
            return Optional.empty();
        }
        double value = Double.parseDouble(text);
        return Double.isInfinite(value) ? Optional.empty() : Optional.of(Numbers.format(value));
    }

    /** A size in bytes, such as {@code 512m}, {@code 1.5 GiB} or {@code 100}. */
    static OptionalLong bytes(String text) {
        Optional<String> integer = integer(text);
        if (integer.isPresent()) {
            return OptionalLong.of(Long.parseLong(integer.get()));
        }
        Matcher matcher = SIZE.matcher(text);
        if (text.length() > LONGEST || !matcher.matches() || matcher.group(1) == null) {
            return OptionalLong.empty();
        }
        Optional<Integer> shift = sizeShift(matcher.group(2).toLowerCase(Locale.ROOT));
        if (shift.isEmpty() || !DECIMAL.matcher(matcher.group(1)).matches()) {
            return OptionalLong.empty();
        }
        double number = Double.parseDouble(matcher.group(1));
        if (Double.isInfinite(number)) {
            return OptionalLong.empty();
        }
        BigDecimal bytes = BigDecimal.valueOf(number).multiply(BigDecimal.valueOf(1L << shift.get()));
        boolean fits = bytes.signum() >= 0 && bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
        return fits ? OptionalLong.of(bytes.longValue()) : OptionalLong.empty();
    }

    private static Optional<Integer> sizeShift(String unit) {
        String prefix = unit.endsWith("ib") && unit.length() == 3
                ? unit.substring(0, 1)
                : unit.endsWith("b") ? unit.substring(0, unit.length() - 1) : unit;
        return Optional.ofNullable(SIZE_SHIFTS.get(prefix));
    }

    /** A duration in nanoseconds, such as {@code 1m30s}, {@code 1.5h} or {@code 1d}; a number needs a unit. */
    static OptionalLong duration(String text) {
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return OptionalLong.of(0);
        }
        Matcher matcher = DURATION_PART.matcher(rest);
        BigDecimal total = BigDecimal.ZERO;
        int at = 0;
        while (at < rest.length() && text.length() <= LONGEST) {
            Optional<BigDecimal> part = matcher.find(at) && matcher.start() == at ? part(matcher) : Optional.empty();
            if (part.isEmpty()) {
                return OptionalLong.empty();
            }
            total = total.add(part.get());
            at = matcher.end();
        }
        boolean fits = at > 0 && at == rest.length() && total.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
        return fits ? OptionalLong.of(negative ? -total.longValue() : total.longValue()) : OptionalLong.empty();
    }

    private static Optional<BigDecimal> part(Matcher matcher) {
        String fraction = matcher.group(2) == null ? "" : matcher.group(2);
        Long unit = DURATION_UNITS.get(matcher.group(3));
        if (unit == null || (matcher.group(1).isEmpty() && fraction.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal("0" + matcher.group(1) + "." + fraction + "0")
                .multiply(BigDecimal.valueOf(unit))
                .setScale(0, java.math.RoundingMode.DOWN));
    }

    /** The canonical spelling of a duration, such as {@code 1m30s}. */
    static String formatDuration(long nanoseconds) {
        if (nanoseconds == 0) {
            return "0s";
        }
        String sign = nanoseconds < 0 ? "-" : "";
        BigDecimal left = BigDecimal.valueOf(nanoseconds).abs();
        if (left.compareTo(BigDecimal.valueOf(1_000_000_000)) < 0) {
            int digits = left.precision();
            int power = digits > 6 ? 6 : digits > 3 ? 3 : 0;
            String unit = power == 6 ? "ms" : power == 3 ? "\u00B5s" : "ns";
            return sign + plain(left.movePointLeft(power)) + unit;
        }
        BigDecimal seconds = left.movePointLeft(9);
        long minutes = seconds.longValue() / 60;
        String clock = plain(seconds.subtract(BigDecimal.valueOf(minutes * 60))) + "s";
        if (minutes == 0) {
            return sign + clock;
        }
        return sign + (minutes < 60 ? "" : minutes / 60 + "h") + minutes % 60 + "m" + clock;
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
