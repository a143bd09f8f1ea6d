package dev.quayside.engine.docker;

import static dev.quayside.engine.docker.DockerAssertions.assertFails;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.EntryStream;
import dev.quayside.engine.ExecRequest;
import dev.quayside.engine.TestEngines.TestEngine;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.Attachment;
import dev.quayside.model.HealthCheck;
import dev.quayside.model.Network.AddressPool;
import dev.quayside.model.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What flows in and out of containers, on real engines. */
@ParameterizedClass
@MethodSource("dev.quayside.engine.TestEngines#all")
@Timeout(60)
class StreamsIT {
    private final TestEngine engine;
    private final DockerIntegration docker;
    private final Scratch scratch;

    StreamsIT(TestEngine engine) {
        this.engine = engine;
        docker = DockerIntegration.connect(DockerOptions.at(engine.host()));
        scratch = new Scratch(docker);
    }

    @AfterEach
    void removeEverything() {
        scratch.close();
        docker.close();
    }

    @Test
    void logsKeepTheTwoOutputsApart() {
        var container = scratch.started("c", "echo out; echo err >&2; echo -n no-newline");
        docker.waitFor(container.id());
        var entries = all(docker.logs(container.id(), LogOptions.ALL));
        assertThat(entries)
                .extracting(e -> e.source() + " " + e.text())
                .containsExactlyInAnyOrder("STDOUT out", "STDERR err", "STDOUT no-newline");
        assertThat(entries).allSatisfy(e -> assertThat(e.time()).isPresent());
        var errors = all(docker.logs(container.id(), LogOptions.ALL.only(OutputSource.STDERR)));
        assertThat(errors).extracting(LogEntry::text).containsExactly("err");
    }

    @Test
    void logsOfATerminalComeFromOneOutput() {
        var options = CreateContainerOptions.DEFAULT
                .withCommand("sh", "-c", "echo one; echo two >&2")
                .withProcess(StreamsIT::terminal);
        var container = docker.createContainer(Scratch.IMAGE, scratch.name("tty"), options);
        docker.startContainer(container);
        docker.waitFor(container.id());
        assertThat(all(docker.logs(container.id(), LogOptions.ALL)))
                .extracting(e -> e.source() + " " + e.text())
                .containsExactly("STDOUT one", "STDOUT two");
    }

    private static ServiceProcess terminal(ServiceProcess process) {
        return new ServiceProcess(
                process.entrypoint(),
                process.command(),
                process.environment(),
                process.workingDirectory(),
                process.user(),
                process.groups(),
                process.hostname(),
                process.domainName(),
                true,
                true,
                process.init());
    }

    @Test
    void logsCanBeCutByLinesAndTime() {
        var container = scratch.started("c", "for i in 1 2 3 4 5; do echo $i; done; sleep 2; echo late");
        docker.waitFor(container.id());
        assertThat(all(docker.logs(container.id(), LogOptions.ALL.lastLines(2))))
                .extracting(LogEntry::text)
                .containsExactly("5", "late");
        var late = all(docker.logs(container.id(), LogOptions.ALL))
                .getLast()
                .time()
                .orElseThrow();
        assertThat(all(docker.logs(container.id(), LogOptions.ALL.since(late))))
                .extracting(LogEntry::text)
                .containsExactly("late");
        assertThat(all(docker.logs(container.id(), LogOptions.ALL.until(late.minusSeconds(1)))))
                .extracting(LogEntry::text)
                .containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void aLineThatTheEngineCutsIsJoinedAgain() {
        var container = scratch.started("c", "head -c 100000 /dev/zero | tr '\\0' x; echo; echo after");
        docker.waitFor(container.id());
        assertThat(all(docker.logs(container.id(), LogOptions.ALL)))
                .extracting(LogEntry::text)
                .containsExactly("x".repeat(100_000), "after");
    }

    @Test
    void followedLogsEndWithTheContainer() {
        var container = scratch.started("c", "for i in 1 2 3; do echo $i; sleep 0.3; done");
        assertThat(all(docker.logs(container.id(), LogOptions.FOLLOWED)))
                .extracting(LogEntry::text)
                .containsExactly("1", "2", "3");
    }

    @Test
    void closingFollowedLogsOnAnotherThreadEndsThem() throws Exception {
        var container = scratch.started("c", "echo once; sleep 60");
        var logs = docker.logs(container.id(), LogOptions.FOLLOWED);
        assertThat(logs.next()).isPresent();
        var waiting = new FutureTask<>(logs::next);
        Thread.ofPlatform().start(waiting);
        Thread.sleep(100);
        logs.close();
        assertThat(waiting.get()).isEmpty();
    }

    @Test
    void execConnectsAllThreeStreamsAndTheExitCode() throws IOException {
        var container = scratch.started("c", "sleep 60");
        var request = new ExecRequest(
                List.of("sh", "-c", "echo $WHO in $(pwd) as $(id -u); echo bad >&2; cat; exit 7"),
                Optional.of("1000"),
                Optional.of("/tmp"),
                Map.of("WHO", "me"),
                false,
                true,
                false);
        try (var session = docker.exec(container.id(), request)) {
            try (var stdin = session.stdin()) {
                stdin.write("fed\n".getBytes(UTF_8));
            }
            assertThat(session.stdout().readAllBytes()).asString(UTF_8).isEqualTo("me in /tmp as 1000\nfed\n");
            assertThat(session.stderr().readAllBytes()).asString(UTF_8).isEqualTo("bad\n");
            assertThat(session.exitCode()).isEqualTo(7);
        }
    }

    @Test
    void execWithATerminalKnowsItsSize() throws IOException {
        var container = scratch.started("c", "sleep 60");
        var request = new ExecRequest(
                List.of("sh", "-c", "read x; stty size; tty"),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                true,
                true,
                false);
        try (var session = docker.exec(container.id(), request)) {
            session.resize(123, 45);
            session.stdin().write("\n".getBytes(UTF_8));
            assertThat(session.stdout().readAllBytes())
                    .asString(UTF_8)
                    .contains("45 123")
                    .contains("/dev/pts/");
            assertThat(session.exitCode()).isZero();
        }
    }

    @Test
    void execCarriesMegabytesBothWays() throws Exception {
        var container = scratch.started("c", "sleep 60");
        var request = new ExecRequest(
                List.of("sh", "-c", "cat; exit 3"), Optional.empty(), Optional.empty(), Map.of(), false, true, false);
        try (var session = docker.exec(container.id(), request)) {
            var feeding = Thread.ofPlatform().start(() -> {
                try (var stdin = session.stdin()) {
                    stdin.write(new byte[5_000_000]);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertThat(session.stdout().readAllBytes()).hasSize(5_000_000);
            feeding.join();
            assertThat(session.exitCode()).isEqualTo(3);
        }
    }

    @Test
    void execInAStoppedContainerIsAConflict() {
        var container = scratch.sleeping("c");
        assertFails(ErrorCode.CONFLICT, () -> docker.exec(container.id(), ExecRequest.of("true")));
    }

    @Test
    void aCommandThatIsNotThereEndsAsAShellWouldSay() {
        var container = scratch.started("c", "sleep 60");
        try (var session = docker.exec(container.id(), ExecRequest.of("no-such-program"))) {
            assertThat(session.exitCode()).isIn(126, 127);
        } catch (QuaysideException e) {
            // The engine may refuse it before it starts.
            assertThat(e.getMessage()).contains("no-such-program");
        }
    }

    @Test
    void attachSeesTheFirstLine() throws IOException {
        var container = scratch.shell("c", "echo first; exit 4");
        try (var session = docker.attach(container.id())) {
            docker.startContainer(container);
            assertThat(session.stdout().readAllBytes()).asString(UTF_8).isEqualTo("first\n");
            assertThat(session.exitCode()).isEqualTo(4);
        }
    }

    @Test
    void statsMeasureWhatAContainerUses() {
        var container = scratch.started("c", "while true; do :; done");
        var stats = docker.stats(container.id());
        assertThat(stats.memoryBytes()).isPositive();
        assertThat(stats.processes()).isPositive();
        assertThat(stats.onlineCpus()).isPositive();
        assertThat(stats.cpuPercent()).isPositive();
        try (var stream = docker.statsStream(container.id())) {
            var first = stream.next().orElseThrow();
            var second = stream.next().orElseThrow();
            assertThat(second.time()).isAfter(first.time());
            assertThat(second.cpuTotalNanoseconds()).isGreaterThan(first.cpuTotalNanoseconds());
        }
    }

    @Test
    void eventsTellTheLifeOfAContainer() {
        var before = Instant.now().minusSeconds(1);
        var container = scratch.started("c", "exit 3");
        docker.waitFor(container.id());
        var options = EventOptions.FROM_NOW
                .since(before)
                .until(Instant.now().plusSeconds(1))
                .withFilter("container", container.id());
        var events = all(docker.events(options));
        assertThat(events).extracting(DockerEvent::action).contains("create", "start", "die");
        assertThat(events)
                .filteredOn(e -> e.action().equals("die"))
                .singleElement()
                .satisfies(die -> {
                    assertThat(die.type()).isEqualTo("container");
                    assertThat(die.subjectId()).isEqualTo(container.id());
                    assertThat(die.attributes()).containsEntry("exitCode", "3");
                    assertThat(die.time()).isAfter(before);
                });
    }

    @Test
    void waitForReturnsTheExitCode() {
        assertThat(docker.waitFor(scratch.started("c", "sleep 0.2; exit 42").id()))
                .isEqualTo(42);
        assertFails(ErrorCode.NOT_FOUND, () -> docker.waitFor(scratch.name("nobody")));
    }

    @Test
    void filesGoInAndComeOut(@TempDir Path folder) throws IOException {
        var container = scratch.started("c", "sleep 60");
        var source = Files.createDirectories(folder.resolve("in/deep"));
        Files.writeString(source.resolve("ä file"), "content");
        var script = Files.writeString(source.resolve("run.sh"), "#!/bin/sh\necho ran\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(source.resolve("link"), Path.of("ä file"));

        docker.copyTo(container.id(), folder.resolve("in"), "/tmp");
        assertThat(scratch.run(container, "cat", "/tmp/in/deep/link")).isEqualTo("content");
        assertThat(scratch.run(container, "/tmp/in/deep/run.sh")).isEqualTo("ran\n");

        var out = Files.createDirectories(folder.resolve("out"));
        docker.copyFrom(container.id(), "/tmp/in", out);
        assertThat(out.resolve("in/deep/link")).hasContent("content").isSymbolicLink();
        assertThat(out.resolve("in/deep/run.sh")).isExecutable();
        assertFails(ErrorCode.NOT_FOUND, () -> docker.copyFrom(container.id(), "/nowhere", out));
        assertFails(ErrorCode.NOT_FOUND, () -> docker.copyTo(container.id(), folder.resolve("in"), "/nowhere"));
    }

    @Test
    void healthIsReportedWithItsLastOutputs() {
        var options = CreateContainerOptions.DEFAULT
                .withCommand("sleep", "60")
                .withHealthCheck(HealthCheck.shell("echo looks good", Duration.ofMillis(200)));
        var container = docker.createContainer(Scratch.IMAGE, scratch.name("healthy"), options);
        docker.startContainer(container);
        eventually(() -> docker.inspect(container.id())
                .state()
                .health()
                .orElseThrow()
                .status()
                .equals("healthy"));
        var health = docker.inspect(container.id()).state().health().orElseThrow();
        assertThat(health.probes().getLast().output()).contains("looks good");
        assertThat(health.probes().getLast().exitCode()).isZero();
    }

    @Test
    void pauseKillAndRestartDoWhatTheySay() {
        var container = scratch.started("c", "sleep 60");
        docker.containers().pause(container.id());
        assertThat(docker.inspect(container.id()).state().status()).isEqualTo(ContainerStatus.PAUSED);
        docker.containers().unpause(container.id());
        docker.containers().kill(container.id(), "SIGKILL");
        assertThat(docker.waitFor(container.id())).isEqualTo(137);
        docker.containers().restart(container.id(), StopOptions.within(Duration.ZERO));
        assertThat(docker.inspect(container.id()).state().status()).isEqualTo(ContainerStatus.RUNNING);
        assertThat(docker.containers().processes(container.id())).hasSizeGreaterThan(1);
    }

    @Test
    void aContainerKeepsItsAddressWhenItChangesItsAliases() {
        var network = docker.createNetwork(
                scratch.name("net"),
                CreateNetworkOptions.DEFAULT.withPools(
                        new AddressPool(Optional.of("172.30.79.0/24"), Optional.empty(), Optional.empty(), Map.of())));
        var plain = new Attachment(
                List.of(), Optional.of("172.30.79.9"), Optional.empty(), List.of(), Optional.empty(), Map.of(), 0);
        var container = docker.createContainer(
                Scratch.IMAGE,
                scratch.name("c"),
                CreateContainerOptions.DEFAULT.withCommand("sleep", "60").withNetwork(network.name(), plain));
        docker.startContainer(container);
        docker.networks().disconnect(network.id(), container.id());
        docker.networks()
                .connect(
                        network.id(),
                        container.id(),
                        new Attachment(
                                List.of("web"),
                                Optional.of("172.30.79.9"),
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                Map.of(),
                                0));
        var endpoint =
                docker.inspect(container.id()).networks().values().iterator().next();
        assertThat(endpoint.address()).isEqualTo("172.30.79.9");
        assertThat(endpoint.requestedAddress()).isEqualTo("172.30.79.9");
        assertThat(endpoint.aliases()).contains("web");
        assertThat(docker.networks().inspect(network.id()).members()).containsOnlyKeys(container.id());
    }

    @Test
    void anEngineThatGoesAwayEndsLogsAndExecWithAReason() {
        var container = scratch.started("c", "while true; do echo tick; sleep 0.1; done");
        try (var relay = Relay.to(engine.host());
                var throughRelay = DockerIntegration.connect(DockerOptions.at(relay.host()))) {
            var logs = throughRelay.logs(container.id(), LogOptions.FOLLOWED);
            assertThat(logs.next()).isPresent();
            var session = throughRelay.exec(container.id(), ExecRequest.of("sleep", "60"));
            relay.cut();
            assertFails(ErrorCode.ENGINE_LOST, () -> all(logs)).hasMessageContaining("logs");
            assertFails(ErrorCode.ENGINE_UNREACHABLE, session::exitCode);
            assertFails(ErrorCode.ENGINE_UNREACHABLE, () -> throughRelay.listContainers());
        }
    }

    @Test
    void anEngineThatHangsEndsLogsWithAReason() {
        var container = scratch.started("c", "sleep 60");
        try (var relay = Relay.to(engine.host());
                var throughRelay = DockerIntegration.connect(
                        DockerOptions.at(relay.host()).withConnectTimeout(Duration.ofSeconds(1)))) {
            var logs = throughRelay.logs(container.id(), LogOptions.FOLLOWED);
            relay.freeze();
            assertFails(ErrorCode.ENGINE_LOST, logs::next).hasMessageContaining("no longer answers");
        }
    }

    private static <E> List<E> all(EntryStream<E> stream) {
        try (stream) {
            var entries = new ArrayList<E>();
            for (var entry = stream.next(); entry.isPresent(); entry = stream.next()) {
                entries.add(entry.get());
            }
            return entries;
        }
    }

    private static void eventually(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
