package dev.quayside.engine.kubernetes;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Says whether an address lies in a range such as {@code 10.0.0.0/8}. */
final class AddressRange {
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private AddressRange() {}

    /** A host that is no address lies in no range: no name is looked up. */
    static boolean contains(String range, String host) {
        var slash = range.indexOf('/');
        var network = range.substring(0, slash);
        if (!LITERAL.matcher(host).matches() || !LITERAL.matcher(network).matches()) {
            return false;
        }
        try {
            var address = InetAddress.getByName(host).getAddress();
            var base = InetAddress.getByName(network).getAddress();
            var ignored = base.length * 8 - Integer.parseInt(range.substring(slash + 1));
            return address.length == base.length
                    && ignored >= 0
                    && new BigInteger(1, address)
                            .shiftRight(ignored)
                            .equals(new BigInteger(1, base).shiftRight(ignored));
        } catch (UnknownHostException | NumberFormatException e) {
            return false;
        }
    }
}
