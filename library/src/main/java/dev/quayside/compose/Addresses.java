package dev.quayside.compose;

import java.util.Optional;
import java.util.regex.Pattern;

/** The spelling of IP addresses. */
final class Addresses {
    private static final Pattern V4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final int GROUPS = 8;

    private Addresses() {}

    /** Whether a text is an IPv4 or IPv6 address. */
    static boolean isAddress(String text) {
        return V4.matcher(text).matches() || (text.length() <= 45 && isV6(text));
    }

    private static boolean isV6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text).filter(count -> count == GROUPS).isPresent();
        }
        Optional<Integer> before = groups(text.substring(0, gap));
        Optional<Integer> after = groups(text.substring(gap + 2));
        return before.isPresent()
                && after.isPresent()
                && before.get() + after.get() < GROUPS
                && !text.substring(0, gap).contains(".");
    }

    /** How many groups of 16 bits a part has; an IPv4 address at the end counts as two. */
    private static Optional<Integer> groups(String part) {
        if (part.isEmpty()) {
            return Optional.of(0);
        }
        String[] groups = part.split(":", -1);
        int count = 0;
        for (int i = 0; i < groups.length; i++) {
            boolean last = i == groups.length - 1;
            if (last && V4.matcher(groups[i]).matches()) {
                count += 2;
            } else if (GROUP.matcher(groups[i]).matches()) {
                count++;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(count);
    }
}
