package dev.quayside.compose;

/**
 * A place in a file.
 *
 * @param file the file's path as the caller gave it
 * @param line from 1
 * @param column from 1, in characters
 */
public record Position(String file, int line, int column) {
    /** The first character of a file. */
    public static Position startOf(String file) {
        return new Position(file, 1, 1);
    }

    /** The spelling that editors understand: {@code file:line:column}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
