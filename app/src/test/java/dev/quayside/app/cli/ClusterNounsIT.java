package dev.quayside.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quayside.app.cli.invocation.Signals.Signal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The nouns of Kubernetes on a real cluster. */
class ClusterNounsIT {
    private static final Pattern LISTENING = Pattern.compile("127\\.0\\.0\\.1:(\\d+) -> ");

    private final String namespace = "qcli-" + UUID.randomUUID().toString().substring(0, 8);
    private final String image = variable("QUAYSIDE_TEST_KUBERNETES_IMAGE");

    @TempDir
    private Path folder = Path.of("");

    private CommandLineRun cli;

    @BeforeEach
    void createTheNamespace() {
        cli = commandLine();
        run("namespace", "create", namespace);
    }

    @AfterEach
    void deleteTheNamespace() {
        run("namespace", "rm", "--foreign", namespace);
    }

    private CommandLineRun commandLine() {
        var line = new CommandLineRun(folder);
        line.environment.put("KUBECONFIG", variable("QUAYSIDE_TEST_KUBERNETES"));
        return line;
    }

    private static String variable(String name) {
        var value = System.getenv().getOrDefault(name, "");
        assumeTrue(!value.isEmpty() || "1".equals(System.getenv("QUAYSIDE_REQUIRE_KUBERNETES")), name + " is not set");
        assertThat(value).as(name).isNotEmpty();
        return value;
    }

    private String run(String... words) {
        assertThat(cli.run(words)).as(cli.err()).isZero();
        return cli.out();
    }

    @Test
    void aDeploymentLivesFromCreationToRemoval() {
        run(
                "deployment",
                "create",
                "web",
                "--image",
                image,
                "-n",
                namespace,
                "-p",
                "8080",
                "-e",
                "MODE=one",
                "--pull",
                "missing",
                "--wait",
                "--",
                "sh",
                "-c",
                "mkdir /tmp/www; echo mode $MODE > /tmp/www/index.html; exec httpd -f -p 8080 -h /tmp/www");
        run("service", "create", "web", "-n", namespace, "-p", "80:8080");
        assertThat(run("deployment", "ls", "-n", namespace)).contains("web", "1/1", image);
        assertThat(run("service", "get", "web", "-n", namespace)).contains("80->8080/tcp", "app=web");
        run("deployment", "scale", "web", "-n", namespace, "-r", "2", "--wait");
        run("deployment", "update", "web", "-n", namespace, "-e", "MODE=two", "--wait");
        assertThat(run("deployment", "status", "web", "-n", namespace)).contains("2 of 2 pods updated", "complete");
        run("deployment", "restart", "web", "-n", namespace, "--wait");
        assertThat(run("deployment", "get", "web", "-n", namespace)).contains("Running", "ScalingReplicaSet");
        assertThat(run("pod", "ls", "-n", namespace, "-l", "app=web", "--output", "json"))
                .contains("\"MODE\": \"two\"");
        assertThat(run("namespace", "get", namespace)).contains("Active");
        run("service", "rm", "web", "-n", namespace);
        run("deployment", "rm", "web", "-n", namespace, "--wait");
        assertThat(cli.run("deployment", "get", "web", "-n", namespace)).isEqualTo(5);
    }

    @Test
    void aPodIsTalkedTo() throws Exception {
        run(
                "pod",
                "create",
                "box",
                "--image",
                image,
                "-n",
                namespace,
                "--pull",
                "missing",
                "--wait",
                "--",
                "sh",
                "-c",
                "echo ready; mkdir /tmp/www; exec httpd -f -p 8080 -h /tmp/www");
        assertThat(run("pod", "logs", "box", "-n", namespace)).isEqualTo("ready\n");
        assertThat(run("pod", "exec", "-n", namespace, "box", "--", "echo", "-n", "hello"))
                .isEqualTo("hello");
        assertThat(cli.run("pod", "exec", "-n", namespace, "box", "sh", "-c", "exit 9"))
                .isEqualTo(9);
        Files.writeString(folder.resolve("page"), "a page");
        run("pod", "cp", "page", "box:/tmp/www", "-n", namespace);
        run("pod", "cp", "box:/tmp/www/page", "copy", "-n", namespace);
        assertThat(folder.resolve("copy")).hasContent("a page");
        assertThat(cli.run("pod", "cp", "box:/absent", "copy", "-n", namespace)).isEqualTo(5);

        var forwarding = commandLine();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var status = threads.submit(() -> forwarding.run("pod", "port-forward", "box", ":8080", "-n", namespace));
            assertThat(page(port(forwarding))).isEqualTo("a page");
            forwarding.signals.send(Signal.INTERRUPT);
            assertThat(status.get(1, TimeUnit.MINUTES)).isEqualTo(130);
        }
    }

    private static int port(CommandLineRun forwarding) throws InterruptedException {
        var end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (System.nanoTime() < end) {
            var listening = LISTENING.matcher(forwarding.out());
            if (listening.find()) {
                return Integer.parseInt(listening.group(1));
            }
            Thread.sleep(20);
        }
        throw new AssertionError("nothing listens: " + forwarding.err());
    }

    private static String page(int port) throws IOException, InterruptedException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(socket.isConnected()).isTrue();
        }
        try (var http =
                HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/page"))
                    .timeout(Duration.ofSeconds(30))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
