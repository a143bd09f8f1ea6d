package dev.quayside.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quayside.engine.Change;
import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.docker.DockerEngine;
import dev.quayside.engine.docker.DockerIntegration;
import dev.quayside.engine.docker.DockerOptions;
import dev.quayside.engine.docker.ListOptions;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.ImageRef;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An engine whose disk is too small for an image. */
class FullDiskIT {
    private static final int IMAGE_BYTES = 80 << 20;
    private static final int DISK_BYTES = 64 << 20;
    private static final ImageRef BIG = ImageRef.parse("quayside-it-big:1");

    private Ground ground;

    @BeforeEach
    void requireLoopDevices() throws IOException {
        ground = Ground.make();
        assumeTrue(
                ground.tools().hasAll(List.of("mkfs.ext4", "mount")) && FileAccess.exists(Path.of("/dev/loop-control")),
                "needs loop devices and mkfs.ext4");
    }

    @AfterEach
    void removeEverything() {
        ground.engine().stop();
        run("umount", ground.folders().dataRoot().toString());
        ground.close();
    }

    @Test
    void aPullThatFillsTheDiskSaysSoAndTheEngineGoesOn() throws IOException {
        var engine = ground.engine();
        engine.start(ProgressListener.silent());
        try (var docker = connect()) {
            var mirror = mirror();
            docker.images().importRoot(mirror.stored(BIG), FullDiskIT::writeBigRoot);
            docker.pushImage(mirror.stored(BIG), ProgressListener.silent());
        }
        engine.stop();
        mountSmallDisk();

        engine.start(ProgressListener.silent());
        try (var docker = connect()) {
            docker.askBeforeImages(new PackageImages(
                    docker,
                    ground.folders(),
                    EngineState.read(ground.folders().state()).orElseThrow(),
                    Ground.probe(ground.folder(), false),
                    ProgressListener.silent()));
            var pull = new Change.PullImage(BIG, Optional.empty());
            var failure = catchThrowableOfType(
                    QuaysideException.class, () -> DockerEngine.of(docker).perform(pull, ProgressListener.silent()));
            assertThat(failure.code()).isEqualTo(ErrorCode.DISK_FULL);
            assertThat(docker.listImages(ListOptions.ALL)).isEmpty();
        }
        var report = engine.stop();
        assertThat(report.remaining()).isEmpty();
        assertThat(MountTable.below(ground.folders().dataRoot()))
                .containsExactly(ground.folders().dataRoot().toString());
    }

    private DockerIntegration connect() {
        return DockerIntegration.connect(
                DockerOptions.at("unix://" + ground.engine().socket()));
    }

    private Mirror mirror() {
        var mirror = new Mirror(
                ground.folders(), EngineState.read(ground.folders().state()).orElseThrow());
        mirror.start(ProgressListener.silent());
        return mirror;
    }

    private void mountSmallDisk() throws IOException {
        var image = ground.folder().resolve("disk");
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(DISK_BYTES);
        }
        var dataRoot = ground.folders().dataRoot();
        Trees.delete(dataRoot, ground.tools());
        FileAccess.folder(dataRoot);
        assertThat(run("mkfs.ext4", "-q", image.toString()).errors()).isEmpty();
        assertThat(run("mount", "-o", "loop", image.toString(), dataRoot.toString())
                        .succeeded())
                .isTrue();
    }

    private HostCommand.Result run(String program, String... arguments) {
        var argv = new ArrayList<>(List.of(ground.tools().require(program)));
        argv.addAll(List.of(arguments));
        return HostCommand.of(argv).run();
    }

    /** Random, so that no compression makes it fit. */
    private static void writeBigRoot(OutputStream out) throws IOException {
        var random = new Random(1);
        var block = new byte[1 << 16];
        var tar = new TarArchiveOutputStream(out);
        var entry = new TarArchiveEntry("big");
        entry.setSize(IMAGE_BYTES);
        tar.putArchiveEntry(entry);
        for (var written = 0; written < IMAGE_BYTES; written += block.length) {
            random.nextBytes(block);
            tar.write(block);
        }
        tar.closeArchiveEntry();
        tar.finish();
    }
}
