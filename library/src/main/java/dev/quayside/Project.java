package dev.quayside;

import dev.quayside.compose.ReadResult;
import dev.quayside.model.App;
import java.nio.file.Path;
import java.util.List;

/**
 * An application as its files describe it.
 *
 * @param directory what its relative paths start from
 * @param files the files it was read from, in the order in which later ones win; {@code -} is standard input
 * @param reading everything that the files say, with the warnings for their author
 */
public record Project(Path directory, List<String> files, ReadResult reading) {
    public Project {
        files = List.copyOf(files);
    }

    /** The application. */
    public App app() {
        return reading.app();
    }

    /** Its name. */
    public String name() {
        return reading.name();
    }

    /** Its files as one. */
    public ProjectDocument document() {
        return new ProjectDocument(reading.canonical(), false);
    }

    /** Its files as one, with everything filled in and written out, as YAML that reads back to the same application. */
    public String yaml() {
        return document().yaml();
    }

    /** The same as JSON. */
    public String json() {
        return document().json();
    }
}
