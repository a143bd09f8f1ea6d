package dev.quayside.engine.docker;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Joins pieces of one output to lines. A line beyond a megabyte is handed out in parts.
 *
 * <p>The engine writes its timestamp at the start of each message, and it cuts long lines into several messages: so one in
 * the middle of a line is dropped. A terminal's output is not divided into messages, but the engine cuts it at the same
 * length.
 */
final class LineAssembler {
    private static final int LONGEST_LINE = 1_048_576;
    private static final int LONGEST_TIMESTAMP = 40;
    /** Where the engine cuts. */
    private static final int LONGEST_MESSAGE = 16_384;

    private final OutputSource source;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineAssembler(OutputSource source) {
        this.source = source;
    }

    /** Takes a piece, which starts a message of the engine or goes on with one, and hands out the lines that are complete. */
    void add(ByteBuffer bytes, boolean startsMessage, Consumer<LogEntry> lines) {
        if (startsMessage && line.size() > 0) {
            takeTimestamp(bytes);
        }
        while (bytes.hasRemaining()) {
            var b = bytes.get();
            if (b == '\n') {
                emit(lines);
            } else {
                line.write(b);
                if (line.size() >= LONGEST_LINE) {
                    emit(lines);
                }
            }
        }
    }

    /** Hands out what is left at the end of the stream. */
    void finish(Consumer<LogEntry> lines) {
        if (line.size() > 0) {
            emit(lines);
        }
    }

    private void emit(Consumer<LogEntry> lines) {
        var bytes = ByteBuffer.wrap(line.toByteArray());
        line.reset();
        var time = takeTimestamp(bytes);
        var text = StandardCharsets.UTF_8.decode(withoutInnerTimestamps(bytes)).toString();
        lines.accept(new LogEntry(source, time, text.endsWith("\r") ? text.substring(0, text.length() - 1) : text));
    }

    private static ByteBuffer withoutInnerTimestamps(ByteBuffer bytes) {
        if (bytes.remaining() <= LONGEST_MESSAGE) {
            return bytes;
        }
        var joined = ByteBuffer.allocate(bytes.remaining());
        while (bytes.hasRemaining()) {
            var length = Math.min(LONGEST_MESSAGE, bytes.remaining());
            joined.put(bytes.slice(bytes.position(), length));
            bytes.position(bytes.position() + length);
            takeTimestamp(bytes);
        }
        return joined.flip();
    }

    /** Reads a timestamp and the space after it off the front, if there is one. */
    private static Optional<Instant> takeTimestamp(ByteBuffer bytes) {
        var limit = Math.min(bytes.remaining(), LONGEST_TIMESTAMP);
        for (var i = 0; i < limit; i++) {
            if (bytes.get(bytes.position() + i) == ' ') {
                var text = StandardCharsets.US_ASCII
                        .decode(bytes.slice(bytes.position(), i))
                        .toString();
                var found = Times.parse(text);
                if (found.isPresent()) {
                    bytes.position(bytes.position() + i + 1);
                }
                return found;
            }
        }
        return Optional.empty();
    }
}
