package dev.quayside.engine.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines of UTF-8 as they arrive, without their ends. Not thread-safe; it does not close the stream that it reads. */
public final class LineReader {
    private static final int BUFFER_SIZE = 16_384;

    private final ByteStream in;
    private final int longest;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private int position;
    private int limit;

    /**
     * A line.
     *
     * @param complete whether its end was read; else it was too long, and the next one is its rest
     */
    public record Line(String text, boolean complete) {}

    /**
     * Reads a stream.
     *
     * @param longest a line is cut when so many bytes or more of it were read; what is read at once, 16 KiB, may come on top
     */
    public LineReader(ByteStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** Waits for the next line; empty at the end. The last one needs no line end. */
    public Optional<Line> next() {
        var line = new ByteArrayOutputStream();
        while (line.size() < longest) {
            if (position == limit) {
                position = 0;
                limit = Math.max(0, in.read(buffer));
                if (limit == 0) {
                    return line.size() == 0 ? Optional.empty() : Optional.of(line(line, true));
                }
            }
            var start = position;
            while (position < limit && buffer[position] != '\n') {
                position++;
            }
            line.write(buffer, start, position - start);
            if (position < limit) {
                position++;
                return Optional.of(line(line, true));
            }
        }
        return Optional.of(line(line, false));
    }

    private static Line line(ByteArrayOutputStream bytes, boolean complete) {
        return new Line(bytes.toString(StandardCharsets.UTF_8), complete);
    }
}
