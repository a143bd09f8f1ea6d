package dev.quayside.compose;

/**
 * Something in a Compose file that its author should know.
 *
 * @param message what is wrong, with the value
 * @param remedy what to write instead
 * @param section the section of the Compose specification that says so, such as {@code services/ports}
 */
public record Finding(Severity severity, Position position, String message, String remedy, String section) {
    /** What a finding means for the file. */
    public enum Severity {
        /** The file is wrong. */
        ERROR,
        /** The file is right, but this version cannot read that part of it. */
        UNSUPPORTED,
        /** The file can be read, but may not do what its author thinks. */
        WARNING
    }

    /** One line: where, what, and what to do. */
    @Override
    public String toString() {
        return position + ": " + message + "; " + remedy;
    }
}
