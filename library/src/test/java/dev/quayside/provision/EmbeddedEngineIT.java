package dev.quayside.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.docker.ContainerStatus;
import dev.quayside.engine.docker.DockerContainer;
import dev.quayside.engine.docker.DockerIntegration;
import dev.quayside.engine.docker.DockerOptions;
import dev.quayside.engine.docker.EndpointFlags;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.ImageRef;
import dev.quayside.provision.EngineFinder.EmbeddedUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The embedded engine on this machine, from the distribution's packages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedEngineIT {
    private static final String BUSYBOX = "busybox:1.37";

    private Ground ground;
    private EmbeddedEngine engine;
    private Machine before;

    @BeforeAll
    void fetchPrograms() throws IOException {
        ground = Ground.make();
        engine = ground.engine();
        before = ground.machine();
    }

    @AfterEach
    void stop() {
        engine.stop();
    }

    @AfterAll
    void removeEverything() {
        if (ground != null) {
            ground.close();
        }
    }

    private DockerIntegration started() {
        engine.start(ProgressListener.silent());
        return DockerIntegration.connect(DockerOptions.at("unix://" + engine.socket()));
    }

    /** Images where no registry can be reached, whether or not this machine reaches one. */
    private PackageImages images(DockerIntegration docker) {
        var state = EngineState.read(ground.folders().state()).orElseThrow();
        return new PackageImages(
                docker, ground.folders(), state, Ground.probe(ground.folder(), false), ProgressListener.silent());
    }

    private DockerContainer sleeper(DockerIntegration docker, String name) {
        images(docker).beforeImage(ImageRef.parse(BUSYBOX));
        docker.pullImage("busybox", "1.37");
        return Ground.sleeper(docker, BUSYBOX, name);
    }

    @Test
    void aStoppedEngineLeavesNothingButItsData() {
        try (var docker = started()) {
            sleeper(docker, "one");
            assertThat(ground.machine()).isNotEqualTo(before);
        }
        var report = engine.stop();
        assertThat(report.wasRunning()).isTrue();
        assertThat(report.remaining()).isEmpty();
        assertThat(report.interfaces()).hasSizeGreaterThan(1);
        assertThat(ground.machine()).isEqualTo(before);
        assertThat(engine.stop()).isEqualTo(StopReport.NOTHING);
    }

    @Test
    void whatAKilledEngineLeavesIsRemovedByStop() {
        var sockets = ground.shimSockets();
        try (var docker = started()) {
            sleeper(docker, "two");
        }
        ProcessHandle.of(engine.status().pid().orElseThrow()).orElseThrow().destroyForcibly();
        assertThat(Waiting.until(() -> !engine.isRunning(), Duration.ofSeconds(10)))
                .isTrue();
        var report = engine.stop();
        assertThat(report.killedProcesses()).isPositive();
        assertThat(report.mounts()).isPositive();
        assertThat(report.shimSockets()).isPositive();
        assertThat(report.remaining()).isEmpty();
        assertThat(ground.machine()).isEqualTo(before);
        assertThat(ground.shimSockets()).hasSameSizeAs(sockets);
    }

    @Test
    void afterItWasKilledItStartsAgainWithItsContainers() {
        try (var docker = started()) {
            sleeper(docker, "three");
        }
        ProcessHandle.of(engine.status().pid().orElseThrow()).orElseThrow().destroyForcibly();
        assertThat(Waiting.until(() -> !engine.isRunning(), Duration.ofSeconds(10)))
                .isTrue();
        try (var docker = started()) {
            var container = docker.inspect("three").container();
            docker.startContainer(container);
            assertThat(docker.inspect("three").container().status()).isEqualTo(ContainerStatus.RUNNING);
        }
        engine.stop();
        assertThat(ground.machine()).isEqualTo(before);
    }

    @Test
    void twoProcessesThatStartItAtOnceStartOneThatOutlivesThem() throws Exception {
        var first = StartMain.launch(ground);
        var second = StartMain.launch(ground);
        assertThat(first.waitFor(60, TimeUnit.SECONDS) && second.waitFor(60, TimeUnit.SECONDS))
                .isTrue();
        assertThat(List.of(first.exitValue(), second.exitValue())).containsOnly(0);
        assertThat(engine.isRunning()).isTrue();
        var execRoot = ground.folders().execRoot().toString();
        assertThat(ProcessTable.all(entry -> entry.program().equals("dockerd") && entry.mentions(execRoot)))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {250, 500, 800, 1200})
    void aStartThatIsKilledAtAnyMomentCanBeRepeatedAndStopped(int milliseconds) throws Exception {
        var start = StartMain.launch(ground);
        if (!start.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
            start.destroyForcibly().waitFor();
        }
        try (var docker = started()) {
            docker.system().ping();
        }
        engine.stop();
        assertThat(ground.machine()).isEqualTo(before);
    }

    @Test
    void anEngineThatDoesNotComeUpShowsTheEndOfItsLogAndLeavesNothing() throws IOException {
        var broken = Files.createTempDirectory(ground.folder(), "broken");
        var script = Files.writeString(broken.resolve("dockerd"), "#!/bin/sh\necho the disk is on fire\nexit 1\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var other = Ground.make()) {
            link(ground.binaries(), broken);
            var failing = other.engine().from(broken, Optional.empty());
            var failure = catchThrowableOfType(QuaysideException.class, () -> failing.start(ProgressListener.silent()));
            assertThat(failure.code()).isEqualTo(ErrorCode.ENGINE_FAILED);
            assertThat(failure).hasMessageContaining("the disk is on fire");
        }
        assertThat(ground.machine()).isEqualTo(before);
    }

    private static void link(Path from, Path to) throws IOException {
        for (var program : FileAccess.list(from)) {
            var target = to.resolve(program.getFileName());
            if (!Files.exists(target)) {
                Files.createSymbolicLink(target, program);
            }
        }
    }

    @Test
    void removingItTakesItsDataAndSaysHowMuchThatWas() throws IOException {
        try (var other = Ground.make()) {
            var doomed = other.engine().from(ground.binaries(), Optional.empty());
            doomed.start(ProgressListener.silent());
            assertThat(doomed.status().dataBytes()).isPositive();
            var report = doomed.remove();
            assertThat(report.stop().wasRunning()).isTrue();
            assertThat(report.freedBytes()).isPositive();
            assertThat(other.folders().data()).doesNotExist();
        }
        assertThat(ground.machine()).isEqualTo(before);
    }

    @Test
    void theFinderStartsItAndSaysSoInOneLine() {
        var said = new CopyOnWriteArrayList<String>();
        var finder = new EngineFinder(ground.environment(), ground.folder());
        ProgressListener listener = progress -> said.add(progress.text());
        try (var found = finder.find(EndpointFlags.NONE, EmbeddedUse.IF_NEEDED, listener)) {
            assertThat(found.embedded()).isTrue();
            assertThat(found.choice().origin()).isEqualTo("embedded engine");
        }
        assertThat(said.stream().filter(text -> !text.isEmpty()))
                .singleElement()
                .asString()
                .contains("embedded");
        var status = finder.status(EndpointFlags.NONE, EmbeddedUse.IF_NEEDED);
        assertThat(status.details().orElseThrow().storageDriver()).isNotEmpty();
        assertThat(status.freeBytes()).isPresent();
        assertThat(status.embedded().running()).isTrue();
        assertThat(status.embedded().pid()).isPresent();
        assertThat(engine.logs(5)).hasSizeBetween(1, 5);
    }
}
