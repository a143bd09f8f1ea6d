package dev.quayside.engine.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.Replica;
import dev.quayside.engine.TestKubernetes;
import dev.quayside.plan.DownOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The client is killed at random moments; whoever runs it again brings what was wanted, and nothing is left over. */
@Execution(ExecutionMode.CONCURRENT)
class KubernetesCrashIT {
    private static final int KILLS = 20;
    /** Long enough for a run to end by itself now and then. */
    private static final int LONGEST_LIFE_MILLIS = 5_000;

    private static final int SHORTEST_LIFE_MILLIS = 700;

    @Test
    void aRunAfterKilledOnesConvergesAndLeavesNothingOver() throws Exception {
        var random = new Random(36);
        var app = ClusterApp.of("crash" + UUID.randomUUID().toString().substring(0, 8));
        try {
            for (int kill = 1; kill <= KILLS; kill++) {
                boolean down = kill % 5 == 0;
                killed(app.name, down ? "down" : Integer.toString(kill), random);
                if (kill % 4 == 0) {
                    converges(app, Integer.toString(kill));
                }
            }
        } finally {
            app.close();
        }
        try (var kubernetes = KubernetesOrchestration.connect(TestKubernetes.kubeconfig())) {
            assertThat(kubernetes.listNamespaces())
                    .extracting(KubernetesNamespace::name)
                    .doesNotContain(app.name);
        }
    }

    private static void converges(ClusterApp app, String version) {
        app.up(app.shop(version));

        assertThat(app.plan(app.shop(version)).mutating()).isFalse();
        assertThat(app.replicas("web"))
                .filteredOn(replica -> replica.state() == Replica.State.RUNNING)
                .hasSize(1);
        assertThat(app.replicas("db")).hasSize(1);
        var left = app.engine.observe(app.name).orchestrated().orElseThrow();
        assertThat(left.workloads().keySet()).containsExactlyInAnyOrder("db", "migrate", "web");
    }

    private static void killed(String app, String what, Random random) throws IOException, InterruptedException {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                KilledUp.class.getName(),
                TestKubernetes.kubeconfig().toString(),
                app,
                what);
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        int life = random.nextInt(SHORTEST_LIFE_MILLIS, LONGEST_LIFE_MILLIS);
        if (!process.waitFor(life, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void takingDownCanBeRepeated() {
        var app = ClusterApp.of("again" + UUID.randomUUID().toString().substring(0, 8));
        app.up(app.shop("1"));
        app.down(DownOptions.DEFAULT);
        app.down(DownOptions.DEFAULT);
        assertThat(app.engine.observe(app.name).replicas()).isEmpty();
        app.close();
    }
}
