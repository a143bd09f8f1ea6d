package dev.quayside.engine.docker;

import static dev.quayside.engine.docker.DockerAssertions.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.ProjectOptions;
import dev.quayside.Quayside;
import dev.quayside.UpOptions;
import dev.quayside.apply.ApplyListener;
import dev.quayside.engine.Change;
import dev.quayside.engine.ReplicaSpec;
import dev.quayside.engine.ReplicaSpec.ReplicaFile;
import dev.quayside.engine.TestEngines.TestEngine;
import dev.quayside.error.ErrorCode;
import dev.quayside.model.FileContent;
import dev.quayside.model.FileMount;
import dev.quayside.model.Mount;
import dev.quayside.model.Service;
import dev.quayside.model.ServiceProcess;
import dev.quayside.model.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Configs and secrets reach a container whatever its file system looks like; nothing is read from this machine's disk. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@MethodSource("dev.quayside.engine.TestEngines#all")
class FileDeliveryIT {
    private final DeployedApp app;

    FileDeliveryIT(TestEngine engine) {
        app = new DeployedApp(engine.host());
    }

    @BeforeEach
    void makeNetwork() {
        app.network("front");
    }

    @AfterEach
    void removeEverything() {
        app.close();
    }

    @Test
    void filesGetTheirOwnersModesAndReadableParents() {
        var spec = app.spec(
                app.sleeping("web"),
                1,
                true,
                file("/opt/deep/er/app.conf", "a", "0", 0444),
                file("/run/secrets/key", "b", "1000", 0400),
                file("/etc/motd", "c", "0", 0640));
        app.run(spec);
        assertThat(stat(spec, "/opt/deep/er/app.conf")).isEqualTo("444 0 0");
        assertThat(stat(spec, "/opt/deep/er")).isEqualTo("755 0 0");
        assertThat(stat(spec, "/opt/deep")).isEqualTo("755 0 0");
        assertThat(stat(spec, "/run/secrets/key")).isEqualTo("400 1000 1000");
        assertThat(stat(spec, "/etc/motd")).isEqualTo("640 0 0");
        assertThat(app.output(spec, "cat", "/opt/deep/er/app.conf", "/run/secrets/key", "/etc/motd"))
                .isEqualTo("abc");
    }

    @Test
    void theContentOfAFileComesFromWhereItIsSaidToBe(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("part"), "from a file");
        Files.writeString(folder.resolve("compose.yaml"), """
                services:
                  web:
                    image: busybox:1.37
                    init: true
                    command: [sleep, '300']
                    network_mode: none
                    configs: [text, part, variable]
                    secrets: [part, variable]
                configs: {text: {content: in the text}, part: {file: ./part}, variable: {environment: WORD}}
                secrets: {part: {file: ./part}, variable: {environment: WORD}}
                """);
        var project = Quayside.read(
                ProjectOptions.in(folder).withName(app.name).withEnvironment(Map.of("WORD", "from a variable")));
        var quayside = Quayside.on(app.engine);
        quayside.up(project.app(), UpOptions.DEFAULT, ApplyListener.silent());

        var web = quayside.replica(app.name, "web", OptionalInt.empty());
        var seen = app.engine.run(
                web.id(),
                List.of(
                        "sh",
                        "-c",
                        "for f in /text /part /variable /run/secrets/part /run/secrets/variable; do cat $f; echo; done"),
                Duration.ofSeconds(20));
        assertThat(seen.output().lines())
                .containsExactly("in the text", "from a file", "from a variable", "from a file", "from a variable");
    }

    @Test
    void aReadOnlyRootGetsItsFilesAndStaysReadOnly() {
        var spec = app.spec(
                readOnly(app.sleeping("web")),
                1,
                true,
                file("/etc/app/app.conf", "a", "0", 0444),
                file("/run/secrets/key", "b", "0", 0444));
        app.run(spec);
        assertThat(app.output(spec, "cat", "/etc/app/app.conf", "/run/secrets/key"))
                .isEqualTo("ab");
        assertThat(app.output(spec, "sh", "-c", "touch /x /etc/x || true")).contains("Read-only");
    }

    @Test
    void aUserWithoutRightsReadsAFileThatOnlyItMayRead() {
        for (var service : List.of(asUser(app.sleeping("plain")), readOnly(asUser(app.sleeping("locked"))))) {
            var spec = app.spec(service, 1, true, file("/run/secrets/key", "mine", "1000", 0400));
            app.run(spec);
            assertThat(app.output(spec, "sh", "-c", "id -u; cat /run/secrets/key"))
                    .isEqualTo("1000\nmine");
        }
    }

    @Test
    void aFolderThatTheImageFillsKeepsItsContent() {
        var spec = app.spec(readOnly(app.sleeping("web")), 1, true, file("/etc/app.conf", "mine", "0", 0444));
        app.run(spec);
        assertThat(app.output(spec, "sh", "-c", "cat /etc/app.conf; grep -c root /etc/passwd"))
                .startsWith("mine")
                .doesNotContain("No such file");
    }

    @Test
    void filesBelowMountsOfTheServiceAreNotHiddenAndDoNotGoIntoThem() {
        app.volume("data");
        var service = app.sleeping("web")
                .withStorage(Storage.of(
                        new Mount.TmpfsMount("/run", OptionalLong.empty(), OptionalInt.empty()),
                        new Mount.VolumeMount("data", "/data", false, true, Optional.empty())));
        var spec = app.spec(
                service,
                1,
                true,
                file("/run/secrets/key", "a", "0", 0400),
                file("/data/conf/app.conf", "b", "0", 0444));
        app.run(spec);
        assertThat(app.output(spec, "cat", "/run/secrets/key", "/data/conf/app.conf"))
                .isEqualTo("ab");
        assertThat(app.replica(spec).writableVolumes()).containsExactly(app.name + "_data");

        var plain = app.sleeping("other")
                .withStorage(Storage.of(new Mount.VolumeMount("data", "/data", false, true, Optional.empty())));
        var other = app.spec(plain, 1, true);
        app.run(other);
        assertThat(app.output(other, "ls", "/data/conf")).isEmpty();
    }

    @Test
    void filesStayAfterARestartAndTheirVolumesGoWithTheReplica() {
        var spec = app.spec(readOnly(app.sleeping("web")), 1, true, file("/run/secrets/key", "a", "0", 0400));
        app.run(spec);
        var volumes = app.container(spec).mounts().stream()
                .map(ContainerDetails.MountPoint::name)
                .toList();
        assertThat(volumes).hasSize(1);
        app.perform(new Change.StopReplica(spec.id(), Optional.of(Duration.ZERO)));
        app.perform(new Change.StartReplica(spec.id()));
        assertThat(app.output(spec, "cat", "/run/secrets/key")).isEqualTo("a");
        app.perform(new Change.StopReplica(spec.id(), Optional.of(Duration.ZERO)));
        app.perform(new Change.RemoveReplica(spec.id()));
        assertThat(app.docker.volumes().find(volumes.getFirst())).isEmpty();
    }

    @Test
    void aContainerThatWasCreatedButGotNoFilesGetsThemWhenTheCallIsRepeated() {
        var service = readOnly(app.sleeping("web"));
        var file = file("/run/secrets/key", "a", "0", 0400);
        var spec = app.spec(service, 1, true, file);
        var files = FileDelivery.of(spec.files(), List.of(), true);
        var options = new ReplicaOptions(spec, ReplicaOptions.attachments(spec), files, Optional.empty());
        app.docker.containers().create(Scratch.IMAGE, spec.name(), options.container());

        app.run(spec);
        assertThat(app.output(spec, "cat", "/run/secrets/key")).isEqualTo("a");
    }

    @Test
    void whereAFileCannotLieIsSaidBeforeAnythingIsMade() {
        app.volume("data");
        var service = app.sleeping("web")
                .withStorage(Storage.of(new Mount.VolumeMount("data", "/data", false, true, Optional.empty())));
        assertFails(ErrorCode.UNSUPPORTED, () -> create(service, "/data/app.conf"))
                .hasMessageContaining("something else is mounted at '/data'");
        assertFails(ErrorCode.UNSUPPORTED, () -> create(readOnly(service), "/app.conf"));
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> create(service, "/etc/../app.conf"));
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> create(service, "app.conf"));
        assertThat(app.engine.observe(app.name).replicas()).isEmpty();
    }

    private void create(Service service, String target) {
        app.perform(new Change.CreateReplica(app.spec(service, 1, true, file(target, "a", "0", 0444))));
    }

    private String stat(ReplicaSpec spec, String path) {
        return app.output(spec, "stat", "-c", "%a %u %g", path).strip();
    }

    private static ReplicaFile file(String target, String content, String owner, int mode) {
        var mount = new FileMount("file", target, Optional.of(owner), Optional.of(owner), OptionalInt.of(mode));
        return new ReplicaFile(mount, FileContent.of(content), true);
    }

    private static Service readOnly(Service service) {
        return service.withIsolation(service.isolation().withReadOnlyRoot());
    }

    private static Service asUser(Service service) {
        var process = service.process();
        return service.withProcess(new ServiceProcess(
                process.entrypoint(),
                process.command(),
                process.environment(),
                process.workingDirectory(),
                Optional.of("1000:1000"),
                process.groups(),
                process.hostname(),
                process.domainName(),
                process.tty(),
                process.stdinOpen(),
                process.init()));
    }
}
