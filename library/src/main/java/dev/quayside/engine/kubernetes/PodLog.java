package dev.quayside.engine.kubernetes;

import dev.quayside.engine.EntryStream;
import dev.quayside.engine.http.LineReader;
import dev.quayside.engine.http.Response;
import dev.quayside.error.QuaysideException;
import java.time.Instant;
import java.util.Optional;

/** The output of one pod, read as it arrives. One thread reads it; any thread may close it. */
final class PodLog implements EntryStream<PodLogLine> {
    /** A longer line is handed over in pieces. */
    private static final int LONGEST_LINE = 1 << 20;

    private final String pod;
    private final Response response;
    private final LineReader lines;
    private Instant last = Instant.EPOCH;
    private volatile boolean closed;

    PodLog(String pod, Response response) {
        this.pod = pod;
        this.response = response;
        this.lines = new LineReader(response.body(), LONGEST_LINE);
    }

    @Override
    public Optional<PodLogLine> next() {
        try {
            var line = lines.next().map(PodLog::text);
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

    private static String text(LineReader.Line line) {
        var text = line.text();
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    @Override
    public void close() {
        closed = true;
        response.close();
    }
}
