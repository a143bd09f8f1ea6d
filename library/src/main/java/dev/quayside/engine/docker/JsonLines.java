package dev.quayside.engine.docker;

import dev.quayside.engine.EntryStream;
import dev.quayside.engine.http.Response;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * An answer that is one JSON value per line, read as it arrives. One thread reads it; any thread may close it.
 *
 * @param <E> what the values are turned into
 */
final class JsonLines<E> implements EntryStream<E> {
    private static final int LONGEST_LINE = 16 * 1024 * 1024;
    private static final int BUFFER_SIZE = 16_384;

    private final Response response;
    private final Function<Json, E> reading;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private int position;
    private int limit;
    private volatile boolean closed;

    JsonLines(Response response, Function<Json, E> reading) {
        this.response = response;
        this.reading = reading;
    }

    @Override
    public Optional<E> next() {
        try {
            for (var line = readLine(); line.isPresent(); line = readLine()) {
                if (!line.get().isBlank()) {
                    return Optional.of(reading.apply(Json.parse(line.get())));
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

    private Optional<String> readLine() {
        var line = new ByteArrayOutputStream();
        while (line.size() <= LONGEST_LINE) {
            if (position == limit) {
                position = 0;
                limit = Math.max(0, response.body().read(buffer));
                if (limit == 0) {
                    return line.size() == 0 ? Optional.empty() : Optional.of(text(line));
                }
            }
            var start = position;
            while (position < limit && buffer[position] != '\n') {
                position++;
            }
            line.write(buffer, start, position - start);
            if (position < limit) {
                position++;
                return Optional.of(text(line));
            }
        }
        throw new QuaysideException(
                ErrorCode.ENGINE_INCOMPATIBLE,
                "The engine sent a line of more than " + LONGEST_LINE + " bytes",
                "check that the address is that of an engine");
    }

    private static String text(ByteArrayOutputStream line) {
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        closed = true;
        response.close();
    }
}
