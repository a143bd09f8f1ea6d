package dev.quayside.app.cli.output;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.Locale;

/** How data is written to standard output. */
public enum OutputFormat {
    /** For people. */
    TABLE,
    /** For programs: one document. */
    JSON,
    /** For programs and people: one document. */
    YAML;

    /** Reads the word that people write. */
    public static OutputFormat parse(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "table" -> TABLE;
            case "json" -> JSON;
            case "yaml" -> YAML;
            default ->
                throw new QuaysideException(
                        ErrorCode.INVALID_ARGUMENT,
                        "'" + word + "' is not an output format",
                        "use one of table, json, yaml");
        };
    }
}
