package dev.quayside.engine.kubernetes;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which names a cluster takes: checked before it does, to say what would be right, and made of names of Compose. */
final class Names {
    /** The longest label of DNS. */
    static final int LABEL = 63;

    private static final int SUBDOMAIN = 253;
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern DNS_NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern BEGINS_WITH_LETTER = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");

    private static final Pattern LABEL_KEY =
            Pattern.compile("([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern LABEL_VALUE = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");

    private Names() {}

    static void check(ObjectRef object) {
        switch (object.kind()) {
            case NAMESPACE -> check(object, DNS_LABEL, LABEL, "lower-case letters, digits and '-'");
            // Newer clusters allow a digit first, older ones do not.
            case SERVICE ->
                check(object, BEGINS_WITH_LETTER, LABEL, "lower-case letters, digits and '-', a letter first");
            default -> check(object, DNS_NAME, SUBDOMAIN, "lower-case letters, digits, '-' and '.'");
        }
    }

    private static void check(ObjectRef object, Pattern pattern, int longest, String rule) {
        if (object.name().length() > longest || !pattern.matcher(object.name()).matches()) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "'" + object.name() + "' cannot be the name of a "
                            + object.kind().words(),
                    "use at most " + longest + " " + rule + ", a letter or digit at both ends");
        }
    }

    /**
     * The name of an object that other pods reach by it: a label of DNS (RFC 1035, which older servers insist on).
     *
     * @param what what it names, for the error: {@code service}
     * @throws QuaysideException INVALID_ARGUMENT, with a proposal
     */
    static String dnsLabel(String what, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (isServiceName(name)) {
            return lower;
        }
        throw new QuaysideException(
                ErrorCode.INVALID_ARGUMENT,
                "The " + what + " '" + name + "' cannot have this name on Kubernetes, which takes at most " + LABEL
                        + " lower-case letters, digits and dashes, beginning with a letter",
                "call it '" + proposal(lower) + "'");
    }

    /** Whether it is a label of DNS, as a port's name has to be. */
    static boolean isDnsLabel(String name) {
        return name.length() <= LABEL && DNS_LABEL.matcher(name).matches();
    }

    /** Whether a Service can have this name in lower case. */
    static boolean isServiceName(String name) {
        return name.length() <= LABEL
                && BEGINS_WITH_LETTER.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    private static String proposal(String name) {
        String plain = name.replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
        String cut = plain.length() > LABEL ? plain.substring(0, LABEL).replaceAll("-+$", "") : plain;
        return cut.isEmpty() ? "app" : cut;
    }

    /**
     * The name of an object that someone else made, which has to be right as it is.
     *
     * @throws QuaysideException INVALID_ARGUMENT, with a proposal
     */
    static String foreignName(String what, String name) {
        if (isDnsName(name)) {
            return name;
        }
        throw new QuaysideException(
                ErrorCode.INVALID_ARGUMENT,
                "There is no " + what + " '" + name
                        + "' on Kubernetes, whose names are lower-case letters, digits, '-' and '.'",
                "write its name there as 'name', such as '" + proposal(name.toLowerCase(Locale.ROOT)) + "'");
    }

    /** A name that pods do not reach: what does not fit is replaced. */
    static String objectName(String name) {
        return proposal(name.toLowerCase(Locale.ROOT));
    }

    /** Whether a label of the user's can be a label here. */
    static boolean isLabel(String key, String value) {
        return LABEL_KEY.matcher(key).matches() && LABEL_VALUE.matcher(value).matches();
    }

    /** Whether an annotation can have this key. */
    static boolean isAnnotation(String key) {
        return LABEL_KEY.matcher(key).matches();
    }

    /** Whether a text can be a name of DNS with several parts. */
    static boolean isDnsName(String name) {
        return name.length() <= SUBDOMAIN && DNS_NAME.matcher(name).matches();
    }

    /** Whether a text can be the name of a host. */
    static boolean isHostName(String name) {
        return name.length() <= LABEL && DNS_LABEL.matcher(name).matches();
    }
}
