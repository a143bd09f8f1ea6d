package dev.quayside.engine;

/**
 * A moment of a long change.
 *
 * @param subject what it is about, such as a layer, a build step or a file
 * @param phase what is done with it, such as {@code downloading}
 * @param current how much is done; 0 if that is not known
 * @param total how much there is; 0 if that is not known
 * @param text a line of output, or empty
 */
public record Progress(String subject, String phase, long current, long total, String text) {
    /** A line of output. */
    public static Progress line(String subject, String text) {
        return new Progress(subject, "", 0, 0, text);
    }
}
