package dev.quayside.engine.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP answer. Its body is read while it arrives; closing it before its end cancels the call.
 *
 * <p>One thread reads it; any thread may close it.
 */
public final class Response implements AutoCloseable {
    private static final int SMALL_REST = 16_384;

    private final Exchange exchange;
    private final int status;
    private final Map<String, String> headers;
    private final ByteStream body;

    Response(Exchange exchange, int status, Map<String, String> headers, InputStream body) {
        this.exchange = exchange;
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = new Body(body);
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** The first value of a header; the case of the name does not matter. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The body; closing it before its end cancels the call. */
    public ByteStream body() {
        return body;
    }

    /** The body as text, cut after {@code limit} bytes. */
    public String text(int limit) {
        return new String(body.readNBytes(limit), StandardCharsets.UTF_8);
    }

    /** Reads a small rest of the body, so that the connection can serve another call, and closes. */
    public void finish() {
        try {
            body.readNBytes(SMALL_REST);
        } finally {
            close();
        }
    }

    /** The connection itself, after the peer agreed to leave HTTP; nothing that it sent already is lost. */
    public Duplex duplex() {
        return exchange.duplex(body);
    }

    @Override
    public void close() {
        exchange.close();
    }

    private final class Body extends ByteStream {
        private final InputStream source;

        Body(InputStream source) {
            this.source = source;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            try {
                var read = source.read(bytes, offset, length);
                if (read < 0) {
                    exchange.complete();
                }
                return read;
            } catch (IOException e) {
                throw exchange.failure(e);
            }
        }

        @Override
        public void close() {
            exchange.close();
        }
    }
}
