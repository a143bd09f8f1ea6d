package dev.quayside.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What docker compose made of a folder of the corpus.
 *
 * @param version of docker compose
 * @param input a hash of everything that it read
 * @param printed what it printed; empty if it refused
 */
record CorpusRecord(String version, String input, Optional<String> printed) {
    /** The version that this reader follows. */
    static final String VERSION = "5.6.0";

    private static final String REFUSED = "# refused\n";

    static CorpusRecord read(Path file) throws IOException {
        String[] parts = Files.readString(file).split("\n", 2);
        String[] words = parts[0].split(" ", -1);
        return new CorpusRecord(words[3], words[5], Optional.of(parts[1]).filter(text -> !text.equals(REFUSED)));
    }

    void write(Path file) throws IOException {
        Files.writeString(file, "# docker compose " + version + " on " + input + "\n" + printed.orElse(REFUSED));
    }

    /** As a tree on one line, or that it was refused: to be compared with what this reader makes of it. */
    String tree() {
        return printed.map(Variant::tree).orElse(Variant.REFUSED);
    }
}
