package dev.quayside.engine.kubernetes;

import static dev.quayside.engine.kubernetes.KubernetesAssertions.assertFails;
import static dev.quayside.engine.kubernetes.ScriptedCluster.connect;
import static dev.quayside.engine.kubernetes.ScriptedCluster.frame;
import static dev.quayside.engine.kubernetes.ScriptedCluster.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.ExecRequest;
import dev.quayside.engine.http.ScriptedPeer;
import dev.quayside.engine.http.ScriptedPeer.Connection;
import dev.quayside.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
        ScriptedCluster.upgrade(connection, protocol);
    }
}
