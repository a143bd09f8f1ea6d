package dev.quayside.engine.kubernetes;

import static dev.quayside.engine.kubernetes.KubernetesAssertions.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.ExecRequest;
import dev.quayside.engine.TestKubernetes;
import dev.quayside.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What only a cluster with nodes can prove: pods that run. */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunningPodsIT {
    private static final WaitOptions SOON = WaitOptions.within(Duration.ofMinutes(2));

    private final String image = TestKubernetes.image();
    private final String namespace = "it-" + UUID.randomUUID();
    private final KubernetesOrchestration kubernetes = KubernetesOrchestration.connect(TestKubernetes.kubeconfig());

    @BeforeAll
    void createTheNamespace() {
        kubernetes.createNamespace(namespace);
    }

    @AfterAll
    void deleteTheNamespace() {
        kubernetes.deleteNamespace(namespace, DeleteOptions.DEFAULT.alsoForeign());
        kubernetes.close();
    }

    @Test
    void aDeploymentBecomesReadyAndItsLogsAreMerged() {
        var options = CreateDeploymentOptions.DEFAULT
                .withPod(running("sh", "-c", "echo from $HOSTNAME; exec sleep 600"))
                .waiting(SOON);
        var created = kubernetes.createDeployment("ready", namespace, image, 2, List.of(), Map.of(), options);
        assertThat(created.rollout().isComplete()).isTrue();
        var lines = new ArrayList<String>();
        try (var logs = kubernetes.logs(ListOptions.in(namespace).withLabel("app", "ready"), LogOptions.ALL)) {
            for (var line = logs.next(); line.isPresent(); line = logs.next()) {
                assertThat(line.get().text()).isEqualTo("from " + line.get().pod());
                lines.add(line.get().text());
            }
        }
        assertThat(lines).hasSize(2).doesNotHaveDuplicates();
        kubernetes.deleteDeployment("ready", namespace, DeleteOptions.DEFAULT.waiting(SOON));
    }

    @Test
    void aCommandGetsItsInputAndGivesOutputAndExitCode() throws IOException {
        var options = new CreatePodOptions(running("sleep", "600"), Optional.of(SOON));
        var pod = kubernetes.createPod("shell", namespace, image, List.of(), Map.of("A", "b c"), options);
        assertThat(pod.status()).isEqualTo("Running");
        var request = new ExecRequest(
                List.of("sh", "-c", "echo \"$A\"; cat; echo oops >&2; exit 7"),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                false,
                true,
                false);
        var input = "x".repeat(100_000);
        try (var session = kubernetes.exec("shell", namespace, request)) {
            session.stdin().write((input + "\n").getBytes(StandardCharsets.UTF_8));
            session.stdin().close();
            assertThat(new String(session.stdout().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("b c\n" + input + "\n");
            assertThat(new String(session.stderr().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("oops\n");
            assertThat(session.exitCode()).isEqualTo(7);
        }
        try (var session = kubernetes.exec("shell", namespace, ExecRequest.of("true"))) {
            assertThat(session.exitCode()).isZero();
        }
        try (var session = kubernetes.exec("shell", namespace, ExecRequest.of("no-such-program"))) {
            assertFails(ErrorCode.ENGINE_FAILED, session::exitCode).hasMessageContaining("no-such-program");
        }
    }

    @Test
    void aLogIsFollowedUntilTheContainerEnds() {
        var pod = running("sh", "-c", "echo one; sleep 1; echo two").withRestartPolicy(PodOptions.RestartPolicy.NEVER);
        kubernetes.createPod(
                "once", namespace, image, List.of(), Map.of(), new CreatePodOptions(pod, Optional.of(SOON)));
        try (var logs = kubernetes.logs("once", namespace, LogOptions.FOLLOWED)) {
            assertThat(logs.next().orElseThrow().text()).isEqualTo("one");
            assertThat(logs.next().orElseThrow().text()).isEqualTo("two");
            assertThat(logs.next()).isEmpty();
        }
    }

    @Test
    void anImageThatDoesNotExistEndsTheWaitEarly() {
        var options = CreateDeploymentOptions.DEFAULT.waiting(SOON);
        assertFails(
                        ErrorCode.NOT_READY,
                        () -> kubernetes.createDeployment(
                                "nowhere", namespace, "no-such-image:1", 1, List.of(), Map.of(), options))
                .hasMessageContaining("cannot get its image 'no-such-image:1'");
        assertThat(kubernetes.describeDeployment("nowhere", namespace).events())
                .extracting(KubernetesEvent::warning)
                .contains(true);
    }

    @Test
    void aContainerThatKeepsEndingEndsTheWaitEarly() {
        // Without a probe it would be ready for the moment that it runs.
        var pod = running("sh", "-c", "exit 3")
                .withProbes(Probes.NONE.withReadiness(Probe.of(new Probe.Check.Exec(List.of("false")))));
        var options = new CreatePodOptions(pod, Optional.of(SOON));
        assertFails(
                        ErrorCode.CONTAINER_FAILED,
                        () -> kubernetes.createPod("crashing", namespace, image, List.of(), Map.of(), options))
                .hasMessageContaining("CrashLoopBackOff")
                .hasMessageContaining("exited with 3");
        assertThat(kubernetes.getPod("crashing", namespace).restarts()).isPositive();
    }

    @Test
    void whatPodsUseIsMeasured() {
        kubernetes.createPod(
                "used",
                namespace,
                image,
                List.of(),
                Map.of(),
                new CreatePodOptions(running("sleep", "600"), Optional.of(SOON)));
        var used = new Awaiting(kubernetes.api())
                .until(
                        Pods.reference("used", namespace),
                        SOON,
                        pod -> kubernetes.stats(ListOptions.in(namespace).withLabel("app", "used")).stream()
                                .findFirst(),
                        pod -> "it is not measured yet");
        assertThat(used.pod()).isEqualTo("used");
        assertThat(used.memoryBytes()).isPositive();
    }

    private static PodOptions running(String... command) {
        return PodOptions.DEFAULT
                .withCommand(command)
                .withPullPolicy(PodOptions.PullPolicy.IF_ABSENT)
                .withStopGracePeriod(Duration.ofSeconds(1));
    }
}
