package dev.quayside.compose;

/**
 * The text of one Compose file.
 *
 * @param path its absolute path, or {@code -} for standard input
 */
public record ComposeFile(String path, String text) {
    @Override
    public String toString() {
        return "ComposeFile[" + path + "]";
    }
}
