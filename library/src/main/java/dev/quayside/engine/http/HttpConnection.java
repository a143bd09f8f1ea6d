package dev.quayside.engine.http;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.IdentityInputStream;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.jspecify.annotations.Nullable;

/**
 * One wire that speaks HTTP/1.1, one exchange after the other.
 *
 * <p>One thread uses it at a time; {@link #close()} and {@link #breakOff} may come from any other.
 */
final class HttpConnection implements AutoCloseable {
    private static final int BUFFER_SIZE = 8192;
    private static final int LONGEST_LINE = 16_384;
    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(LONGEST_LINE)
            .setMaxHeaderCount(200)
            .build();

    private final Endpoint endpoint;
    private final Wire wire;
    private final Deadline readDeadline;
    private final Deadline writeDeadline;
    private final SessionInputBufferImpl buffer = new SessionInputBufferImpl(BUFFER_SIZE, LONGEST_LINE);
    private final DefaultHttpResponseParser parser = new DefaultHttpResponseParser(LIMITS);
    private final InputStream input = new GuardedInput();
    private final OutputStream output = new GuardedOutput();

    private @Nullable Duration readLimit;
    private volatile @Nullable Duration writeLimit;
    private volatile boolean closed;
    private volatile boolean writingFailed;
    private volatile @Nullable QuaysideException brokenOff;
    private volatile boolean received;
    private volatile boolean ended;

    HttpConnection(Endpoint endpoint, Wire wire) {
        this.endpoint = endpoint;
        this.wire = wire;
        this.readDeadline = new Deadline(() -> expire("said nothing for too long"));
        this.writeDeadline = new Deadline(() -> expire("took no bytes for too long"));
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** Where the head and the body of a request go. */
    OutputStream output() {
        return output;
    }

    /** Begins an exchange: sets its limits and forgets what the one before received. */
    void begin(@Nullable Duration limitForReading, @Nullable Duration limitForWriting) {
        readLimit = limitForReading;
        writeLimit = limitForWriting;
        received = false;
    }

    /** Lets the peer take as long as it likes for taking bytes, as a process does with its input. */
    void allowSlowWriting() {
        writeLimit = null;
    }

    boolean hasReceived() {
        return received;
    }

    boolean hasWritingFailed() {
        return writingFailed;
    }

    boolean isStale() {
        return closed || buffer.hasBufferedData() || wire.isStale();
    }

    void send(Request request, List<Header> defaults, String host) throws IOException {
        output.write(RequestHead.of(request, defaults, host));
        if (request.body() instanceof RequestBody.Text text) {
            output.write(text.text().getBytes(StandardCharsets.UTF_8));
        }
        output.flush();
    }

    /** Reads the head of the answer, skipping the interim ones. */
    ClassicHttpResponse readHead() throws IOException, HttpException {
        while (true) {
            var head = parser.parse(buffer, input);
            if (head == null) {
                throw new NoHttpResponseException("the connection was closed before the answer");
            }
            if (head.getCode() >= 200 || head.getCode() == 101) {
                return head;
            }
        }
    }

    InputStream chunkedBody() {
        return new ChunkedInputStream(buffer, input, LIMITS);
    }

    InputStream bodyOf(long length) {
        return new ContentLengthInputStream(buffer, input, length);
    }

    /** Everything up to the end of the connection, starting with what was buffered behind the head. */
    InputStream rest() {
        return new IdentityInputStream(buffer, input);
    }

    void shutdownOutput() {
        try {
            wire.shutdownOutput();
        } catch (IOException e) {
            // The peer has closed already: then it knows that nothing more comes.
        }
    }

    /** Ends the connection from outside with the reason that its user will see. */
    void breakOff(QuaysideException reason) {
        if (brokenOff == null && !closed) {
            brokenOff = reason;
        }
        close();
    }

    private void expire(String what) {
        var limit = readLimit == null ? writeLimit : readLimit;
        breakOff(new QuaysideException(
                ErrorCode.TIMED_OUT,
                "The engine at '" + endpoint + "' " + what + (limit == null ? "" : " (" + limit.toSeconds() + " s)"),
                "see whether the engine is overloaded or hangs, or allow more time"));
    }

    /** What a failure on this connection means to the caller of {@code request}. */
    QuaysideException failure(Exception e, Request request) {
        var reason = brokenOff;
        var call = request.describe() + " at '" + endpoint + "'";
        if (reason != null) {
            return new QuaysideException(
                    reason.code(), reason.problem() + " during " + request.describe(), reason.remedy(), e);
        }
        return switch (e) {
            case QuaysideException known -> known;
            case ClosedByInterruptException interrupted ->
                new QuaysideException(ErrorCode.INTERRUPTED, call + " was interrupted", "try again", interrupted);
            case ClosedChannelException cancelled ->
                new QuaysideException(ErrorCode.INTERRUPTED, call + " was cancelled", "try again", cancelled);
            default -> ended || !isConfusion(e) ? lost(call, e) : confused(call, e);
        };
    }

    /** Whether the peer sent something else than HTTP, or HTTP beyond our limits. */
    private static boolean isConfusion(Exception e) {
        return e instanceof HttpException
                || e instanceof MessageConstraintException
                || e instanceof MalformedChunkCodingException;
    }

    private static QuaysideException confused(String call, Exception e) {
        return new QuaysideException(
                ErrorCode.ENGINE_INCOMPATIBLE,
                call + " was not answered in HTTP: " + e.getMessage(),
                "check that the address is that of an engine",
                e);
    }

    private QuaysideException lost(String call, Exception e) {
        var complaint = wire.complaint();
        if (!hasReceived() && !complaint.isEmpty()) {
            return new QuaysideException(
                    ErrorCode.ENGINE_UNREACHABLE, call + " failed: " + complaint, "repair the connection first", e);
        }
        return new QuaysideException(
                ErrorCode.ENGINE_LOST,
                "The engine went away during " + call + ": " + e.getMessage(),
                "see whether the engine runs, then look at what the call left behind before you repeat it",
                e);
    }

    @Override
    public void close() {
        closed = true;
        readDeadline.close();
        writeDeadline.close();
        wire.close();
    }

    private final class GuardedInput extends InputStream {
        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            var limit = readLimit;
            if (limit == null) {
                return counted(wire.input().read(bytes, offset, length));
            }
            readDeadline.arm(limit);
            try {
                return counted(wire.input().read(bytes, offset, length));
            } finally {
                readDeadline.disarm();
            }
        }

        private int counted(int length) {
            if (length > 0) {
                received = true;
            } else {
                ended = length < 0;
            }
            return length;
        }
    }

    private final class GuardedOutput extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            guarded(() -> wire.output().write(bytes, offset, length));
        }

        @Override
        public void flush() throws IOException {
            guarded(() -> wire.output().flush());
        }

        private void guarded(Writing writing) throws IOException {
            var limit = writeLimit;
            if (limit != null) {
                writeDeadline.arm(limit);
            }
            try {
                writing.run();
            } catch (IOException e) {
                writingFailed = true;
                throw e;
            } finally {
                writeDeadline.disarm();
            }
        }
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }
}
