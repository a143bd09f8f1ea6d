package dev.quayside.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.app.cli.invocation.Signals.Signal;
import dev.quayside.engine.Replica;
import dev.quayside.engine.memory.Behaviour;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class AttachedUpTest {
    @TempDir
    private Path folder = Path.of("");

    private CommandLineRun cli = new CommandLineRun(folder);

    @BeforeEach
    void writeFiles() {
        cli = new CommandLineRun(folder).file("compose.yaml", Shop.FILE);
    }

    @Test
    void itShowsLogsAndEndsWhenAllContainersHaveEnded() {
        cli.file("compose.yaml", "name: once\nservices:\n  job: { image: busybox:1 }\n");
        cli.engine.behave("job", Behaviour.exitsAfter(3, 0).writing("working", "done"));

        assertThat(cli.run("up")).isZero();

        assertThat(cli.out()).isEqualTo("job-1 | working\njob-1 | done\n");
    }

    @Test
    void anInterruptStopsTheContainersAndEndsWithStatus130() throws Exception {
        var status = CompletableFuture.supplyAsync(() -> cli.run("up"));
        awaitAttached();

        cli.signals.send(Signal.INTERRUPT);

        assertThat(status.get(20, TimeUnit.SECONDS)).isEqualTo(130);
        assertThat(cli.err()).contains("stopping; press Ctrl-C again to kill");
        assertThat(cli.engine.observe("shop").replicas())
                .hasSize(2)
                .allMatch(replica -> replica.state() == Replica.State.EXITED);
    }

    @Test
    void anInterruptWhileWaitingSaysHowToGoOn() throws Exception {
        cli.engine.behave("db", Behaviour.neverHealthy());
        var started = new CountDownLatch(1);
        cli.engine.watch(replicas -> {
            if (replicas.stream().anyMatch(r -> r.state() == Replica.State.RUNNING)) {
                started.countDown();
            }
        });
        var status = CompletableFuture.supplyAsync(() -> cli.run("up", "-d"));
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();

        cli.signals.send(Signal.INTERRUPT);

        assertThat(status.get(20, TimeUnit.SECONDS)).isEqualTo(130);
        assertThat(cli.err())
                .containsPattern("error: interrupted: \\d+ steps are done, \\d+ are left")
                .contains("→ run 'quayside up' again to go on, or 'quayside down' to remove what is there");
    }

    private void awaitAttached() throws InterruptedException {
        var both = new CountDownLatch(1);
        for (int i = 0; i < 200 && both.getCount() > 0; i++) {
            boolean running = cli.engine.observe("shop").replicas().stream()
                            .filter(replica -> replica.state() == Replica.State.RUNNING)
                            .count()
                    == 2;
            if (running && cli.err().contains("http://127.0.0.1:8080")) {
                both.countDown();
            }
            both.await(100, TimeUnit.MILLISECONDS);
        }
        // The addresses are shown before the handler for attached mode is set.
        for (int i = 0; i < 100 && !cli.signals.isHandled(Signal.INTERRUPT); i++) {
            both.await(1, TimeUnit.MILLISECONDS);
        }
    }
}
