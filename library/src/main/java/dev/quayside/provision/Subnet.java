package dev.quayside.provision;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of IPv4 addresses.
 *
 * @param first its first address, as a number
 * @param prefix how many bits all its addresses share
 */
record Subnet(int first, int prefix) {
    private static final Pattern TEXT =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?");

    /** Clears the bits of a host. */
    Subnet {
        first &= mask(prefix);
    }

    /** Reads {@code 10.1.2.3/24} or {@code 10.1.2.3}; anything else is none. */
    static Optional<Subnet> find(String text) {
        var match = TEXT.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        var address = 0;
        for (var group = 1; group <= 4; group++) {
            var number = Integer.parseInt(match.group(group));
            if (number > 255) {
                return Optional.empty();
            }
            address = address << 8 | number;
        }
        var prefix = match.group(5) == null ? 32 : Integer.parseInt(match.group(5));
        return prefix > 32 ? Optional.empty() : Optional.of(new Subnet(address, prefix));
    }

    static Subnet parse(String text) {
        return find(text).orElseThrow(() -> new IllegalArgumentException("no subnet: " + text));
    }

    private static int mask(int prefix) {
        return prefix == 0 ? 0 : -1 << (32 - prefix);
    }

    boolean overlaps(Subnet other) {
        var shared = mask(Math.min(prefix, other.prefix));
        return (first & shared) == (other.first & shared);
    }

    boolean overlapsAny(List<Subnet> others) {
        return others.stream().anyMatch(this::overlaps);
    }

    boolean contains(Subnet other) {
        return other.prefix >= prefix && overlaps(other);
    }

    /** A part of this: {@code part(18, 1)} of a /16 is its second quarter. */
    Subnet part(int longerPrefix, int number) {
        return new Subnet(first + (number << (32 - longerPrefix)), longerPrefix);
    }

    /** An address of this, counted from its first. */
    String address(int number) {
        var address = first + number;
        return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);
    }

    @Override
    public String toString() {
        return address(0) + "/" + prefix;
    }
}
