package dev.quayside.engine.docker;

import static dev.quayside.engine.docker.DockerAssertions.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.Progress;
import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.TestEngines.TestEngine;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.Build;
import dev.quayside.model.ImageRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Building, pulling and pushing on real engines, which have a registry at their own port 5000. */
@ParameterizedClass
@MethodSource("dev.quayside.engine.TestEngines#all")
@Timeout(120)
class ImagesIT {
    private static final String REGISTRY = "127.0.0.1:5000";

    private final DockerIntegration docker;
    private final Scratch scratch;

    @TempDir
    private Path folder;

    ImagesIT(TestEngine engine) {
        docker = DockerIntegration.connect(DockerOptions.at(engine.host()));
        scratch = new Scratch(docker);
    }

    @AfterEach
    void removeEverything() {
        scratch.close();
        docker.close();
    }

    @Test
    void buildImageTurnsAFolderIntoAnImage() throws IOException {
        write("Dockerfile", "FROM busybox:1.37\nCOPY . /app\nRUN echo built > /app/made\n");
        write("kept", "kept");
        write("left-out.log", "x");
        write(".dockerignore", "*.log\n");
        var image = docker.buildImage(folder, scratch.name("app") + ":v1", "Dockerfile");
        assertThat(image.repository()).isEqualTo(scratch.name("app"));
        assertThat(image.tag()).isEqualTo("v1");
        var container = docker.createContainer(
                image.reference(),
                scratch.name("c"),
                CreateContainerOptions.DEFAULT.withCommand("sh", "-c", "ls -A /app; cat /app/kept /app/made"));
        docker.startContainer(container);
        docker.waitFor(container.id());
        try (var logs = docker.logs(container.id(), LogOptions.ALL)) {
            var text = new StringBuilder();
            logs.next().ifPresent(line -> text.append(line.text()));
            for (var line = logs.next(); line.isPresent(); line = logs.next()) {
                text.append(' ').append(line.get().text());
            }
            assertThat(text).contains("made").contains("keptbuilt").doesNotContain("left-out");
        }
    }

    @Test
    void buildImageTakesArgumentsLabelsTargetAndTags() throws IOException {
        write("other.dockerfile", """
                FROM busybox:1.37 AS first
                ARG WHO=nobody
                RUN echo "hello $WHO"
                ENV WHO=$WHO
                FROM first AS second
                RUN false
                """);
        var progress = new CopyOnWriteArrayList<String>();
        var build = build("other.dockerfile", Optional.of("first"), Map.of("WHO", "a b"));
        var image = docker.buildImage(build, ref("app:v2"), p -> progress.add(p.text()));
        assertThat(image.names()).contains(scratch.name("app") + ":v2", scratch.name("also") + ":latest");
        assertThat(image.labels()).containsEntry("k", "v=w");
        assertThat(docker.images().inspect(image.id()).environment()).containsEntry("WHO", "a b");
        assertThat(progress)
                .contains("hello a b")
                .anySatisfy(line -> assertThat(line).startsWith("Step 1/"));
    }

    private Build build(String dockerfile, Optional<String> target, Map<String, String> arguments) {
        return new Build(
                folder.toString(),
                dockerfile,
                Optional.empty(),
                arguments,
                target,
                Map.of("k", "v=w"),
                List.of(ref("also")),
                Optional.empty(),
                true,
                false,
                Optional.empty(),
                List.of(),
                Map.of("some-host", "192.0.2.1"),
                OptionalLong.empty());
    }

    private ImageRef ref(String word) {
        return ImageRef.parse(scratch.name(word));
    }

    @Test
    void aStepThatFailsIsNamed() throws IOException {
        write("Dockerfile", "FROM busybox:1.37\nRUN exit 9\n");
        assertFails(ErrorCode.BUILD_FAILED, () -> docker.buildImage(folder, scratch.name("app"), "Dockerfile"))
                .hasMessageContaining("Dockerfile:2: 'RUN exit 9'")
                .hasMessageContaining("9");
    }

    @Test
    void aWrongDockerfileIsRefusedWithFileAndLine() throws IOException {
        write("Dockerfile", "FROM busybox:1.37\nFETCH all\n");
        assertFails(ErrorCode.INVALID_FILE, () -> docker.buildImage(folder, scratch.name("app"), "Dockerfile"))
                .hasMessageContaining("Dockerfile")
                .hasMessageContaining("2");
    }

    @Test
    void aDockerfileThatNeedsBuildKitIsRefusedBeforeItIsSent() throws IOException {
        write("Dockerfile", "FROM busybox:1.37\nRUN --mount=type=cache,target=/c true\n");
        assertFails(ErrorCode.UNSUPPORTED, () -> docker.buildImage(folder, scratch.name("app"), "Dockerfile"))
                .hasMessageContaining(":2");
    }

    @Test
    void anUnknownBaseImageEndsTheBuild() throws IOException {
        write("Dockerfile", "FROM no-such-base:1\n");
        assertFails(unknownImageCode(), () -> docker.buildImage(folder, scratch.name("app"), "Dockerfile"))
                .hasMessageContaining("no-such-base");
    }

    @Test
    void pushImageAndPullImageGoThroughARegistry() {
        var name = ImageRef.parse(REGISTRY + "/" + scratch.name("app") + ":v1");
        docker.images().tag("busybox:1.37", name);
        var progress = new CopyOnWriteArrayList<Progress>();
        docker.pushImage(name, progress::add);
        assertThat(progress).isNotEmpty();
        docker.images().remove(name.familiar(), RemoveImageOptions.DEFAULT);
        assertThat(docker.images().find(name.familiar())).isEmpty();

        var pulled = docker.pullImage(name.familiarName(), "v1");
        assertThat(pulled.repository()).isEqualTo(name.familiarName());
        assertThat(pulled.tag()).isEqualTo("v1");
        assertThat(pulled.digests()).isNotEmpty();
        var digest = pulled.digests()
                .getFirst()
                .substring(pulled.digests().getFirst().indexOf('@') + 1);
        assertThat(docker.pullImage(name.familiarName(), digest).id()).isEqualTo(pulled.id());
        docker.pushImage(name.familiarName(), "v1");
    }

    @Test
    void pullingAnUnknownImageSaysSo() {
        assertFails(ErrorCode.NOT_FOUND, () -> docker.pullImage(REGISTRY + "/no-such-image", "1"))
                .hasMessageContaining("no-such-image");
        assertFails(unknownImageCode(), () -> docker.pullImage("no-such-image", "1"));
    }

    /** Without a way to Docker Hub, 20.10 reports the registry and newer engines what their mirror said. */
    private ErrorCode unknownImageCode() {
        try {
            docker.pullImage("no-such-image", "1");
            throw new AssertionError("there is such an image");
        } catch (QuaysideException e) {
            assertThat(e.code()).as(e.getMessage()).isIn(ErrorCode.NOT_FOUND, ErrorCode.REGISTRY_UNREACHABLE);
            return e.code();
        }
    }

    @Test
    void pushingWhatIsNotThereOrNowhereSaysSo() {
        assertFails(ErrorCode.NOT_FOUND, () -> docker.pushImage(REGISTRY + "/" + scratch.name("nothing"), "1"));
        var nowhere = ImageRef.parse("127.0.0.1:9/" + scratch.name("app") + ":1");
        docker.images().tag("busybox:1.37", nowhere);
        assertFails(ErrorCode.REGISTRY_UNREACHABLE, () -> docker.pushImage(nowhere, ProgressListener.silent()));
    }

    @Test
    void anImageIsNamedRenamedAndRemoved() {
        docker.images().tag("busybox:1.37", ref("one:1"));
        docker.images().tag("busybox:1.37", ref("one:2"));
        var found = docker.listImages(ListOptions.ALL.withFilter("reference", scratch.name("one")));
        assertThat(found)
                .extracting(DockerImage::reference)
                .contains(scratch.name("one") + ":1", scratch.name("one") + ":2");
        docker.images().remove(scratch.name("one") + ":1", RemoveImageOptions.DEFAULT);
        assertThat(docker.images().find(scratch.name("one") + ":1")).isEmpty();
        assertThat(docker.images().find(scratch.name("one") + ":2")).isPresent();
        assertFails(ErrorCode.NOT_FOUND, () -> docker.images().inspect(scratch.name("one") + ":1"));
    }

    @Test
    void anEmptyTarMakesAnImageForMarkers() {
        var id = docker.images().importRoot(ref("empty"), out -> {
            var tar = new TarArchiveOutputStream(out);
            tar.finish();
            tar.flush();
        });
        assertThat(id).startsWith("sha256:");
        docker.createContainer(
                scratch.name("empty"), scratch.name("marker"), CreateContainerOptions.DEFAULT.withCommand("none"));
        assertFails(
                ErrorCode.CONFLICT, () -> docker.images().remove(scratch.name("empty"), RemoveImageOptions.DEFAULT));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
