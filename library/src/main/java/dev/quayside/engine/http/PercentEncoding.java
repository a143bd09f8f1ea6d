package dev.quayside.engine.http;

import java.nio.charset.StandardCharsets;

/** Percent-encoding of parts of a URL, see RFC 3986 section 2. */
public final class PercentEncoding {
    private static final String UNRESERVED = "-._~";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private PercentEncoding() {}

    /** The text in UTF-8, with everything encoded but unreserved characters. */
    public static String encode(String text) {
        return encode(text, "");
    }

    /** The same, leaving these ASCII characters as they are, too. */
    public static String encode(String text, String alsoAllowed) {
        var encoded = new StringBuilder();
        for (var octet : text.getBytes(StandardCharsets.UTF_8)) {
            var c = (char) (octet & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || (UNRESERVED + alsoAllowed).indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
            }
        }
        return encoded.toString();
    }
}
