package dev.quayside.compose;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A project in one text, for tests that make up texts: what stands first is {@code /p/compose.yaml}, and each line
 * {@code ### NAME} starts another file of the same folder.
 *
 * <p>{@code compose.override.yaml} is read over the first file; the others are there to be named.
 */
record FuzzedProject(Map<String, String> files) {
    private static final String FOLDER = "/p/";
    private static final String FILE = FOLDER + "compose.yaml";
    private static final String OVERRIDE = FOLDER + "compose.override.yaml";
    private static final String START = "### ";

    static FuzzedProject of(String text) {
        var files = new LinkedHashMap<String, String>();
        String name = FILE;
        int start = 0;
        for (int next = nextFile(text, 0); next >= 0; next = nextFile(text, start)) {
            files.put(name, text.substring(start, next));
            int end = text.indexOf('\n', next);
            name = FOLDER + text.substring(next + START.length(), end < 0 ? text.length() : end);
            start = end < 0 ? text.length() : end + 1;
        }
        files.put(name, text.substring(start));
        return new FuzzedProject(files);
    }

    private static int nextFile(String text, int from) {
        if (text.startsWith(START, from)) {
            return from;
        }
        int lineEnd = text.indexOf("\n" + START, from);
        return lineEnd < 0 ? -1 : lineEnd + 1;
    }

    ReadOptions options() {
        var options = ReadOptions.of(new ComposeFile(FILE, files.getOrDefault(FILE, "")));
        Optional<String> override = Optional.ofNullable(files.get(OVERRIDE));
        if (override.isPresent()) {
            options = options.withFile(new ComposeFile(OVERRIDE, override.get()));
        }
        return options.withName("p")
                .withEnvironment(Map.of("HOME", "/h", "SET", "value", "EMPTY", ""))
                .withLookup(FileLookup.of(files));
    }

    /** The same place, with this text as the only Compose file. */
    ReadOptions options(String text) {
        return ReadOptions.of(new ComposeFile(FILE, text))
                .withName("p")
                .withEnvironment(Map.of("HOME", "/h", "SET", "value", "EMPTY", ""))
                .withLookup(FileLookup.of(files));
    }
}
