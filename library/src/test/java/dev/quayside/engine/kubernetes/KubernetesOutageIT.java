package dev.quayside.engine.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.apply.Applier;
import dev.quayside.apply.ApplyEvent;
import dev.quayside.apply.ApplyListener;
import dev.quayside.apply.ApplySettings;
import dev.quayside.apply.Ticker;
import dev.quayside.engine.TestKubernetes;
import dev.quayside.engine.Wanted;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.Dependency;
import dev.quayside.model.HealthCheck;
import dev.quayside.model.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The API server goes away in the middle of a run, or every connection to it breaks. Nothing else runs meanwhile. */
@Isolated
@Timeout(240)
class KubernetesOutageIT {
    private static final int MANY = 24;

    private final String name = "outage" + UUID.randomUUID().toString().substring(0, 8);

    @TempDir
    Path folder;

    @AfterEach
    void removeTheApp() {
        ClusterApp.of(name).close();
    }

    @Test
    void aRunThatWaitsOutlivesAnApiServerThatIsKilledAndStartedAgain() throws Exception {
        try (var app = ClusterApp.of(name)) {
            Wanted slow = app.wanted(readyAfter("web", 15));
            var waiting = new CountDownLatch(1);

            Future<?> run = start(app, slow, event -> {
                if (event instanceof ApplyEvent.Waiting) {
                    waiting.countDown();
                }
            });
            assertThat(waiting.await(1, TimeUnit.MINUTES)).isTrue();
            outage(2);

            run.get(2, TimeUnit.MINUTES);
            assertThat(app.plan(slow).mutating()).isFalse();
        }
    }

    @Test
    void aRunThatChangesThingsOutlivesItOrSaysSoAndTheNextOneCompletes() throws Exception {
        try (var app = ClusterApp.of(name)) {
            Wanted many = many();
            var begun = new CountDownLatch(MANY / 2);

            Future<?> run = start(app, many, event -> {
                if (event instanceof ApplyEvent.StepFinished) {
                    begun.countDown();
                }
            });
            assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
            outage(1);
            try {
                run.get(2, TimeUnit.MINUTES);
            } catch (ExecutionException e) {
                assertThat(e.getCause()).isInstanceOfSatisfying(QuaysideException.class, failure -> {
                    assertThat(failure.code()).isIn(ErrorCode.ENGINE_LOST, ErrorCode.ENGINE_UNREACHABLE);
                    assertThat(failure.problem()).contains("cluster").doesNotContain("Exception");
                });
            }

            app.up(many);
            assertThat(app.plan(many).mutating()).isFalse();
            assertThat(app.engine
                            .observe(name)
                            .orchestrated()
                            .orElseThrow()
                            .workloads()
                            .keySet())
                    .hasSize(MANY);
        }
    }

    @Test
    void connectionsThatBreakAgainAndAgainOnlyMakeARunSlower() throws Exception {
        var file = Files.readString(TestKubernetes.kubeconfig());
        var address =
                file.replaceFirst("(?s).*server: https://([^\\s]+).*", "$1").split(":", 2);
        try (var relay = TcpRelay.to(address[0], Integer.parseInt(address[1]));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var throughIt = folder.resolve("kubeconfig");
            Files.writeString(
                    throughIt, file.replaceAll("server: https://\\S+", "server: https://127.0.0.1:" + relay.port()));
            try (var app = ClusterApp.of(name, throughIt, ManifestOptions.DEFAULT)) {
                var done = new CountDownLatch(1);
                var cutting = threads.submit(() -> {
                    while (!done.await(700, TimeUnit.MILLISECONDS)) {
                        relay.breakAll();
                    }
                    return null;
                });
                Wanted slow = app.wanted(
                        readyAfter("web", 6),
                        ClusterApp.service("api")
                                .withDependsOn(Map.of("web", Dependency.on(Dependency.Condition.HEALTHY))));
                app.up(slow);
                done.countDown();
                cutting.get();
                assertThat(relay.broken()).isGreaterThan(2);
                assertThat(app.plan(slow).mutating()).isFalse();
            }
        }
    }

    private static Service readyAfter(String service, int seconds) {
        return ClusterApp.running(
                        service, "sleep " + seconds + "; touch /tmp/ready; trap 'exit 0' TERM; sleep 3600 & wait")
                .withHealthCheck(HealthCheck.shell("test -e /tmp/ready", Duration.ofSeconds(1)));
    }

    /** Each depends on the one before it but four, so that they are made in waves. */
    private Wanted many() {
        var services = new ArrayList<Service>();
        for (int i = 0; i < MANY; i++) {
            Service service = ClusterApp.service("s" + i);
            services.add(
                    i < 4
                            ? service
                            : service.withDependsOn(
                                    Map.of("s" + (i - 4), Dependency.on(Dependency.Condition.STARTED))));
        }
        return Wanted.of(App.of(name, services.toArray(Service[]::new)));
    }

    private static Future<?> start(ClusterApp app, Wanted wanted, ApplyListener listener) {
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var settings = ApplySettings.DEFAULT.withWaitTimeout(Duration.ofMinutes(2));
        var run = threads.submit(
                () -> new Applier(app.engine, Ticker.system(), settings).up(wanted, ClusterApp.OPTIONS, listener));
        threads.shutdown();
        return run;
    }

    private static void outage(int seconds) throws IOException, InterruptedException {
        var command = List.of(TestKubernetes.lab().toString(), "outage", Integer.toString(seconds));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
