package dev.quayside.model;

/** The name of an image: registry, repository, and a tag or digest. */
public record ImageRef(String text) {
    /** Reads a reference as people write it, such as {@code redis:7}. */
    public static ImageRef parse(String text) {
        return new ImageRef(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
