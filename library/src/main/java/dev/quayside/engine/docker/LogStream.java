package dev.quayside.engine.docker;

import dev.quayside.engine.EntryStream;
import dev.quayside.engine.http.ByteStream;
import dev.quayside.engine.http.Response;
import dev.quayside.error.QuaysideException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** A container's output, line by line, as fast as it is read. One thread reads it; any thread may close it. */
final class LogStream implements EntryStream<LogEntry> {
    private static final int BUFFER_SIZE = 65_536;

    /** How the engine sends the two outputs. */
    enum Form {
        /** In frames that name the source. */
        MULTIPLEXED,
        /** As they come out of the terminal. */
        RAW
    }

    private final Response response;
    private final ByteStream body;
    private final FrameReader frames;
    private final Form form;
    private final Map<OutputSource, LineAssembler> assemblers = new EnumMap<>(OutputSource.class);
    private final Queue<LogEntry> lines = new ArrayDeque<>();
    private volatile boolean closed;
    private boolean ended;

    LogStream(Response response, Form form) {
        this.response = response;
        this.body = response.body();
        this.frames = new FrameReader(body);
        this.form = form;
        for (var source : OutputSource.values()) {
            assemblers.put(source, new LineAssembler(source));
        }
    }

    @Override
    public Optional<LogEntry> next() {
        while (lines.isEmpty() && !ended) {
            try {
                readMore();
            } catch (QuaysideException e) {
                if (closed) {
                    return Optional.empty();
                }
                close();
                throw e;
            }
        }
        return Optional.ofNullable(lines.poll());
    }

    private void readMore() {
        if (form == Form.RAW) {
            readRaw();
        } else {
            readFrame();
        }
    }

    private void readRaw() {
        var bytes = new byte[BUFFER_SIZE];
        var length = body.read(bytes);
        if (length < 0) {
            finish();
        } else {
            add(OutputSource.STDOUT, ByteBuffer.wrap(bytes, 0, length), false);
        }
    }

    private void readFrame() {
        var piece = frames.next();
        if (piece.isEmpty()) {
            finish();
        } else {
            add(piece.get().source(), piece.get().bytes(), piece.get().first());
        }
    }

    private void add(OutputSource source, ByteBuffer bytes, boolean startsMessage) {
        var assembler = assemblers.get(source);
        if (assembler != null) {
            assembler.add(bytes, startsMessage, lines::add);
        }
    }

    private void finish() {
        ended = true;
        assemblers.values().forEach(assembler -> assembler.finish(lines::add));
        response.close();
    }

    @Override
    public void close() {
        closed = true;
        response.close();
    }
}
