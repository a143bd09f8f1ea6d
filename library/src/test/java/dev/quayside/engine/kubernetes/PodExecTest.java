package dev.quayside.engine.kubernetes;

import static dev.quayside.engine.kubernetes.KubernetesAssertions.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.ExecRequest;
import dev.quayside.engine.http.ScriptedPeer;
import dev.quayside.engine.http.ScriptedPeer.Connection;
import dev.quayside.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class PodExecTest {
    private static final String POD = "{\"metadata\":{\"name\":\"p\"},\"spec\":{\"containers\":[{\"name\":\"main\"}]}}";

    @Test
    void outputErrorsInputAndExitCodeTravelOnTheirChannels() throws IOException {
        var received = new CopyOnWriteArrayList<String>();
        try (var peer = ScriptedPeer.start(c -> {
                    upgrade(c, "v5.channel.k8s.io");
                    received.add(frame(c));
                    received.add(frame(c));
                    received.add(frame(c));
                    c.send("\u0002\u0003\u0001ou\u0089\u0002hi\u0080\u0001t");
                    received.add(frame(c));
                    c.send(message("\u0002err"));
                    c.send(message(
                            "\u0003{\"status\":\"Failure\",\"reason\":\"NonZeroExitCode\",\"details\":{\"causes\":"
                                    + "[{\"reason\":\"ExitCode\",\"message\":\"7\"}]}}"));
                    c.send("\u0088\u0000");
                });
                var kubernetes = connect(peer);
                var session = kubernetes.exec("p", "shop", withInput("sh", "-c", "a b"))) {
            session.stdin().write("in".getBytes(StandardCharsets.UTF_8));
            session.resize(80, 24);
            session.stdin().close();
            assertThat(new String(session.stdout().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("out");
            assertThat(new String(session.stderr().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("err");
            assertThat(session.exitCode()).isEqualTo(7);
            assertThat(received)
                    .containsExactly("\u0000in", "\u0004{\"Width\":80,\"Height\":24}", "\u00ff\u0000", "hi");
            assertThat(peer.connection(1).requests().get(1))
                    .startsWith(
                            "GET /api/v1/namespaces/shop/pods/p/exec?container=main&stdout=true&stdin=true&tty=false"
                                    + "&stderr=true&command=sh&command=-c&command=a%20b ");
        }
    }

    @Test
    void aConnectionThatEndsBeforeTheCommandIsLost() {
        try (var peer = ScriptedPeer.start(c -> {
                    upgrade(c, "v5.channel.k8s.io");
                    c.send(message("\u0001half"));
                });
                var kubernetes = connect(peer);
                var session = kubernetes.exec("p", "shop", ExecRequest.of("true"))) {
            assertFails(ErrorCode.ENGINE_LOST, session::exitCode).hasMessageContaining("pod 'p'");
        }
    }

    @Test
    void aClusterThatDoesNotUpgradeSaysWhy() {
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.answer(200, POD);
                    c.request();
                    c.answer(400, "{\"kind\":\"Status\",\"message\":\"container not found\"}");
                });
                var kubernetes = connect(peer)) {
            assertFails(
                            ErrorCode.INVALID_ARGUMENT,
                            () -> kubernetes
                                    .exec("p", "shop", ExecRequest.of("true"))
                                    .close())
                    .hasMessageContaining("container not found");
        }
        try (var peer = ScriptedPeer.start(c -> upgrade(c, "v4.channel.k8s.io"));
                var kubernetes = connect(peer)) {
            assertFails(
                            ErrorCode.UNSUPPORTED,
                            () -> kubernetes
                                    .exec("p", "shop", ExecRequest.of("true"))
                                    .close())
                    .hasMessageContaining("v5.channel.k8s.io");
        }
    }

    private static ExecRequest withInput(String... command) {
        return new ExecRequest(List.of(command), Optional.empty(), Optional.empty(), Map.of(), false, true, false);
    }

    private static void upgrade(Connection connection, String protocol) throws IOException {
        connection.request();
        connection.answer(200, POD);
        connection.request();
        var head = connection.requests().getLast();
        var at = head.indexOf("Sec-WebSocket-Key: ") + 19;
        var key = head.substring(at, head.indexOf('\r', at));
        connection.send("HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: "
                + protocol + "\r\nSec-WebSocket-Accept: " + answer(key) + "\r\n\r\n");
    }

    private static String answer(String key) {
        try {
            var text = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
            var digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** A message from the peer; shorter than 65536 bytes. */
    private static String message(String payload) {
        var length = payload.length() < 126
                ? "" + (char) payload.length()
                : "~" + (char) (payload.length() >> 8) + (char) (payload.length() & 0xff);
        return "\u0082" + length + payload;
    }

    /** A short frame from the client, unmasked. */
    private static String frame(Connection connection) throws IOException {
        var head = connection.read(2);
        var mask = connection.read(4);
        var masked = connection.read(head.charAt(1) & 0x7f);
        var text = new StringBuilder();
        for (var i = 0; i < masked.length(); i++) {
            text.append((char) (masked.charAt(i) ^ mask.charAt(i & 3)));
        }
        return text.toString();
    }

    private static KubernetesOrchestration connect(ScriptedPeer peer) {
        var access = new ClusterAccess(
                peer.endpoint(), "cluster.test", "", new Credentials.None(), List.of(), "default", "test", "a test");
        return new KubernetesOrchestration(
                new KubernetesApi(access, KubernetesOptions.resolve(Map.of(), Path.of("."))));
    }
}
