package dev.quayside.compose;

import java.math.BigDecimal;

/** Writes floating-point numbers as the reference implementation does. */
final class Numbers {
    private Numbers() {}

    /** The shortest text that reads back to the same number, with an exponent below 1e-4 and from 1e6 on. */
    static String format(double value) {
        return value == 0
                ? (1 / value < 0 ? "-0" : "0")
                : format(new BigDecimal(Double.toString(Math.abs(value))), value < 0);
    }

    /** The same for a number of single precision. */
    static String format(float value) {
        return value == 0 ? "0" : format(new BigDecimal(Float.toString(Math.abs(value))), value < 0);
    }

    private static String format(BigDecimal magnitude, boolean negative) {
        BigDecimal digits = magnitude.stripTrailingZeros();
        String unscaled = digits.unscaledValue().toString();
        int exponent = unscaled.length() - digits.scale() - 1;
        String sign = negative ? "-" : "";
        // A number with 21 digits before the point is the longest that is written without an exponent if it is whole.
        if (exponent >= -4 && exponent < 6) {
            return sign + digits.toPlainString();
        }
        String fraction = unscaled.length() > 1 ? "." + unscaled.substring(1) : "";
        String power = (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        return sign + unscaled.charAt(0) + fraction + "e" + power;
    }
}
