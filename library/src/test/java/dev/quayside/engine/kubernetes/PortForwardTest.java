package dev.quayside.engine.kubernetes;

import static dev.quayside.engine.kubernetes.KubernetesAssertions.assertFails;
import static dev.quayside.engine.kubernetes.ScriptedCluster.connect;
import static dev.quayside.engine.kubernetes.ScriptedCluster.frame;
import static dev.quayside.engine.kubernetes.ScriptedCluster.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.engine.http.ScriptedPeer;
import dev.quayside.engine.http.ScriptedPeer.Connection;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PortForwardTest {
    private static final String CLOSE = "\u0088\u0000";
    private static final String PORT_80 = message("\u0000P\u0000") + message("\u0001P\u0000");
    private static final String NOT_FOUND =
            "{\"kind\":\"Status\",\"message\":\"no\",\"details\":{\"name\":\"web-1\",\"kind\":\"pods\"}}";

    /** What a cluster answers that has these pods behind a service and a deployment, and forwards as told. */
    private record Cluster(List<String> pods, List<String> forwarded, ScriptedPeer.Script forwarding)
            implements ScriptedPeer.Script {
        Cluster(List<String> pods, ScriptedPeer.Script forwarding) {
            this(new CopyOnWriteArrayList<>(pods), new CopyOnWriteArrayList<>(), forwarding);
        }

        @Override
        public void serve(Connection c) throws IOException {
            while (true) {
                var line = c.request();
                if (line.contains("/services/web")) {
                    c.answer(
                            200,
                            "{\"metadata\":{\"name\":\"web\"},\"spec\":{\"selector\":{\"app\":\"web\"},\"ports\":"
                                    + "[{\"port\":8080,\"targetPort\":\"http\"}]}}");
                } else if (line.contains("/deployments/web")) {
                    c.answer(
                            200,
                            "{\"metadata\":{\"name\":\"web\"},\"spec\":{\"selector\":{\"matchLabels\":{\"app\":\"web\"}}}}");
                } else if (line.contains("/pods?")) {
                    c.answer(200, "{\"items\":[" + String.join(",", pods) + "]}");
                } else if (line.contains("/portforward?")) {
                    forwarded.add(line);
                    forwarding.serve(c);
                    return;
                } else {
                    c.answer(200, ready("web-1"));
                }
            }
        }
    }

    private static String pod(String name, String ready) {
        return "{\"metadata\":{\"name\":\"" + name + "\"},\"spec\":{\"containers\":[{\"name\":\"c\",\"ports\":"
                + "[{\"name\":\"http\",\"containerPort\":80}]}]},\"status\":{\"phase\":\"Running\",\"conditions\":"
                + "[{\"type\":\"Ready\",\"status\":\"" + ready + "\"}]}}";
    }

    private static String ready(String name) {
        return pod(name, "True");
    }

    private static void upgrade(Connection c) throws IOException {
        ScriptedCluster.upgrade(c, "v4.channel.k8s.io");
        c.send(PORT_80);
    }

    private static void answerInOneGo(Connection c) throws IOException {
        upgrade(c);
        frame(c);
        c.send(message("\u0000answer") + CLOSE);
    }

    @Test
    void bytesTravelBothWaysUntilThePodEnds() throws IOException {
        var received = new CopyOnWriteArrayList<String>();
        var cluster = new Cluster(List.of(), c -> {
            upgrade(c);
            received.add(frame(c));
            c.send(message("\u0000one ") + message("\u0000two") + CLOSE);
        });
        try (var peer = ScriptedPeer.start(cluster);
                var kubernetes = connect(peer);
                var forward = kubernetes.portForward("web-1", "shop", 80)) {
            assertThat(forward.localAddress().getAddress().isLoopbackAddress()).isTrue();
            assertThat(ask(forward, "hello")).isEqualTo("one two");
            assertThat(received).containsExactly("\u0000hello");
            assertThat(cluster.forwarded().getFirst())
                    .startsWith("GET /api/v1/namespaces/shop/pods/web-1/portforward?ports=80 ");
        }
    }

    @Test
    void whatIsInFlightFromThePodArrivesAfterTheLocalSideHasFinishedWriting() throws IOException {
        var finished = new CountDownLatch(1);
        var cluster = new Cluster(List.of(), c -> {
            upgrade(c);
            frame(c);
            await(finished);
            c.send(message("\u0000late") + CLOSE);
        });
        try (var peer = ScriptedPeer.start(cluster);
                var kubernetes = connect(peer);
                var forward = kubernetes.portForward("web-1", "shop", 80);
                var socket = new Socket(InetAddress.getLoopbackAddress(), forward.localPort())) {
            socket.getOutputStream().write('?');
            socket.shutdownOutput();
            finished.countDown();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("late");
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IOException("nothing came");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void eachConnectionHasOneOfItsOwn() throws IOException {
        var cluster = new Cluster(List.of(), PortForwardTest::answerInOneGo);
        try (var peer = ScriptedPeer.start(cluster);
                var kubernetes = connect(peer);
                var forward = kubernetes.portForward("web-1", "shop", 80);
                var silent = new Socket(InetAddress.getLoopbackAddress(), forward.localPort())) {
            for (var i = 0; i < 10; i++) {
                assertThat(ask(forward, "?")).isEqualTo("answer");
            }
            assertThat(silent.isConnected()).isTrue();
        }
    }

    @Test
    void aServiceLeadsToTheNamedPortOfAReadyPod() throws IOException {
        var cluster = new Cluster(List.of(pod("web-0", "False"), ready("web-1")), PortForwardTest::answerInOneGo);
        try (var peer = ScriptedPeer.start(cluster);
                var kubernetes = connect(peer);
                var forward = kubernetes.portForward(
                        new ForwardTarget.Service("web"), "shop", 8080, ForwardOptions.DEFAULT)) {
            assertThat(ask(forward, "?")).isEqualTo("answer");
            assertThat(cluster.forwarded().getFirst()).contains("/pods/web-1/portforward?ports=80 ");
            assertFails(
                            ErrorCode.INVALID_ARGUMENT,
                            () -> kubernetes.portForward(
                                    new ForwardTarget.Service("web"), "shop", 81, ForwardOptions.DEFAULT))
                    .hasMessageContaining("[8080->http/tcp]");
        }
    }

    @Test
    void aPodThatIsGoneIsReplacedByAnotherOne() throws IOException {
        var pods = new CopyOnWriteArrayList<>(List.of(ready("web-1")));
        var cluster = new Cluster(pods, new CopyOnWriteArrayList<>(), c -> {
            if (c.requests().getLast().contains("/web-1/")) {
                pods.set(0, ready("web-2"));
                c.answer(404, NOT_FOUND);
            } else {
                answerInOneGo(c);
            }
        });
        try (var peer = ScriptedPeer.start(cluster);
                var kubernetes = connect(peer);
                var forward = kubernetes.portForward(
                        new ForwardTarget.Deployment("web"), "shop", 80, ForwardOptions.DEFAULT)) {
            assertThat(ask(forward, "?")).isEqualTo("answer");
            assertThat(cluster.forwarded()).hasSize(2);
            assertThat(cluster.forwarded().getLast()).contains("/pods/web-2/");
        }
    }

    @Test
    void aPortThatNobodyListensAtIsToldAndResetsTheConnection() throws IOException, InterruptedException {
        var cluster = new Cluster(List.of(), c -> {
            upgrade(c);
            c.send(message("\u0001connection refused") + CLOSE);
        });
        BlockingQueue<QuaysideException> failures = new LinkedBlockingQueue<>();
        try (var peer = ScriptedPeer.start(cluster);
                var kubernetes = connect(peer);
                var forward = kubernetes.portForward(
                        new ForwardTarget.Pod("web-1"), "shop", 80, ForwardOptions.DEFAULT.telling(failures::add));
                var socket = new Socket(InetAddress.getLoopbackAddress(), forward.localPort())) {
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThat(failures.poll(30, TimeUnit.SECONDS)).hasMessageContaining("connection refused");
        }
    }

    @Test
    void aConnectionThatWasCutIsNotTakenForTheEnd() throws IOException, InterruptedException {
        var cluster = new Cluster(List.of(), c -> {
            upgrade(c);
            c.send(message("\u0000half"));
        });
        BlockingQueue<QuaysideException> failures = new LinkedBlockingQueue<>();
        try (var peer = ScriptedPeer.start(cluster);
                var kubernetes = connect(peer);
                var forward = kubernetes.portForward(
                        new ForwardTarget.Pod("web-1"), "shop", 80, ForwardOptions.DEFAULT.telling(failures::add));
                var socket = new Socket(InetAddress.getLoopbackAddress(), forward.localPort())) {
            assertThatThrownBy(() -> socket.getInputStream().readAllBytes()).isInstanceOf(SocketException.class);
            assertThat(failures.poll(30, TimeUnit.SECONDS))
                    .extracting(QuaysideException::code)
                    .isEqualTo(ErrorCode.ENGINE_LOST);
        }
    }

    @Test
    void whatCannotBeForwardedIsSaidAtOnce() throws IOException {
        var cluster = new Cluster(List.of(pod("web-0", "False")), PortForwardTest::answerInOneGo);
        try (var peer = ScriptedPeer.start(cluster);
                var kubernetes = connect(peer);
                var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertFails(
                            ErrorCode.NOT_READY,
                            () -> kubernetes.portForward(
                                    new ForwardTarget.Deployment("web"), "shop", 80, ForwardOptions.DEFAULT))
                    .hasMessageContaining("No pod of the deployment 'web'");
            assertFails(
                    ErrorCode.PORT_IN_USE,
                    () -> kubernetes.portForward(
                            new ForwardTarget.Pod("web-1"),
                            "shop",
                            80,
                            ForwardOptions.DEFAULT.at(taken.getLocalPort())));
        }
    }

    @Test
    void closingEndsWhatIsOpenAndListensNoMore() throws IOException {
        var cluster = new Cluster(List.of(), c -> {
            upgrade(c);
            c.atEnd();
        });
        try (var peer = ScriptedPeer.start(cluster);
                var kubernetes = connect(peer)) {
            var forward = kubernetes.portForward("web-1", "shop", 80);
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), forward.localPort())) {
                forward.close();
                assertThat(endOf(socket)).isTrue();
            }
            assertThatThrownBy(() -> new Socket()
                            .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), forward.localPort())))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aConnectionThatComesWhileItIsClosedEndsToo() throws IOException {
        try (var peer = ScriptedPeer.start(new Cluster(List.of(), PortForwardTest::answerInOneGo));
                var kubernetes = connect(peer)) {
            for (var i = 0; i < 200; i++) {
                var forward = kubernetes.portForward("web-1", "shop", 80);
                var socket = new Socket(InetAddress.getLoopbackAddress(), forward.localPort());
                forward.close();
                try (socket) {
                    assertThat(endOf(socket)).isTrue();
                }
            }
        }
    }

    private static boolean endOf(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private static String ask(PortForward forward, String question) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), forward.localPort())) {
            socket.getOutputStream().write(question.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
