package dev.quayside.json;

import java.io.InputStream;
import java.util.Optional;
import tools.jackson.core.JsonParser;

/**
 * JSON values that follow one another in a stream, each given as soon as it has been read whole.
 *
 * <p>Not thread-safe. It does not close the stream that it reads.
 */
public final class JsonSequence {
    private final JsonParser parser;

    /** Begins to read a stream. */
    public JsonSequence(InputStream in) {
        parser = JsonText.sequence(in);
    }

    /**
     * Waits for the next value; empty at the end.
     *
     * @throws dev.quayside.error.QuaysideException {@code ENGINE_INCOMPATIBLE} if the stream is cut within a value
     */
    public Optional<Json> next() {
        return JsonText.next(parser);
    }
}
