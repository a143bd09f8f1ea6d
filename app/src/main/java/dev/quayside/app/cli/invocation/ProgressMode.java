package dev.quayside.app.cli.invocation;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;

/** How progress is shown on standard error. */
public enum ProgressMode {
    /** A tree that is redrawn in place. */
    TTY,
    /** A line for everything that begins, ends or waits. */
    PLAIN,
    /** A line of JSON for everything that happens. */
    JSON,
    /** Nothing but failures. */
    QUIET;

    /** Reads the word that people write; {@code auto} asks the terminal. */
    static ProgressMode parse(String word, boolean onTerminal) {
        return switch (word) {
            case "auto" -> onTerminal ? TTY : PLAIN;
            case "tty" -> TTY;
            case "plain" -> PLAIN;
            case "json", "rawjson" -> JSON;
            case "quiet" -> QUIET;
            default ->
                throw new QuaysideException(
                        ErrorCode.INVALID_ARGUMENT,
                        "'" + word + "' is no way to show progress",
                        "use one of auto, tty, plain, json, quiet");
        };
    }
}
