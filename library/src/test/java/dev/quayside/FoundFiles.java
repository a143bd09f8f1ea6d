package dev.quayside;

import dev.quayside.compose.ReadOptions;

/** The files of a folder as this library finds them, for tests of the reader. */
public final class FoundFiles {
    private FoundFiles() {}

    /** What the reader is given for these options. */
    public static ReadOptions of(ProjectOptions options) {
        return ProjectFiles.found(options);
    }
}
