package dev.quayside.engine.kubernetes;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.Locale;
import java.util.regex.Pattern;

/** The names that Kubernetes takes, which are fewer than Compose's. */
final class KubernetesNames {
    private static final Pattern LABEL = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern LABEL_KEY =
            Pattern.compile("([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern LABEL_VALUE = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");
    private static final int LONGEST = 63;

    private KubernetesNames() {}

    /**
     * The name of an object that other pods reach by it: a label of DNS (RFC 1035, which older servers insist on).
     *
     * @param what what it names, for the error: {@code service}
     * @throws QuaysideException INVALID_ARGUMENT, with a proposal
     */
    static String dnsLabel(String what, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.length() <= LONGEST && LABEL.matcher(lower).matches()) {
            return lower;
        }
        throw new QuaysideException(
                ErrorCode.INVALID_ARGUMENT,
                "The " + what + " '" + name + "' cannot have this name on Kubernetes, which takes at most " + LONGEST
                        + " lower-case letters, digits and dashes, beginning with a letter",
                "call it '" + proposal(lower) + "'");
    }

    private static String proposal(String name) {
        String plain = name.replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
        String cut = plain.length() > LONGEST ? plain.substring(0, LONGEST).replaceAll("-+$", "") : plain;
        return cut.isEmpty() ? "app" : cut;
    }

    /** A name that pods do not reach: what does not fit is replaced. */
    static String objectName(String name) {
        return proposal(name.toLowerCase(Locale.ROOT));
    }

    /** Whether a label of the user's can be a label here. */
    static boolean isLabel(String key, String value) {
        return LABEL_KEY.matcher(key).matches() && LABEL_VALUE.matcher(value).matches();
    }

    /** Whether a text can be the name of a host. */
    static boolean isHostName(String name) {
        return name.length() <= LONGEST && name.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    }
}
