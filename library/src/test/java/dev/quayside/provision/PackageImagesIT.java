package dev.quayside.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.docker.CreateContainerOptions;
import dev.quayside.engine.docker.DockerIntegration;
import dev.quayside.engine.docker.DockerOptions;
import dev.quayside.engine.docker.RemoveImageOptions;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.ImageRef;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Images where no registry can be reached, on an embedded engine that has nothing yet. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackageImagesIT {
    private Ground ground;
    private DockerIntegration docker;

    @BeforeAll
    void start() throws IOException {
        ground = Ground.make();
        ground.engine().start(ProgressListener.silent());
        docker = DockerIntegration.connect(
                DockerOptions.at("unix://" + ground.engine().socket()));
    }

    @AfterAll
    void removeEverything() {
        if (docker != null) {
            docker.close();
        }
        if (ground != null) {
            ground.close();
        }
    }

    private PackageImages images(boolean registryAnswers, ProgressListener listener) {
        var state = EngineState.read(ground.folders().state()).orElseThrow();
        return new PackageImages(
                docker, ground.folders(), state, Ground.probe(ground.folder(), registryAnswers), listener);
    }

    private boolean mirrors() {
        return ground.engine().status().mirroring();
    }

    private void forget(String image) {
        docker.images().remove(image, RemoveImageOptions.FORCED);
    }

    @Test
    void anImageIsMadeOnceAnnouncedLabelledAndThenPulled() {
        var said = new CopyOnWriteArrayList<String>();
        var images = images(false, progress -> said.add(progress.phase() + progress.text()));
        images.beforeImage(ImageRef.parse("busybox"));
        assertThat(said).anyMatch(text -> text.contains("making busybox:latest"));
        assertThat(docker.pullImage("busybox", "latest").labels())
                .containsEntry("dev.quayside.image.made-from", "packages");
        forget("busybox:latest");
        said.clear();
        for (var tag : List.of("latest", "1", "1.37")) {
            images.beforeImage(ImageRef.parse("busybox:" + tag));
            assertThat(docker.pullImage("busybox", tag).tag()).isEqualTo(tag);
        }
        assertThat(said).isEmpty();
    }

    @Test
    void anImageWithADockerfileRunsLikeTheOfficialOne() {
        images(false, ProgressListener.silent()).beforeImage(ImageRef.parse("redis:7"));
        forget("redis:7");
        var image = docker.pullImage("redis", "7");
        assertThat(image.labels()).containsEntry("dev.quayside.image.made-from", "packages");
        var options = CreateContainerOptions.DEFAULT.withCommand("redis-server", "--version");
        var container = docker.createContainer("redis:7", "redis-version", options);
        docker.startContainer(container);
        assertThat(docker.waitFor(container.id())).isZero();
        docker.removeContainer(container);
    }

    @Test
    void askedForFromTwoSidesAtOnceAnImageIsMadeOnce() throws Exception {
        var said = new CopyOnWriteArrayList<String>();
        ProgressListener listener = progress -> said.add(progress.text());
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            var wanted = ImageRef.parse("debian:bookworm-slim");
            var one = tasks.submit(() -> images(false, listener).beforeImage(wanted));
            var other = tasks.submit(() -> images(false, listener).beforeImage(wanted));
            one.get();
            other.get();
        }
        assertThat(said.stream().filter(text -> text.contains("making debian"))).hasSizeLessThan(2);
        assertThat(docker.pullImage("debian", "12-slim").labels()).containsKey(PackageImages.LABEL);
    }

    @Test
    void anImageWithoutARecipeIsRefusedWithWhatThereIs() {
        var images = images(false, ProgressListener.silent());
        var failure =
                catchThrowableOfType(QuaysideException.class, () -> images.beforeImage(ImageRef.parse("alpine:3")));
        assertThat(failure.code()).isEqualTo(ErrorCode.REGISTRY_UNREACHABLE);
        assertThat(failure).hasMessageContaining("alpine:3").hasMessageContaining("postgres:15");
    }

    @Test
    void theMirrorStopsWhenTheRegistryAnswersAgain() {
        images(false, ProgressListener.silent()).beforeImage(ImageRef.parse("busybox:1"));
        assertThat(mirrors()).isTrue();
        images(true, ProgressListener.silent()).beforeImage(ImageRef.parse("busybox:1"));
        assertThat(Waiting.until(() -> !mirrors(), Duration.ofSeconds(5))).isTrue();
        // An image of another registry is no business of ours, whether it can be reached or not.
        images(false, ProgressListener.silent()).beforeImage(ImageRef.parse("registry.example.com/app:1"));
        assertThat(mirrors()).isFalse();
    }
}
