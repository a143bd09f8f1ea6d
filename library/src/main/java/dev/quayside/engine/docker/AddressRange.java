package dev.quayside.engine.docker;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A range of IP addresses of either family.
 *
 * @param first its first address, as a number
 * @param prefix how many leading bits all its addresses share
 * @param bits 32 or 128
 */
record AddressRange(BigInteger first, int prefix, int bits) {
    private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]+");

    /** Reads {@code 172.18.0.0/16} or {@code fd00::/64}. */
    static AddressRange parse(String text) {
        var slash = text.indexOf('/');
        try {
            var address = bytes(slash < 0 ? text : text.substring(0, slash));
            var bits = address.length * 8;
            var prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            if (prefix < 0 || prefix > bits) {
                throw invalid(text);
            }
            var host = bits - prefix;
            return new AddressRange(new BigInteger(1, address).shiftRight(host).shiftLeft(host), prefix, bits);
        } catch (NumberFormatException e) {
            throw invalid(text);
        }
    }

    /** Whether it holds IPv4 addresses. */
    boolean isIpv4() {
        return bits == 32;
    }

    /** How many addresses it has. */
    BigInteger size() {
        return BigInteger.ONE.shiftLeft(bits - prefix);
    }

    /** Its first half; a range of one address is its own half. */
    AddressRange lowerHalf() {
        return prefix == bits ? this : new AddressRange(first, prefix + 1, bits);
    }

    /** Its second half; a range of one address is its own half. */
    AddressRange upperHalf() {
        return prefix == bits
                ? this
                : new AddressRange(first.add(BigInteger.ONE.shiftLeft(bits - prefix - 1)), prefix + 1, bits);
    }

    /** The address this far behind the first one. */
    String at(BigInteger offset) {
        return text(first.add(offset), bits);
    }

    boolean contains(String address) {
        var octets = bytes(address);
        return octets.length * 8 == bits
                && new BigInteger(1, octets).shiftRight(bits - prefix).equals(first.shiftRight(bits - prefix));
    }

    /** The address in the one form in which engines write it. */
    static String canonical(String address) {
        var octets = bytes(address);
        return text(new BigInteger(1, octets), octets.length * 8);
    }

    private static byte[] bytes(String address) {
        if (!LITERAL.matcher(address).matches() || !(address.contains(".") || address.contains(":"))) {
            throw invalid(address);
        }
        try {
            // A literal is never looked up.
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw invalid(address);
        }
    }

    private static String text(BigInteger number, int bits) {
        var octets = new byte[bits / 8];
        var digits = number.toByteArray();
        var length = Math.min(digits.length, octets.length);
        System.arraycopy(digits, digits.length - length, octets, octets.length - length, length);
        return bits == 32 ? ipv4(octets) : Ipv6Text.of(octets);
    }

    private static String ipv4(byte[] octets) {
        return (octets[0] & 255) + "." + (octets[1] & 255) + "." + (octets[2] & 255) + "." + (octets[3] & 255);
    }

    private static QuaysideException invalid(String text) {
        return new QuaysideException(
                ErrorCode.INVALID_ARGUMENT,
                "'" + text + "' is not an IP address or a range of them",
                "write it as in 172.28.0.0/16 or fd00:1234::/64");
    }

    /** The range as CIDR. */
    @Override
    public String toString() {
        return text(first, bits) + "/" + prefix;
    }
}
