package dev.quayside.engine.docker;

import static dev.quayside.engine.docker.DockerAssertions.assertFails;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.quayside.engine.http.ByteStream;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    private static final String TIME = "2026-01-02T03:04:05.123456789Z";

    @Test
    void framesAreTakenApartHoweverTheyArrive() {
        var stream = stream(frame(1, "out\n"), frame(2, "err\n"), frame(1, ""), frame(0, "in\n"));
        for (var step : List.of(1, 3, 7, 100_000)) {
            assertThat(text(new Pieces(stream, step))).isEqualTo("STDOUT:out\nSTDERR:err\nSTDOUT:in\n");
        }
    }

    @Test
    void aHugeFrameIsHandedOutInPieces() {
        var frames = new FrameReader(new Pieces(stream(frame(1, "x".repeat(1_000_000))), 1_000_000));
        var first = frames.next().orElseThrow();
        assertThat(first.first()).isTrue();
        assertThat(first.bytes().remaining()).isEqualTo(65_536);
        assertThat(frames.next().orElseThrow().first()).isFalse();
    }

    @Test
    void aStreamThatEndsInsideAFrameIsLost() {
        var whole = stream(frame(1, "out\n"));
        for (var length = 1; length < whole.length; length++) {
            var cut = Arrays.copyOf(whole, length);
            assertFails(ErrorCode.ENGINE_LOST, () -> text(new Pieces(cut, 100)));
        }
    }

    @Test
    void anErrorOfTheEngineInTheStreamIsOne() {
        assertFails(ErrorCode.ENGINE_FAILED, () -> text(new Pieces(stream(frame(3, "log driver broke")), 100)))
                .hasMessageContaining("log driver broke");
    }

    @Test
    void textWithoutFramesIsRefused() {
        assertFails(ErrorCode.ENGINE_INCOMPATIBLE, () -> text(new Pieces("hello, world".getBytes(UTF_8), 100)));
    }

    @Test
    void aMessageThatGoesOnWithALineLosesItsTimestamp() {
        var assembler = new LineAssembler(OutputSource.STDOUT);
        var lines = new ArrayList<LogEntry>();
        assembler.add(bytes(TIME + " begin"), true, lines::add);
        assembler.add(bytes(TIME + " -end\n"), true, lines::add);
        assembler.add(bytes(TIME + " next\r\nnot " + TIME), true, lines::add);
        assembler.finish(lines::add);
        assertThat(lines).extracting(LogEntry::text).containsExactly("begin-end", "next", "not " + TIME);
        assertThat(lines.getFirst().time()).isPresent();
        assertThat(lines.getLast().time()).isEmpty();
    }

    @Test
    void aLineWithoutEndIsHandedOutInParts() {
        var assembler = new LineAssembler(OutputSource.STDOUT);
        var lines = new ArrayList<LogEntry>();
        for (var i = 0; i < 40; i++) {
            assembler.add(bytes("x".repeat(65_536)), false, lines::add);
        }
        assertThat(lines).hasSize(2);
    }

    @FuzzTest
    void anyBytesAreFramesOrAClearError(byte[] data) {
        var assembler = new LineAssembler(OutputSource.STDOUT);
        var total = new long[1];
        try {
            var frames = new FrameReader(new Pieces(data, 5));
            for (var piece = frames.next(); piece.isPresent(); piece = frames.next()) {
                assembler.add(
                        piece.get().bytes(),
                        piece.get().first(),
                        line -> total[0] += line.text().length());
            }
        } catch (QuaysideException e) {
            assertThat(e.code()).isIn(ErrorCode.ENGINE_LOST, ErrorCode.ENGINE_FAILED, ErrorCode.ENGINE_INCOMPATIBLE);
        }
        assembler.finish(line -> total[0] += line.text().length());
        assertThat(total[0]).isLessThanOrEqualTo(data.length);
    }

    private static String text(ByteStream in) {
        var frames = new FrameReader(in);
        var text = new StringBuilder();
        for (var piece = frames.next(); piece.isPresent(); piece = frames.next()) {
            if (piece.get().first()) {
                text.append(piece.get().source()).append(':');
            }
            text.append(UTF_8.decode(piece.get().bytes()));
        }
        return text.toString();
    }

    private static byte[] frame(int source, String text) {
        var bytes = text.getBytes(UTF_8);
        return ByteBuffer.allocate(8 + bytes.length)
                .put((byte) source)
                .putInt(4, bytes.length)
                .position(8)
                .put(bytes)
                .array();
    }

    private static byte[] stream(byte[]... frames) {
        var out = new ByteArrayOutputStream();
        for (var frame : frames) {
            out.writeBytes(frame);
        }
        return out.toByteArray();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    /** Bytes that arrive at most so many at a time. */
    private static final class Pieces extends ByteStream {
        private final ByteBuffer bytes;
        private final int most;

        Pieces(byte[] bytes, int most) {
            this.bytes = ByteBuffer.wrap(bytes);
            this.most = most;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (!bytes.hasRemaining()) {
                return -1;
            }
            var read = Math.min(Math.min(length, most), bytes.remaining());
            bytes.get(target, offset, read);
            return read;
        }

        @Override
        public void close() {}
    }
}
