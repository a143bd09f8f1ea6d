package dev.quayside.engine.http;

import java.io.InputStream;
import java.util.Arrays;

/** An input stream that fails with a {@link dev.quayside.error.QuaysideException}, never with a checked exception. */
public abstract class ByteStream extends InputStream {
    /** For subclasses. */
    protected ByteStream() {}

    @Override
    public abstract int read(byte[] bytes, int offset, int length);

    @Override
    public abstract void close();

    @Override
    public final int read() {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public final int read(byte[] bytes) {
        return read(bytes, 0, bytes.length);
    }

    @Override
    public final int readNBytes(byte[] bytes, int offset, int length) {
        var total = 0;
        while (total < length) {
            var read = read(bytes, offset + total, length - total);
            if (read < 0) {
                return total;
            }
            total += read;
        }
        return total;
    }

    @Override
    public final byte[] readNBytes(int length) {
        var bytes = new byte[Math.min(length, 8192)];
        var total = 0;
        while (total < length) {
            if (total == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(length, bytes.length * 2L));
            }
            var read = read(bytes, total, bytes.length - total);
            if (read < 0) {
                break;
            }
            total += read;
        }
        return Arrays.copyOf(bytes, total);
    }
}
