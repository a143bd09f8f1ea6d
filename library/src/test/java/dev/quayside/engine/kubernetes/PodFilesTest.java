package dev.quayside.engine.kubernetes;

import static dev.quayside.engine.kubernetes.KubernetesAssertions.assertFails;
import static dev.quayside.engine.kubernetes.ScriptedCluster.connect;
import static dev.quayside.engine.kubernetes.ScriptedCluster.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.http.ScriptedPeer;
import dev.quayside.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodFilesTest {
    private static final CopyOptions MAIN = CopyOptions.DEFAULT.of("main");
    private static final String SUCCESS = message("\u0003{\"status\":\"Success\"}");

    @TempDir
    private Path folder;

    private static ScriptedPeer peer(String output) {
        return ScriptedPeer.start(c -> {
            c.request();
            ScriptedCluster.upgrade(c, "v5.channel.k8s.io");
            c.send(output + "\u0088\u0000");
        });
    }

    private static String ended(int exitCode) {
        return message("\u0003{\"status\":\"Failure\",\"reason\":\"NonZeroExitCode\",\"details\":{\"causes\":"
                + "[{\"reason\":\"ExitCode\",\"message\":\"" + exitCode + "\"}]}}");
    }

    @Test
    void aContainerWithoutTarIsSaidToHaveNone() {
        var absent = message("\u0003{\"status\":\"Failure\",\"reason\":\"InternalError\",\"message\":"
                + "\"exec: \\\"tar\\\": executable file not found in $PATH\"}");
        try (var peer = peer(absent);
                var kubernetes = connect(peer)) {
            assertFails(ErrorCode.UNSUPPORTED, () -> kubernetes.copyFrom("p", "shop", "/data", folder, MAIN))
                    .hasMessageContaining("container 'main' of pod 'p' in namespace 'shop' has no program 'tar'");
        }
    }

    @Test
    void aPathThatIsNotThereIsNotFound() {
        try (var peer = peer(message("\u0002tar: data: No such file or directory\n") + ended(1));
                var kubernetes = connect(peer)) {
            assertFails(ErrorCode.NOT_FOUND, () -> kubernetes.copyFrom("p", "shop", "/srv/data", folder, MAIN))
                    .hasMessageContaining("'/srv/data'")
                    .hasMessageContaining("No such file");
            assertThat(peer.connection(1).requests().getLast())
                    .contains("&command=tar&command=-c&command=-f&command=-&command=-C&command=%2Fsrv%2F&command=--"
                            + "&command=data ");
        }
    }

    @Test
    void aTarThatCouldNotReadEverythingIsNoSuccess() throws IOException {
        try (var peer = peer(message("\u0001" + tar("data/a"))
                        + message("\u0002tar: data/b: Permission denied")
                        + ended(2));
                var kubernetes = connect(peer)) {
            assertFails(ErrorCode.IO_FAILED, () -> kubernetes.copyFrom("p", "shop", "data", folder, MAIN))
                    .hasMessageContaining("data/b: Permission denied");
        }
    }

    @Test
    void aNameThatLeadsOutIsRefused() throws IOException {
        try (var peer = peer(message("\u0001" + tar("../evil")) + SUCCESS);
                var kubernetes = connect(peer)) {
            assertFails(ErrorCode.IO_FAILED, () -> kubernetes.copyFrom("p", "shop", "data", folder, MAIN))
                    .hasMessageContaining("leads out of the folder");
            assertThat(folder.resolveSibling("evil")).doesNotExist();
        }
    }

    @Test
    void aCopyMayHaveAnotherName() throws IOException {
        try (var peer = peer(message("\u0001" + tar("data/a")) + SUCCESS);
                var kubernetes = connect(peer)) {
            kubernetes.copyFrom("p", "shop", "data", folder, MAIN.named("copy"));
            assertThat(folder.resolve("copy/a")).hasContent("text");
        }
    }

    @Test
    void aSourceThatIsNotThereIsNamed() {
        try (var peer = peer(ended(1));
                var kubernetes = connect(peer)) {
            assertFails(
                            ErrorCode.IO_FAILED,
                            () -> kubernetes.copyTo("p", "shop", folder.resolve("absent"), "/srv", MAIN))
                    .hasMessageContaining("absent' cannot be copied: no such file");
        }
    }

    @Test
    void aTarThatDiesSaysWhy() throws IOException {
        var large = Files.write(folder.resolve("large"), new byte[4_000_000]);
        try (var peer = peer(message("\u0002tar: can't change directory to '/srv'") + ended(1));
                var kubernetes = connect(peer)) {
            assertFails(ErrorCode.NOT_FOUND, () -> kubernetes.copyTo("p", "shop", large, "/srv", MAIN))
                    .hasMessageContaining("'/srv'");
        }
    }

    private static String tar(String name) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(out)) {
            var entry = new TarArchiveEntry(name);
            entry.setSize(4);
            tar.putArchiveEntry(entry);
            tar.write("text".getBytes(StandardCharsets.UTF_8));
            tar.closeArchiveEntry();
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }
}
