package dev.quayside.engine.docker;

import dev.quayside.engine.http.ByteStream;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Takes apart a stream in which the engine has mixed the two outputs of a process.
 *
 * <p>Each frame is a byte for the source, three zeros, the length as four bytes and that many bytes. A frame is handed out
 * in pieces if it is long, so that memory does not depend on what the engine sends.
 */
final class FrameReader {
    private static final int HEADER_LENGTH = 8;
    private static final int LONGEST_PIECE = 65_536;
    private static final int STDERR = 2;
    private static final int ENGINE_ERROR = 3;

    private final ByteStream in;
    private OutputSource source = OutputSource.STDOUT;
    private long left;

    /**
     * A piece of a frame.
     *
     * @param first whether the frame begins here
     */
    record Piece(OutputSource source, boolean first, ByteBuffer bytes) {}

    FrameReader(ByteStream in) {
        this.in = in;
    }

    /** The next piece; empty at the end of the stream. */
    Optional<Piece> next() {
        var first = left == 0;
        while (left == 0) {
            if (!readHeader()) {
                return Optional.empty();
            }
        }
        var bytes = new byte[(int) Math.min(left, LONGEST_PIECE)];
        var length = in.read(bytes, 0, bytes.length);
        if (length < 0) {
            throw cut();
        }
        left -= length;
        return Optional.of(new Piece(source, first, ByteBuffer.wrap(bytes, 0, length)));
    }

    private boolean readHeader() {
        var header = in.readNBytes(HEADER_LENGTH);
        if (header.length == 0) {
            return false;
        }
        if (header.length < HEADER_LENGTH) {
            throw cut();
        }
        var kind = header[0];
        left = ByteBuffer.wrap(header).getInt(4) & 0xffff_ffffL;
        if (kind < 0 || kind > ENGINE_ERROR || header[1] != 0 || header[2] != 0 || header[3] != 0) {
            throw new QuaysideException(
                    ErrorCode.ENGINE_INCOMPATIBLE,
                    "The engine sent output that is not in frames",
                    "see whether the container has a terminal; if so, this is an error of Quayside");
        }
        if (kind == ENGINE_ERROR) {
            throw engineError();
        }
        source = kind == STDERR ? OutputSource.STDERR : OutputSource.STDOUT;
        return true;
    }

    private QuaysideException engineError() {
        var text = new String(in.readNBytes((int) Math.min(left, LONGEST_PIECE)), StandardCharsets.UTF_8);
        return new QuaysideException(
                ErrorCode.ENGINE_FAILED,
                "The engine stopped sending output: " + text.strip(),
                "see the engine's message and its log");
    }

    private static QuaysideException cut() {
        return new QuaysideException(
                ErrorCode.ENGINE_LOST,
                "The engine's output ended in the middle of a frame",
                "see whether the engine runs, then ask again");
    }
}
