package dev.quayside.engine.docker;

import static dev.quayside.engine.docker.DockerAssertions.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.compose.ComposeFile;
import dev.quayside.compose.ComposeReader;
import dev.quayside.compose.ReadOptions;
import dev.quayside.engine.Progress;
import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.TestEngines.TestEngine;
import dev.quayside.error.ErrorCode;
import dev.quayside.model.Build;
import dev.quayside.model.ImageRef;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Builds on real engines. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@MethodSource("dev.quayside.engine.TestEngines#all")
class ImageBuildIT {
    @TempDir
    Path folder;

    private final TestEngine engine;
    private final DockerIntegration docker;
    private final Scratch scratch;

    ImageBuildIT(TestEngine engine) {
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
    void buildsAFolderIntoANamedImage() throws IOException {
        file("Dockerfile", "FROM busybox:1.37\nCOPY hello.txt /hello.txt\nCMD [\"cat\", \"/hello.txt\"]\n");
        file("hello.txt", "built by quayside");

        var image = docker.buildImage(folder, scratch.name("app") + ":1", "Dockerfile");

        assertThat(image.repository()).isEqualTo(scratch.name("app"));
        assertThat(image.tag()).isEqualTo("1");
        assertThat(image.id()).startsWith("sha256:");
        assertThat(image.sizeBytes()).isPositive();
        assertThat(output(image)).isEqualTo("built by quayside\n");
    }

    @Test
    void takesArgumentsTargetLabelsAndTags() throws IOException {
        file("other/Build.file", """
                ARG BASE=nothing-like-this
                FROM ${BASE} AS first
                ARG WORD=default
                RUN echo "$WORD" > /word
                CMD ["cat", "/word"]
                FROM first AS second
                RUN false
                """);
        var build = Build.of(folder.toString())
                .withDockerfile("other/Build.file")
                .withArguments(Map.of("BASE", "busybox:1.37", "WORD", "two words & more"))
                .withTarget("first")
                .withLabels(Map.of("dev.quayside.test", "yes, \"quoted\""))
                .withTags(reference("tagged:x"));

        var image = build(build);

        assertThat(output(image)).isEqualTo("two words & more\n");
        assertThat(image.labels()).containsEntry("dev.quayside.test", "yes, \"quoted\"");
        assertThat(docker.images()
                        .find(scratch.name("tagged") + ":x")
                        .orElseThrow()
                        .image()
                        .id())
                .isEqualTo(image.id());
    }

    @Test
    void usesWhatWasBuiltBeforeUnlessToldNotTo() throws IOException {
        file(
                "Dockerfile",
                "FROM busybox:1.37\nRUN head -c 16 /dev/urandom | md5sum > /random\nCMD [\"cat\", \"/random\"]\n");
        var build = Build.of(folder.toString());
        var first = build(build);

        assertThat(build(build).id()).isEqualTo(first.id());
        assertThat(build(build.withoutCache()).id()).isNotEqualTo(first.id());
    }

    /** A build as a Compose file describes it. */
    private Build read(String dockerfile, String keys) {
        String text = "name: one\nservices:\n  web:\n    build:\n      context: " + folder
                + "\n      dockerfile_inline: |\n" + dockerfile.indent(8) + keys.indent(6);
        var app = ComposeReader.read(ReadOptions.of(new ComposeFile("/p/compose.yaml", text)))
                .app();
        return app.services().values().iterator().next().image().build().orElseThrow();
    }

    @Test
    void onlyWhatTheFileNamesIsUsedOfWhatWasBuiltBefore() {
        String random = "FROM busybox:1.37\nRUN head -c 16 /dev/urandom | md5sum > /random\n";
        var first = build(read(random, ""));

        assertThat(build(read(random, "cache_from: ['" + first.reference() + "']"))
                        .id())
                .isEqualTo(first.id());
        assertThat(build(read(random, "cache_from: ['" + scratch.name("nothing") + "']"))
                        .id())
                .isNotEqualTo(first.id());
    }

    /** The base that is here is for another one, so that an engine asks for the right one; 20.10 takes it nevertheless. */
    @Test
    void anImageIsBuiltForThePlatformThatTheFileSays() {
        var base = ImageRef.parse("localhost:9/" + scratch.name("base") + ":1");
        docker.images().tag(Scratch.IMAGE, base);
        var other = read("FROM " + base.familiar() + "\nLABEL a=b\n", "platforms: [linux/s390x]");

        if (engine.version().equals("20.10")) {
            assertThat(build(other).id()).startsWith("sha256:");
        } else {
            assertFails(ErrorCode.REGISTRY_UNREACHABLE, () -> build(other));
        }
    }

    @Test
    void aBaseIsAskedForAtItsRegistryIfTheFileSaysSo() {
        var base = ImageRef.parse("localhost:9/" + scratch.name("base") + ":1");
        docker.images().tag(Scratch.IMAGE, base);
        String dockerfile = "FROM " + base.familiar() + "\nRUN true\n";

        assertFails(ErrorCode.REGISTRY_UNREACHABLE, () -> build(read(dockerfile, "pull: true")));
        assertThat(build(read(dockerfile, "pull: false")).id()).startsWith("sha256:");
    }

    @Test
    void commandsHaveTheNetworkHostsAndMemoryThatTheFileSays() {
        var image = build(read("""
                FROM busybox:1.37
                RUN (ls /sys/class/net; df -k /dev/shm; cat /etc/hosts) > /seen
                CMD ["cat", "/seen"]
                """, "no_cache: true\nshm_size: 3m\nextra_hosts: ['elsewhere=10.9.8.7']\n"));
        assertThat(output(image)).contains("eth0", " 3072 ").containsPattern("10[.]9[.]8[.]7\\s+elsewhere");

        var alone = build(read("""
                FROM busybox:1.37
                RUN ls /sys/class/net > /seen
                CMD ["cat", "/seen"]
                """, "no_cache: true\nnetwork: none\n"));
        assertThat(output(alone)).doesNotContain("eth0");
    }

    @Test
    void tellsWhatTheBuilderDoesLineByLine() throws IOException {
        file("Dockerfile", "# syntax=docker/dockerfile:1\nFROM busybox:1.37\nRUN echo one; echo two\n");
        var heard = new CopyOnWriteArrayList<Progress>();

        build(Build.of(folder.toString()).withoutCache(), heard::add);

        assertThat(heard).extracting(Progress::text).contains("one", "two");
        assertThat(heard)
                .extracting(Progress::text)
                .anyMatch(text -> text.contains("'docker/dockerfile:1' is not used"));
        assertThat(heard).anyMatch(progress -> progress.phase().equals("sending") && progress.current() > 0);
        assertThat(heard).anyMatch(progress -> progress.subject().equals("step 2"));
    }

    @Test
    void theIgnoreFileDecidesWhatReachesTheImage() throws IOException {
        file("Dockerfile", "FROM busybox:1.37\nCOPY . /c\nCMD find /c -type f | sort\n");
        file(".dockerignore", "*\n!src\nsrc/secret\n!**/keep.txt\n");
        file("src/main.c", "");
        file("src/secret/key", "");
        file("node_modules/keep.txt", "");
        file("node_modules/junk", "");

        var image = docker.buildImage(folder, scratch.name("ignore"), "Dockerfile");

        assertThat(output(image)).isEqualTo("/c/node_modules/keep.txt\n/c/src/main.c\n");
    }

    @Test
    void aDockerfileFromOutsideOrFromTextLeavesNoTrace() throws IOException {
        file("app/data", "");
        file("Outside", "FROM busybox:1.37\nCOPY . /c\nCMD find /c -type f\n");
        var app = Build.of(folder.resolve("app").toString());

        assertThat(output(build(app.withDockerfile("../Outside")))).isEqualTo("/c/data\n");
        assertThat(output(build(app.withInlineDockerfile("FROM busybox:1.37\nCOPY . /d\nCMD find /d -type f\n"))))
                .isEqualTo("/d/data\n");
    }

    @Test
    void linksSocketsDevicesAndPipesInAContextDoNoHarm() throws Exception {
        file(
                "Dockerfile",
                "FROM busybox:1.37\nCOPY . /c\nCMD cd /c && ls | tr '\\n' ' ' && readlink dangling && readlink outward\n");
        Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nowhere"));
        Files.createSymbolicLink(folder.resolve("outward"), Path.of("/etc/shadow"));
        new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start().waitFor();
        new ProcessBuilder("mknod", folder.resolve("device").toString(), "c", "1", "3")
                .start()
                .waitFor();
        var heard = new CopyOnWriteArrayList<Progress>();
        try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));

            var image = build(Build.of(folder.toString()), heard::add);

            assertThat(output(image)).isEqualTo("Dockerfile dangling outward nowhere\n/etc/shadow\n");
            assertThat(heard).extracting(Progress::text).anyMatch(text -> text.contains("socket' is not sent"));
        }
    }

    @Test
    void aContextOf100000FilesNeedsLittleMemory() throws Exception {
        file("Dockerfile", "FROM busybox:1.37\nCOPY d42/f7 /f7\nCMD [\"cat\", \"/f7\"]\n");
        for (int d = 0; d < 100; d++) {
            var below = Files.createDirectory(folder.resolve("d" + d));
            for (int f = 0; f < 1_000; f++) {
                Files.writeString(below.resolve("f" + f), "content of " + d + " and " + f);
            }
        }
        var name = scratch.name("many") + ":latest";
        var java = ProcessHandle.current().info().command().orElseThrow();

        var process = new ProcessBuilder(List.of(
                        java,
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Building.class.getName(),
                        engine.host(),
                        folder.toString(),
                        name))
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(output(docker.images().inspect(name).image())).isEqualTo("content of 42 and 7\n");
    }

    /** A build in a process of its own, which has little memory. */
    static final class Building {
        private Building() {}

        public static void main(String[] arguments) {
            try (var docker = DockerIntegration.connect(DockerOptions.at(arguments[0]))) {
                docker.buildImage(Path.of(arguments[1]), arguments[2], "Dockerfile");
            }
        }
    }

    @Test
    void aMistakeInTheDockerfileIsNamedWithFileAndLine() throws IOException {
        file("Dockerfile", "FROM busybox:1.37\n\nRUNN true\n");

        assertFails(ErrorCode.INVALID_FILE, () -> docker.buildImage(folder, scratch.name("bad"), "Dockerfile"))
                .hasMessageContaining("Dockerfile:3: unknown instruction 'RUNN'; did you mean RUN?");
        assertThat(docker.images().find(scratch.name("bad"))).isEmpty();
    }

    @Test
    void whatNeedsBuildKitIsRefusedBeforeAnythingIsSent() throws IOException {
        file("Dockerfile", "FROM busybox:1.37\nRUN --mount=type=cache,target=/c true\n");

        assertFails(ErrorCode.UNSUPPORTED, () -> docker.buildImage(folder, scratch.name("bad"), "Dockerfile"))
                .hasMessageContaining("Dockerfile:2: the classic builder cannot do RUN --mount");
    }

    @Test
    void aFailingCommandIsToldWithItsLineItsStatusAndItsLastOutput() throws IOException {
        file(
                "Dockerfile",
                "FROM busybox:1.37\nENV A=b\nRUN for i in $(seq 1 50); do echo line $i; done; \\\n    echo unauthorized >&2; exit 3\n");

        assertFails(ErrorCode.BUILD_FAILED, () -> docker.buildImage(folder, scratch.name("bad"), "Dockerfile"))
                .hasMessageContaining("Dockerfile:3: 'RUN for i in")
                .hasMessageContaining("the command exited with status 3")
                .hasMessageContaining("line 50")
                .hasMessageContaining("unauthorized")
                .hasMessageNotContaining("line 25\n");
    }

    @Test
    void aFileThatIsNotInTheContextIsNamedWithTheInstruction() throws IOException {
        file("Dockerfile", "FROM busybox:1.37\nCOPY missing /x\n");

        assertFails(ErrorCode.BUILD_FAILED, () -> docker.buildImage(folder, scratch.name("bad"), "Dockerfile"))
                .hasMessageContaining("Dockerfile:2: 'COPY missing /x'");
    }

    @Test
    void aBaseFromARegistryThatDoesNotAnswerIsNamed() throws IOException {
        file("Dockerfile", "FROM localhost:9/team/base:1\n");

        assertFails(ErrorCode.REGISTRY_UNREACHABLE, () -> docker.buildImage(folder, scratch.name("bad"), "Dockerfile"))
                .hasMessageContaining("Dockerfile:1: 'FROM localhost:9/team/base:1'");
    }

    @Test
    void aStageThatDoesNotExistIsNamed() throws IOException {
        file("Dockerfile", "FROM busybox:1.37 AS one\n");

        assertFails(
                        ErrorCode.INVALID_ARGUMENT,
                        () -> build(Build.of(folder.toString()).withTarget("two")))
                .hasMessageContaining("has no stage 'two'; its stages are one");
    }

    private DockerImage build(Build build) {
        return build(build, ProgressListener.silent());
    }

    private DockerImage build(Build build, ProgressListener progress) {
        return docker.buildImage(build, reference("built"), progress);
    }

    private ImageRef reference(String word) {
        return ImageRef.parse(scratch.name(word));
    }

    /** What the image's own command prints. */
    private String output(DockerImage image) {
        var container =
                docker.createContainer(image.id(), scratch.name("run-" + System.nanoTime()), Map.of(), Map.of());
        docker.startContainer(container);
        docker.waitFor(container.id());
        try (var logs = docker.logs(container.id(), LogOptions.ALL)) {
            var output = new StringBuilder();
            for (var entry = logs.next(); entry.isPresent(); entry = logs.next()) {
                output.append(entry.get().text()).append('\n');
            }
            return output.toString();
        }
    }

    private void file(String name, String content) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
