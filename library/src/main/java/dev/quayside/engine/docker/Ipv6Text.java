package dev.quayside.engine.docker;

/** Writes IPv6 addresses as RFC 5952 and the engine do: the longest run of zeros as {@code ::}. */
final class Ipv6Text {
    private static final int GROUPS = 8;

    private Ipv6Text() {}

    static String of(byte[] octets) {
        var groups = new int[GROUPS];
        for (var i = 0; i < GROUPS; i++) {
            groups[i] = ((octets[2 * i] & 255) << 8) | (octets[2 * i + 1] & 255);
        }
        var start = 0;
        var length = 0;
        for (var i = 0; i < GROUPS; i++) {
            var run = zerosFrom(groups, i);
            if (run > length) {
                start = i;
                length = run;
            }
        }
        return length < 2
                ? join(groups, 0, GROUPS)
                : join(groups, 0, start) + "::" + join(groups, start + length, GROUPS);
    }

    private static int zerosFrom(int[] groups, int start) {
        var end = start;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - start;
    }

    private static String join(int[] groups, int from, int to) {
        var text = new StringBuilder();
        for (var i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
