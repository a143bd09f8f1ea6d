package dev.quayside.engine.kubernetes;

import static dev.quayside.engine.kubernetes.KubernetesAssertions.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.ExecRequest;
import dev.quayside.engine.TestKubernetes;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.ContainerPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Forwarded ports and copied files, on pods that run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PodTrafficIT {
    private static final WaitOptions SOON = WaitOptions.within(Duration.ofMinutes(2));

    private final String image = TestKubernetes.image();
    private final String namespace = "it-" + UUID.randomUUID();
    private final KubernetesOrchestration kubernetes = KubernetesOrchestration.connect(TestKubernetes.kubeconfig());

    @BeforeAll
    void createTheNamespace() {
        kubernetes.createNamespace(namespace);
        // Port 8080: pages. Port 9000: sends back what it gets. Port 9001: a large answer after one line.
        var command =
                "mkdir /tmp/www /tmp/data; hostname > /tmp/www/index.html; head -c 20000000 /dev/zero > /tmp/zeros;"
                        + " (while :; do nc -l -p 9000 -e cat; done) & (while :; do nc -l -p 9001 -e sh -c 'read l; cat /tmp/zeros'; done) &"
                        + " exec httpd -f -p 8080 -h /tmp/www";
        var pod = PodOptions.DEFAULT
                .withCommand("sh", "-c", command)
                .withPullPolicy(PodOptions.PullPolicy.IF_ABSENT)
                .withStopGracePeriod(Duration.ofSeconds(1));
        var options = CreateDeploymentOptions.DEFAULT.withPod(pod).waiting(SOON);
        kubernetes.createDeployment("web", namespace, image, 2, List.of(ContainerPort.of(8080)), Map.of(), options);
        kubernetes.createService(
                "web", namespace, Map.of("app", "web"), List.of(ServicePort.of(80, 8080)), ServiceType.CLUSTER_IP);
    }

    @AfterAll
    void deleteTheNamespace() {
        kubernetes.deleteNamespace(namespace, DeleteOptions.DEFAULT.alsoForeign());
        kubernetes.close();
    }

    private String pod() {
        return kubernetes.listPods(ListOptions.in(namespace).withLabel("app", "web")).stream()
                .filter(KubernetesPod::ready)
                .findFirst()
                .orElseThrow()
                .name();
    }

    @Test
    void manyConnectionsAtOnceReachAPod() throws Exception {
        var pod = pod();
        try (var forward = kubernetes.portForward(pod, namespace, 8080);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pages = new ArrayList<Future<String>>();
            for (var i = 0; i < 20; i++) {
                pages.add(threads.submit(() -> page(forward)));
            }
            for (var page : pages) {
                assertThat(page.get(1, TimeUnit.MINUTES)).endsWith("\r\n\r\n" + pod + "\n");
            }
        }
    }

    @Test
    void bytesOfAllValuesTravelBothWaysUnchanged() throws IOException {
        var bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);
        try (var forward = kubernetes.portForward(pod(), namespace, 9000);
                var socket = new Socket(InetAddress.getLoopbackAddress(), forward.localPort())) {
            Thread.ofVirtual().start(() -> {
                try {
                    socket.getOutputStream().write(bytes);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(Arrays.equals(socket.getInputStream().readNBytes(bytes.length), bytes))
                    .isTrue();
        }
    }

    @Test
    void aLargeAnswerArrivesWholeAfterTheLocalSideHasFinishedWriting() throws IOException {
        try (var forward = kubernetes.portForward(pod(), namespace, 9001);
                var socket = new Socket(InetAddress.getLoopbackAddress(), forward.localPort())) {
            socket.getOutputStream().write('\n');
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).hasSize(20_000_000);
        }
    }

    @Test
    void aPortThatNobodyListensAtIsTold() throws Exception {
        BlockingQueue<QuaysideException> failures = new LinkedBlockingQueue<>();
        var options = ForwardOptions.DEFAULT.telling(failures::add);
        try (var forward = kubernetes.portForward(new ForwardTarget.Pod(pod()), namespace, 4, options);
                var socket = new Socket(InetAddress.getLoopbackAddress(), forward.localPort())) {
            assertThat(failures.poll(1, TimeUnit.MINUTES)).hasMessageContaining("refused");
            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void aServiceIsReachedAlsoAfterItsPodIsGone() throws IOException {
        try (var forward =
                kubernetes.portForward(new ForwardTarget.Service("web"), namespace, 80, ForwardOptions.DEFAULT)) {
            var first = page(forward);
            var served = kubernetes.listPods(namespace).stream()
                    .filter(pod -> first.endsWith("\r\n\r\n" + pod.name() + "\n"))
                    .findFirst()
                    .orElseThrow();
            kubernetes.deletePod(
                    served.name(),
                    namespace,
                    DeleteOptions.DEFAULT.alsoForeign().waiting(SOON));
            assertThat(page(forward)).contains("200 OK").doesNotContain(served.name());
        }
    }

    @Test
    void aFolderIsCopiedThereAndBackWithModesAndLinks(@TempDir Path folder) throws IOException {
        var source = Files.createDirectory(folder.resolve("source"));
        Files.createDirectory(source.resolve("inner"));
        var large = new byte[30_000_000];
        new Random(2).nextBytes(large);
        Files.write(source.resolve("inner/large file"), large);
        Files.writeString(source.resolve("script"), "echo from script");
        Files.setPosixFilePermissions(source.resolve("script"), PosixFilePermissions.fromString("rwxr-x--x"));
        Files.createSymbolicLink(source.resolve("link"), Path.of("script"));
        var pod = pod();
        kubernetes.copyTo(pod, namespace, source, "/tmp/data");
        assertThat(output(pod, "sh", "-c", "/tmp/data/source/link; stat -c %a /tmp/data/source/script"))
                .isEqualTo("from script\n751\n");
        kubernetes.copyFrom(pod, namespace, "/tmp/data/source", folder, CopyOptions.DEFAULT.named("back"));
        var back = folder.resolve("back");
        assertThat(Files.mismatch(back.resolve("inner/large file"), source.resolve("inner/large file")))
                .isEqualTo(-1);
        assertThat(Files.readSymbolicLink(back.resolve("link"))).hasToString("script");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(back.resolve("script"))))
                .isEqualTo("rwxr-x--x");
    }

    @Test
    void whatCannotBeCopiedIsNamed(@TempDir Path folder) throws IOException {
        var pod = pod();
        var file = Files.writeString(folder.resolve("file"), "text");
        assertFails(ErrorCode.NOT_FOUND, () -> kubernetes.copyTo(pod, namespace, file, "/no/such/folder"))
                .hasMessageContaining("/no/such/folder");
        assertFails(ErrorCode.NOT_FOUND, () -> kubernetes.copyFrom(pod, namespace, "/no/such/file", folder))
                .hasMessageContaining("/no/such/file");
        assertFails(ErrorCode.IO_FAILED, () -> kubernetes.copyTo(pod, namespace, file, "/sys"));
    }

    private String output(String pod, String... command) throws IOException {
        try (var session = kubernetes.exec(
                pod,
                namespace,
                new ExecRequest(List.of(command), Optional.empty(), Optional.empty(), Map.of(), false, false, false))) {
            return new String(session.stdout().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String page(PortForward forward) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), forward.localPort())) {
            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
