package dev.quayside.app.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An API server that answers what a test says and remembers what it was asked. */
final class PaperCluster implements AutoCloseable {
    private static final String ABSENT =
            "{\"kind\":\"Status\",\"message\":\"not found\",\"details\":{\"name\":\"x\",\"kind\":\"things\"}}";

    private final HttpServer server;
    private final Map<String, String> answers = new HashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    PaperCluster() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    /** A configuration with the contexts {@code paper}, whose namespace is {@code shop}, and {@code other}. */
    String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                current-context: paper
                clusters:
                  - name: paper
                    cluster: { server: "http://127.0.0.1:%d" }
                users:
                  - name: me
                    user: {}
                contexts:
                  - name: paper
                    context: { cluster: paper, user: me, namespace: shop }
                  - name: other
                    context: { cluster: paper, user: me, namespace: other }
                """.formatted(server.getAddress().getPort());
    }

    /** Answers a request, such as {@code GET /api/v1/namespaces}, with this object. */
    PaperCluster answer(String request, String json) {
        answers.put(request, json);
        return this;
    }

    /** What it was asked: method, path and, behind a space, the body. */
    List<String> requests() {
        return requests;
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            var request =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(request + " " + body);
            var answer = answers.get(request);
            var bytes = (answer == null ? ABSENT : answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
