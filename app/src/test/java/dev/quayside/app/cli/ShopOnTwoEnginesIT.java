package dev.quayside.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.Quayside;
import dev.quayside.app.cli.invocation.Signals.Signal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The example shop, by the same files on a Docker Engine and on a cluster: brought up, seen, changed, and gone.
 *
 * <p>The engine needs the images on which the shop is built, the cluster {@code postgres:15} and {@code redis:7}.
 */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class ShopOnTwoEnginesIT {
    private static final Path SHOP =
            Path.of("..", "examples", "shop").toAbsolutePath().normalize();
    private static final String SECRET = "an-example-not-a-secret";
    private static final String TITLE = "configs: { title: { content: The shop by the sea } }\n";
    private static final String VISITOR = """
            services:
              visitor: { image: busybox:1.37, command: [sleep, "3600"], init: true, network_mode: host }
            """;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The names of what was built; the images go when both tests are over, because the second one builds on the first. */
    private static final List<String> IMAGES = new ArrayList<>();

    /** The newest engine: what the others do is shown elsewhere. */
    private static String newestEngine() {
        return RealEngine.all().getLast();
    }

    @AfterAll
    static void removeTheImages() throws IOException {
        if (!IMAGES.isEmpty()) {
            try (var user = new RealEngine(newestEngine())) {
                var words = new ArrayList<>(List.of("image", "rm", "-f"));
                words.addAll(IMAGES);
                user.run(words.toArray(String[]::new));
            }
        }
    }

    @Test
    void theShopRunsOnDocker() throws Exception {
        try (var user = new RealEngine(newestEngine()).file("title.yaml", TITLE);
                var visitor = new Visitor(new RealEngine(newestEngine()).file("compose.yaml", VISITOR))) {
            assertThat(visitor.user.run("up", "-d")).as(visitor.user.err()).isZero();
            int port = freePort();
            user.environment.put("SHOP_PORT", Integer.toString(port));
            var shop = Shopkeeper.of(
                    user, List.of("-f", SHOP.resolve("compose.yaml").toString()), "");
            Supplier<String> page = () -> visitor.page(port);

            shop.open(page);
            shop.change(page);

            shop.close();
            shop.run("container", "ls", "-a");
            assertThat(user.out()).doesNotContain(user.app);
            shop.run("network", "ls");
            assertThat(user.out()).doesNotContain(user.app);
            shop.run("volume", "ls");
            assertThat(user.out()).doesNotContain(user.app);
        }
    }

    @Test
    void theShopRunsOnKubernetes() throws Exception {
        String registry = RealCluster.registry() + "/quayside-test";
        try (var user = new RealEngine(newestEngine()).file("title.yaml", TITLE)) {
            int port = freePort();
            user.environment.put("SHOP_PORT", Integer.toString(port));
            user.environment.put("KUBECONFIG", RealCluster.kubeconfig());
            user.environment.put("QUAYSIDE_ENGINE", "kubernetes");
            user.environment.put("QUAYSIDE_REGISTRY", registry);
            var files = List.of(
                    "-f",
                    SHOP.resolve("compose.yaml").toString(),
                    "-f",
                    SHOP.resolve("kubernetes.yaml").toString());
            var shop = Shopkeeper.of(user, files, registry + "/");
            Supplier<String> page = () -> forwarded(port);

            shop.up();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                    var forwarding = Forwarding.of(shop, threads)) {
                shop.open(page);
                losesEveryPod(shop, page);
                shop.change(page);
                assertThat(page.get()).contains("Anchor");
                assertThat(forwarding.end()).as(forwarding.line.err()).isEqualTo(130);
            }

            shop.close();
            shop.run("namespace", "ls");
            assertThat(user.out()).doesNotContain(user.app);
        }
    }

    /** What was stored stays, because the volume does; what was only remembered begins anew. */
    private static void losesEveryPod(Shopkeeper shop, Supplier<String> page) {
        shop.run("exec", "-T", "db", "psql", "-U", "shop", "-c", "INSERT INTO products VALUES ('Anchor', 9900)");
        shop.run("pod", "ls", "-n", shop.user.app, "-q");
        var pods = shop.user
                .out()
                .lines()
                .filter(pod -> Stream.of("web-", "api-", "db-", "cache-").anyMatch(pod::startsWith))
                .toList();
        assertThat(pods).hasSize(4);

        shop.run(Stream.concat(Stream.of("pod", "rm", "--wait", "-n", shop.user.app), pods.stream())
                .toArray(String[]::new));

        assertThat(pageWith("Visit number", page)).contains("Anchor", "99.00", "Rope, 10 m");
        shop.run("plan", "--exit-code");
        assertThat(shop.user.out()).contains("nothing to do");
    }

    /** Does with the shop what a user does, and looks at what is said. */
    private record Shopkeeper(RealEngine user, List<String> files) {
        /** A shop whose images are built under names that begin so. */
        static Shopkeeper of(RealEngine user, List<String> files, String registry) {
            Stream.of("web", "api", "migrate").forEach(name -> IMAGES.add(registry + user.app + "-" + name));
            return new Shopkeeper(user, files);
        }

        void run(String... command) {
            boolean ofTheApp = List.of("up", "down", "plan", "ps", "exec").contains(command[0]);
            assertThat(user.run(ofTheApp ? words(files, command) : command))
                    .as(() -> String.join(" ", command) + ": " + user.out() + user.err())
                    .isZero();
            assertThat(user.out() + user.err()).doesNotContain(SECRET);
        }

        void up() {
            run("up", "-d", "--wait");
        }

        void open(Supplier<String> page) {
            up();
            assertThat(pageWith("Visit number", page))
                    .contains("<h1>The corner shop</h1>", "Bread", "Lantern", "Rope, 10 m", "12.50");

            run("ps", "-a", "-q");
            String running = user.out();
            run("plan", "--exit-code");
            assertThat(user.out()).contains("nothing to do");
            up();
            run("ps", "-a", "-q");
            assertThat(user.out()).isEqualTo(running);
        }

        void change(Supplier<String> page) {
            var changed = new Shopkeeper(
                    user,
                    Stream.concat(
                                    files.stream(),
                                    Stream.of(
                                            "-f",
                                            user.folder.resolve("title.yaml").toString()))
                            .toList());
            assertThat(user.run(words(changed.files, "plan", "--exit-code"))).isEqualTo(3);
            assertThat(user.out()).contains("title").doesNotContain("db-g2", "apply db", "apply web", "web-g2");
            changed.up();
            assertThat(pageWith("<h1>The shop by the sea</h1>", page)).contains("Rope, 10 m", "Visit number");
            changed.run("plan", "--exit-code");
        }

        void close() {
            run("down", "-v");
        }
    }

    /** {@code quayside forward}, which runs until it is interrupted. */
    private record Forwarding(CommandLineRun line, Future<Integer> status) implements AutoCloseable {
        static Forwarding of(Shopkeeper shop, ExecutorService threads) {
            var line = new CommandLineRun(shop.user.folder);
            line.connector = Quayside::connect;
            line.environment.putAll(shop.user.environment);
            return new Forwarding(line, threads.submit(() -> line.run(words(shop.files, "forward"))));
        }

        int end() throws Exception {
            close();
            return status.get(1, TimeUnit.MINUTES);
        }

        @Override
        public void close() {
            line.signals.send(Signal.INTERRUPT);
        }
    }

    private static String[] words(List<String> files, String... command) {
        var words = new ArrayList<>(List.of(command));
        words.addAll(1, files);
        return words.toArray(String[]::new);
    }

    private static String pageWith(String text, Supplier<String> page) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String shown = page.get();
        while (!shown.contains(text)) {
            assertThat(System.nanoTime())
                    .as("'%s' in time, but: %s", text, shown)
                    .isLessThan(end);
            pause();
            shown = page.get();
        }
        return shown;
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What a browser on this machine sees; what keeps it from seeing a page is its page. */
    private static String forwarded(int port) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try (var http =
                HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "no page: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Somebody on the engine's machine, where the published ports are. */
    private record Visitor(RealEngine user) implements AutoCloseable {
        String page(int port) {
            user.run("exec", "-T", "visitor", "wget", "-q", "-T", "10", "-O", "-", "http://127.0.0.1:" + port + "/");
            return user.out() + user.err();
        }

        @Override
        public void close() throws IOException {
            user.close();
        }
    }
}
