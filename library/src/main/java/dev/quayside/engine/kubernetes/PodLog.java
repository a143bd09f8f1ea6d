package dev.quayside.engine.kubernetes;

import dev.quayside.engine.EntryStream;
import dev.quayside.engine.http.Response;
import dev.quayside.error.QuaysideException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** The output of one pod, read as it arrives. One thread reads it; any thread may close it. */
final class PodLog implements EntryStream<PodLogLine> {
    /** A longer line is handed over in pieces. */
    private static final int LONGEST_LINE = 1 << 20;

    private static final int BUFFER_SIZE = 16_384;

    private final String pod;
    private final Response response;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private int position;
    private int limit;
    private Instant last = Instant.EPOCH;
    private volatile boolean closed;

    PodLog(String pod, Response response) {
        this.pod = pod;
        this.response = response;
    }

    @Override
    public Optional<PodLogLine> next() {
        try {
            var line = readLine();
            if (line.isEmpty()) {
                response.close();
            }
            return line.map(this::parse);
        } catch (QuaysideException e) {
            if (closed) {
                return Optional.empty();
            }
            close();
            throw e;
        }
    }

    /** A line begins with its time; what does not is the rest of one that was too long. */
    private PodLogLine parse(String line) {
        var space = line.indexOf(' ');
        var time = space < 0 ? Times.parse(line) : Times.parse(line.substring(0, space));
        last = time.orElse(last);
        var text = time.isEmpty() ? line : space < 0 ? "" : line.substring(space + 1);
        return new PodLogLine(pod, last, text);
    }

    private Optional<String> readLine() {
        var line = new ByteArrayOutputStream();
        while (line.size() < LONGEST_LINE) {
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
        return Optional.of(text(line));
    }

    private static String text(ByteArrayOutputStream line) {
        var text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    @Override
    public void close() {
        closed = true;
        response.close();
    }
}
