package dev.quayside.compose;

import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.compose.Node.ScalarNode.Kind;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Says what a plain scalar means, as the reference implementation of Compose does: neither YAML 1.1 nor 1.2, but the booleans
 * and null of 1.2 with the octal, binary, underscored and date spellings of 1.1.
 */
final class ScalarResolver {
    private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
    private static final Set<String> FALSE = Set.of("false", "False", "FALSE");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> NOT_FINITE = Set.of(
            ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF", ".nan", ".NaN", ".NAN");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");
    private static final BigInteger MAXIMUM = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final BigInteger MINIMUM = BigInteger.ONE.shiftLeft(63).negate();
    private static final Map<Character, Integer> BASES = Map.of('x', 16, 'o', 8, 'b', 2);

    /** Any number of so many digits fits 64 bits. */
    private static final int SURELY_FITTING = 18;

    /** Longer than any number that fits 64 bits or a double's spelling in practice; longer text is never a number here. */
    private static final int LONGEST_NUMBER = 400;

    private ScalarResolver() {}

    static boolean isNotFinite(String text) {
        return NOT_FINITE.contains(text);
    }

    static ScalarNode resolve(Position position, String text) {
        if (NULL.contains(text)) {
            return ScalarNode.nothing(position);
        }
        if (TRUE.contains(text)) {
            return ScalarNode.flag(position, true);
        }
        if (FALSE.contains(text)) {
            return ScalarNode.flag(position, false);
        }
        return number(position, text).orElseGet(() -> ScalarNode.text(position, text));
    }

    private static Optional<ScalarNode> number(Position position, String text) {
        char first = text.charAt(0);
        boolean digitOrSign = first == '-' || first == '+' || Texts.isDigit(first);
        if (text.length() > LONGEST_NUMBER || !(digitOrSign || first == '.')) {
            return Optional.empty();
        }
        if (first == '.') {
            return floating(position, text);
        }
        if (isPlainInteger(text)) {
            return Optional.of(new ScalarNode(position, Kind.INTEGER, text));
        }
        if (text.equals("-0") || text.equals("-0.0")) {
            return Optional.of(new ScalarNode(position, Kind.FLOAT, "-0"));
        }
        Optional<String> date = Timestamps.parse(text);
        if (date.isPresent()) {
            return Optional.of(new ScalarNode(position, Kind.TIMESTAMP, date.get()));
        }
        String plain = text.replace("_", "");
        Optional<BigInteger> integer = integer(plain);
        if (integer.isPresent()) {
            return Optional.of(
                    new ScalarNode(position, Kind.INTEGER, integer.get().toString()));
        }
        return floating(position, plain);
    }

    private static Optional<ScalarNode> floating(Position position, String plain) {
        if (!FLOAT.matcher(plain).matches()) {
            return Optional.empty();
        }
        double value = Double.parseDouble(plain);
        return Double.isInfinite(value)
                ? Optional.empty()
                : Optional.of(new ScalarNode(position, Kind.FLOAT, Numbers.format(value)));
    }

    /** An integer in decimal, or with the prefix of its base: {@code 0x}, {@code 0o}, {@code 0b}, or a bare {@code 0} for octal. */
    static Optional<BigInteger> integer(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String digits = signed ? text.substring(1) : text;
        int base = 10;
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            Integer named = BASES.get(Character.toLowerCase(digits.charAt(1)));
            base = named == null ? 8 : named;
            digits = digits.substring(named == null ? 1 : 2);
        }
        if (digits.isEmpty() || !isDigits(digits, base)) {
            return Optional.empty();
        }
        var magnitude = new BigInteger(digits, base);
        var value = text.startsWith("-") ? magnitude.negate() : magnitude;
        boolean fits = value.compareTo(MAXIMUM) <= 0 && value.compareTo(MINIMUM) >= 0;
        boolean unsignedOnly = value.bitLength() > 63;
        return fits && !(signed && unsignedOnly) ? Optional.of(value) : Optional.empty();
    }

    /** Whether it is spelled as nearly all integers are, and certainly small enough. */
    private static boolean isPlainInteger(String text) {
        boolean octal = text.length() > 1 && text.charAt(0) == '0';
        return text.length() <= SURELY_FITTING && !octal && Texts.isDigits(text);
    }

    private static boolean isDigits(String digits, int base) {
        return digits.chars().allMatch(digit -> digit < 128 && Character.digit(digit, base) >= 0);
    }
}
