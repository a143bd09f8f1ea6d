package dev.quayside.engine.docker;

import dev.quayside.engine.EntryStream;
import dev.quayside.engine.http.LineReader;
import dev.quayside.engine.http.Response;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import java.util.Optional;
import java.util.function.Function;

/**
 * An answer that is one JSON value per line, read as it arrives. One thread reads it; any thread may close it.
 *
 * @param <E> what the values are turned into
 */
final class JsonLines<E> implements EntryStream<E> {
    private static final int LONGEST_LINE = 16 * 1024 * 1024;

    private final Response response;
    private final Function<Json, E> reading;
    private final LineReader lines;
    private volatile boolean closed;

    JsonLines(Response response, Function<Json, E> reading) {
        this.response = response;
        this.lines = new LineReader(response.body(), LONGEST_LINE + 1);
        this.reading = reading;
    }

    @Override
    public Optional<E> next() {
        try {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                if (!line.get().complete()) {
                    throw tooLong();
                }
                if (!line.get().text().isBlank()) {
                    return Optional.of(reading.apply(Json.parse(line.get().text())));
                }
            }
            response.close();
            return Optional.empty();
        } catch (QuaysideException e) {
            if (closed) {
                return Optional.empty();
            }
            close();
            throw e;
        }
    }

    private static QuaysideException tooLong() {
        return new QuaysideException(
                ErrorCode.ENGINE_INCOMPATIBLE,
                "The engine sent a line of more than " + LONGEST_LINE + " bytes",
                "check that the address is that of an engine");
    }

    @Override
    public void close() {
        closed = true;
        response.close();
    }
}
