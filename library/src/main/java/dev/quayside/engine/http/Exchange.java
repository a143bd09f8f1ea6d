package dev.quayside.engine.http;

import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.jspecify.annotations.Nullable;

/** One request and its answer on one connection, from the first byte until the connection is free or closed. */
final class Exchange {
    private final HttpClient client;
    private final HttpConnection connection;
    private final Request request;
    private final AtomicBoolean over = new AtomicBoolean();
    private boolean keepAlive;
    private @Nullable Upload upload;

    Exchange(HttpClient client, HttpConnection connection, Request request) {
        this.client = client;
        this.connection = connection;
        this.request = request;
    }

    Response run() {
        try {
            if (request.silence() instanceof Silence.WhileAlive) {
                client.liveness().watch(connection);
            }
            sendRequest();
            return readResponse();
        } catch (IOException | HttpException e) {
            throw failure(e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void sendRequest() throws IOException {
        var limit = request.silence() instanceof Silence.AtMost atMost ? atMost.limit() : null;
        connection.begin(limit, client.settings().writeTimeout());
        try {
            connection.send(
                    request,
                    client.settings().defaultHeaders(),
                    client.settings().hostHeader());
        } catch (IOException e) {
            // The peer may have answered before it hung up, so the answer is still looked for.
            if (request.body() instanceof RequestBody.None) {
                throw e;
            }
        }
        if (request.body() instanceof RequestBody.Streamed streamed) {
            upload = Upload.start(streamed, connection);
        }
    }

    private Response readResponse() throws IOException, HttpException {
        var head = connection.readHead();
        var headers = new HashMap<String, String>();
        for (Header header : head.getHeaders()) {
            headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        keepAlive = !"close".equalsIgnoreCase(headers.getOrDefault("connection", ""))
                && head.getVersion().getMajor() == 1
                && head.getVersion().getMinor() >= 1;
        var body = body(head, headers);
        return new Response(this, head.getCode(), headers, body);
    }

    private InputStream body(ClassicHttpResponse head, Map<String, String> headers) throws HttpException {
        if (request.method().equals("HEAD") || head.getCode() == 204 || head.getCode() == 304) {
            complete();
            return InputStream.nullInputStream();
        }
        if (head.getCode() != 101
                && headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return connection.chunkedBody();
        }
        var length = headers.get("content-length");
        if (head.getCode() != 101 && length != null) {
            return withLength(parseLength(length));
        }
        keepAlive = false;
        return connection.rest();
    }

    private InputStream withLength(long length) {
        if (length == 0) {
            complete();
            return InputStream.nullInputStream();
        }
        return connection.bodyOf(length);
    }

    private static long parseLength(String text) throws HttpException {
        try {
            var length = Long.parseLong(text.strip());
            if (length >= 0) {
                return length;
            }
        } catch (NumberFormatException e) {
            // Reported below, like a negative length.
        }
        throw new ProtocolException("the content length '" + text + "' is not a number");
    }

    /** The whole answer has arrived. */
    void complete() {
        if (over.compareAndSet(false, true)) {
            client.liveness().forget(connection);
            var unfinished = upload != null && !upload.isComplete();
            if (keepAlive && !unfinished) {
                client.release(connection);
            } else {
                client.discard(connection);
            }
        }
    }

    /** Nobody wants the rest of the answer. */
    void close() {
        if (over.compareAndSet(false, true)) {
            client.liveness().forget(connection);
            client.discard(connection);
        }
    }

    QuaysideException failure(Exception e) {
        var uploadFailure = upload == null ? null : upload.failure();
        var failure = uploadFailure == null ? connection.failure(e, request) : uploadFailure;
        close();
        return failure;
    }

    Duplex duplex(ByteStream body) {
        connection.allowSlowWriting();
        return new Duplex(body, connection.output(), connection::shutdownOutput, this::close);
    }
}
