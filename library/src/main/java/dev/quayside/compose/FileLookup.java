package dev.quayside.compose;

import java.util.Map;
import java.util.Optional;

/** How the reader asks for the text of a file that a Compose file names: an env file, an include, a base to extend. */
@FunctionalInterface
public interface FileLookup {
    /** No file exists. */
    FileLookup NOTHING = path -> Optional.empty();

    /**
     * The text of a file.
     *
     * @param path an absolute path
     * @return empty if there is no such file
     */
    Optional<String> text(String path);

    /** Files that are all known in advance, by absolute path. */
    static FileLookup of(Map<String, String> files) {
        var known = Map.copyOf(files);
        return path -> Optional.ofNullable(known.get(path));
    }
}
