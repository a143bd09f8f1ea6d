package dev.quayside.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quayside.Quayside;
import dev.quayside.app.cli.invocation.Signals.Signal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs of applications on a real cluster. */
class ClusterVerbsIT {
    private final String name = "qapp-" + UUID.randomUUID().toString().substring(0, 8);

    @TempDir
    private Path folder = Path.of("");

    private CommandLineRun cli;
    private int port;

    @BeforeEach
    void writeTheFile() throws IOException {
        cli = commandLine();
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        cli.file("compose.yaml", """
                name: %s
                services:
                  web:
                    image: %s
                    command: [sh, -c, "echo serving; mkdir /www; echo version $$VERSION >/www/index.html; exec httpd -f -p 8080 -h /www"]
                    environment: {VERSION: "${VERSION:-1}"}
                    ports: ["127.0.0.1:%d:8080"]
                    healthcheck: {test: [CMD, wget, -q, -O, /dev/null, "http://127.0.0.1:8080/"], interval: 1s}
                    depends_on: {job: {condition: service_completed_successfully}}
                  job:
                    image: %s
                    command: [echo, prepared]
                    secrets: [key]
                secrets: {key: {environment: KEY}}
                """.formatted(
                name, variable("QUAYSIDE_TEST_KUBERNETES_IMAGE"), port, variable("QUAYSIDE_TEST_KUBERNETES_IMAGE")));
    }

    @AfterEach
    void takeItDown() {
        run("down", "-v");
    }

    private CommandLineRun commandLine() {
        var line = new CommandLineRun(folder);
        line.connector = Quayside::connect;
        line.clock = Clock.systemUTC();
        line.environment.put("KUBECONFIG", variable("QUAYSIDE_TEST_KUBERNETES"));
        line.environment.put("QUAYSIDE_ENGINE", "kubernetes");
        line.environment.put("KEY", "swordfish");
        return line;
    }

    private static String variable(String variable) {
        var value = System.getenv().getOrDefault(variable, "");
        assumeTrue(
                !value.isEmpty() || "1".equals(System.getenv("QUAYSIDE_REQUIRE_KUBERNETES")), variable + " is not set");
        assertThat(value).as(variable).isNotEmpty();
        return value;
    }

    private String run(String... words) {
        assertThat(cli.run(words)).as(cli.err()).isZero();
        return cli.out();
    }

    @Test
    void theVerbsDoInAClusterWhatTheyDoOnDocker() throws Exception {
        assertThat(run("plan")).contains("apply namespace " + name, "await completed job: web waits for it");
        assertThat(cli.run("plan", "--exit-code")).isEqualTo(3);

        run("up", "-d", "--wait");
        assertThat(cli.err()).contains("Kubernetes context").doesNotContain("swordfish");
        assertThat(run("plan", "--exit-code")).contains("nothing to do");
        assertThat(run("ps", "-a")).contains("web", "healthy", "exited (0)");
        assertThat(run("ls")).contains(name);
        assertThat(run("logs")).contains("serving", "prepared");
        assertThat(run("exec", "-T", "web", "sh", "-c", "echo $VERSION")).isEqualTo("1\n");
        assertThat(run("inspect")).doesNotContain("swordfish");

        var forwarding = commandLine();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var status = threads.submit(() -> forwarding.run("forward"));
            assertThat(page()).isEqualTo("version 1\n");
            forwarding.signals.send(Signal.INTERRUPT);
            assertThat(status.get(1, TimeUnit.MINUTES)).isEqualTo(130);
        }

        cli.environment.put("VERSION", "2");
        assertThat(run("plan")).contains("environment VERSION changed").doesNotContain("apply job");
        var attached = commandLine();
        attached.environment.put("VERSION", "2");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var status = threads.submit(() -> attached.run("up"));
            assertThat(page()).isEqualTo("version 2\n");
            attached.signals.send(Signal.INTERRUPT);
            assertThat(status.get(1, TimeUnit.MINUTES)).isEqualTo(130);
            assertThat(attached.err()).contains("goes on running");
        }
        assertThat(run("ps")).contains("web");

        run("down");
        assertThat(run("ps", "-a")).doesNotContain("web");
    }

    @Test
    void aContextThatLooksLikeProductionIsChangedOnlyWithAYes() throws IOException {
        var text = Files.readString(Path.of(variable("QUAYSIDE_TEST_KUBERNETES")));
        cli.file("production", text.replaceAll("(current-context|  name): token", "$1: acme-prod-eu"));

        assertThat(cli.run("up", "-d", "--kubeconfig", "production")).isEqualTo(4);
        assertThat(cli.err()).contains("'acme-prod-eu'", "--yes");
        assertThat(cli.run("plan", "--kubeconfig", "production")).as(cli.err()).isZero();
        assertThat(cli.run("up", "-d", "--kubeconfig", "production", "--yes"))
                .as(cli.err())
                .isZero();
    }

    private String page() throws InterruptedException {
        var end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        try (var http =
                HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            while (true) {
                try {
                    return http.send(request, HttpResponse.BodyHandlers.ofString())
                            .body();
                } catch (IOException e) {
                    assertThat(System.nanoTime())
                            .as("a page within two minutes")
                            .isLessThan(end);
                    Thread.sleep(100);
                }
            }
        }
    }
}
