package dev.quayside.engine.kubernetes;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.regex.Pattern;

/** Checks names before the cluster does, to say what would be right. */
final class Names {
    /** The longest label of DNS. */
    static final int LABEL = 63;

    private static final int SUBDOMAIN = 253;
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern DNS_NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern BEGINS_WITH_LETTER = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");

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
        if (!pattern.matcher(object.name()).matches() || object.name().length() > longest) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "'" + object.name() + "' cannot be the name of a "
                            + object.kind().words(),
                    "use at most " + longest + " " + rule + ", a letter or digit at both ends");
        }
    }
}
