package dev.quayside.engine.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the head of a request. */
final class RequestHead {
    private RequestHead() {}

    static byte[] of(Request request, List<Header> defaults, String host) {
        var head = new StringBuilder(256)
                .append(request.method())
                .append(' ')
                .append(request.target())
                .append(" HTTP/1.1\r\n");
        field(head, "Host", host);
        defaults.forEach(header -> field(head, header.name(), header.value()));
        request.headers().forEach(header -> field(head, header.name(), header.value()));
        switch (request.body()) {
            case RequestBody.Streamed streamed -> {
                field(head, "Content-Type", streamed.mediaType());
                field(head, "Transfer-Encoding", "chunked");
            }
            case RequestBody.Text text -> {
                field(head, "Content-Type", text.mediaType());
                field(head, "Content-Length", Integer.toString(text.text().getBytes(StandardCharsets.UTF_8).length));
            }
            case RequestBody.None none -> {
                if (!request.isSafe()) {
                    field(head, "Content-Length", "0");
                }
            }
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void field(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
