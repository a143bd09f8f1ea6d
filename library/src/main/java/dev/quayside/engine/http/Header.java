package dev.quayside.engine.http;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;

/** One HTTP header field. */
public record Header(String name, String value) {
    /** Refuses what would break out of the header line. */
    public Header {
        if (name.isEmpty() || name.chars().anyMatch(c -> c <= ' ' || c == ':' || c >= 127)) {
            throw invalid("name", name);
        }
        if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 127)) {
            throw invalid("value", name);
        }
    }

    private static QuaysideException invalid(String part, String name) {
        return new QuaysideException(
                ErrorCode.INVALID_ARGUMENT,
                "The " + part + " of the HTTP header '" + name.strip() + "' has a control character or a space",
                "remove it");
    }
}
