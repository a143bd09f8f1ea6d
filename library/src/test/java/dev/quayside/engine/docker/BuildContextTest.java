package dev.quayside.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildContextTest {
    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void writeADockerfile() throws IOException {
        folder = Files.createDirectory(temporary.resolve("app")).toRealPath();
        file("Dockerfile", "FROM scratch\n");
    }

    @Test
    void sendsFilesInAFixedOrderOwnedByRootWithModeAndTime() throws IOException {
        var script = file("b/run.sh", "echo");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x--x"));
        Files.setLastModifiedTime(script, FileTime.from(Instant.parse("2024-02-29T12:00:01.987Z")));
        file("b-a", "1");
        file("a/x", "2");

        var entries = entries(context());

        assertThat(entries.keySet()).containsExactly("Dockerfile", "a/", "a/x", "b/", "b/run.sh", "b-a");
        var entry = entry(entries, "b/run.sh");
        assertThat(entry.getMode()).isEqualTo(0751);
        assertThat(entry.getLongUserId()).isZero();
        assertThat(entry.getLongGroupId()).isZero();
        assertThat(entry.getUserName()).isEmpty();
        assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo("2024-02-29T12:00:01Z");
    }

    @Test
    void theSameFilesGiveTheSameStream() throws IOException {
        file("a/x", "2");
        file("z", "3");

        assertThat(bytes(context())).isEqualTo(bytes(context()));
    }

    @Test
    void linksAreSentAsLinksWhereverTheyPointAndNeverFollowed() throws IOException {
        file("dir/x", "1");
        Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nowhere"));
        Files.createSymbolicLink(folder.resolve("outward"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(folder.resolve("to-dir"), Path.of("dir"));
        Files.createSymbolicLink(folder.resolve("up"), Path.of("../.."));

        var entries = entries(context());

        assertThat(entry(entries, "dangling").getLinkName()).isEqualTo("nowhere");
        assertThat(entry(entries, "outward").getLinkName()).isEqualTo("/etc/passwd");
        assertThat(entry(entries, "to-dir").isSymbolicLink()).isTrue();
        assertThat(entry(entries, "up").getLinkName()).isEqualTo("../..");
        assertThat(entries).doesNotContainKey("to-dir/x");
    }

    @Test
    void aFileWithTwoNamesIsSentOnceAndLinked() throws IOException {
        var first = file("a", "content");
        Files.createLink(folder.resolve("b"), first);

        var entry = entry(entries(context()), "b");

        assertThat(entry.isLink()).isTrue();
        assertThat(entry.getLinkName()).isEqualTo("a");
    }

    @Test
    void socketsPipesAndDevicesAreLeftOutWithAWarning() throws Exception {
        new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start().waitFor();
        try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));

            var sent = context().writeTo(OutputStream.nullOutputStream());

            assertThat(sent.warnings())
                    .containsExactly(
                            "'" + folder.resolve("pipe") + "' is not sent: it is a named pipe",
                            "'" + folder.resolve("socket") + "' is not sent: it is a socket");
            assertThat(sent.entries()).isEqualTo(1);
        }
    }

    @Test
    void longAndForeignNamesSurvive() throws IOException {
        var longName = "n".repeat(150) + "/" + "m".repeat(150);
        file(longName, "1");
        file("ünï/日本.txt", "2");
        file("emoji-😀", "3");

        assertThat(entries(context())).containsKeys(longName, "ünï/日本.txt", "emoji-😀");
    }

    @Test
    void aFileThatIsLargerThanTheOldFormatAllowsIsAnnouncedInFull() throws IOException {
        long size = 9L << 30;
        try (var sparse = new RandomAccessFile(folder.resolve("big").toFile(), "rw")) {
            sparse.setLength(size);
        }
        var head = new ByteArrayOutputStream();
        var limited = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                if (head.size() > 64 << 10) {
                    throw new IOException("enough");
                }
                head.write(b);
            }
        };

        assertThatIOException().isThrownBy(() -> context().writeTo(limited)).withMessage("enough");

        try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(head.toByteArray()))) {
            assertThat(tar.getNextEntry().getName()).isEqualTo("Dockerfile");
            assertThat(tar.getNextEntry().getSize()).isEqualTo(size);
        }
    }

    @Test
    void whatTheIgnoreFileNamesIsLeftOutExceptWhatTheBuilderNeeds() throws IOException {
        file(".dockerignore", "*\n!src\nsrc/secret\n");
        file("src/a", "1");
        file("src/secret/key", "2");
        file("node_modules/x", "3");

        assertThat(entries(context()).keySet()).containsExactly(".dockerignore", "Dockerfile", "src/", "src/a");
    }

    @Test
    void aFolderThatIsLeftOutIsSentOnlyWithAnExceptionInIt() throws IOException {
        file(".dockerignore", "*\n!**/keep.txt\n");
        file("a/deep/keep.txt", "1");
        file("b/other", "2");

        assertThat(entries(context()).keySet())
                .containsExactly(".dockerignore", "Dockerfile", "a/", "a/deep/", "a/deep/keep.txt");
    }

    @Test
    void anIgnoredDockerfileInAnIgnoredFolderIsSentAllTheSame() throws IOException {
        file(".dockerignore", "build\n");
        file("build/web.Dockerfile", "FROM scratch\n");
        file("build/junk", "");

        var context = BuildContext.of(folder, "build/web.Dockerfile");

        assertThat(context.dockerfileName()).isEqualTo("build/web.Dockerfile");
        assertThat(entries(context).keySet())
                .containsExactly(".dockerignore", "Dockerfile", "build/", "build/web.Dockerfile");
    }

    @Test
    void anIgnoredFileThatCannotBeReadDoesNotMatter() throws IOException {
        file(".dockerignore", "private\n");
        Files.setPosixFilePermissions(
                Files.createDirectory(folder.resolve("private")), PosixFilePermissions.fromString("---------"));

        assertThat(entries(context())).doesNotContainKey("private/");
    }

    @Test
    void aDockerfileOutsideGetsANameThatTheBuilderIgnores() throws IOException {
        Files.writeString(temporary.resolve("other"), "FROM busybox\n");
        file("x", "1");

        var context = BuildContext.of(folder, "../other");

        assertThat(context.dockerfileName()).matches("\\.dockerfile\\.[0-9a-f]{20}");
        assertThat(context.dockerfileText()).isEqualTo("FROM busybox\n");
        assertThat(entries(context).keySet())
                .containsExactly(context.dockerfileName(), ".dockerignore", "Dockerfile", "x");
        assertThat(text(context, ".dockerignore")).isEqualTo(".dockerignore\n" + context.dockerfileName() + "\n");
    }

    @Test
    void anInlineDockerfileLeavesTheFoldersOwnIgnoreFileInTheImage() throws IOException {
        file(".dockerignore", "junk");
        file("junk", "1");

        var context = BuildContext.ofInline(folder, "compose.yaml", "FROM busybox\n");

        assertThat(entries(context)).doesNotContainKey("junk").containsKey("Dockerfile");
        assertThat(text(context, ".dockerignore"))
                .isEqualTo("junk\n!.dockerignore\n" + context.dockerfileName() + "\n");
        assertThat(text(context, context.dockerfileName())).isEqualTo("FROM busybox\n");
    }

    @Test
    void anIgnoreFileOfTheDockerfileReplacesTheOneOfTheFolder() throws IOException {
        file(".dockerignore", "a");
        file("Dockerfile.dockerignore", "b\n.dockerignore\n");
        file("a", "1");
        file("b", "2");

        var context = context();

        assertThat(context.ignoreFile()).contains(folder.resolve("Dockerfile.dockerignore"));
        assertThat(entries(context)).containsKey("a").doesNotContainKey("b");
        assertThat(text(context, ".dockerignore")).isEqualTo(".dockerignore\n" + context.dockerfileName() + "\n");
    }

    @Test
    void theUsualDockerfileMayBeWrittenInLowerCase() throws IOException {
        Files.move(folder.resolve("Dockerfile"), folder.resolve("dockerfile"));

        assertThat(BuildContext.of(folder, "").dockerfileName()).isEqualTo("dockerfile");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> BuildContext.of(folder.resolve("nowhere"), ""))
                .withMessageContaining("nowhere' cannot be used: no such file")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> BuildContext.of(folder, "other.Dockerfile"))
                .withMessageContaining("other.Dockerfile' cannot be used: no such file");
        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> BuildContext.of(folder.resolve("Dockerfile"), ""))
                .withMessageContaining("is not a folder");
    }

    @Test
    void aFileThatShrinksWhileItIsSentIsNamed() throws IOException {
        var log = file("shrinking", "x".repeat(1 << 20));

        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> context().writeTo(whenPast(200_000, () -> Files.writeString(log, "short"))))
                .withMessageContaining("shrinking' shrank from 1048576 to");
    }

    @Test
    void aFileThatGrowsWhileItIsSentIsCutWithAWarning() throws IOException {
        var log = file("growing", "x".repeat(1 << 20));

        var sent = context().writeTo(whenPast(200_000, () -> Files.writeString(log, "y".repeat(2 << 20))));

        assertThat(sent.warnings()).singleElement().asString().contains("growing' grew", "first 1048576 bytes");
    }

    @Test
    void aFileThatVanishesWhileTheContextIsSentIsNamed() throws IOException {
        file("a", "x".repeat(1 << 20));
        var last = file("z", "1");

        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> context().writeTo(whenPast(200_000, () -> Files.delete(last))))
                .withMessageContaining("z' of the build context cannot be read: no such file");
    }

    @Test
    void anUnreadableFileIsNamedWithItsRemedy() {
        var failure = ContextArchive.unreadable(Path.of("/ctx/key"), new AccessDeniedException("/ctx/key"));
        assertThat(failure)
                .hasMessageContaining("'/ctx/key' of the build context cannot be read: permission denied")
                .hasMessageContaining("make it readable for you, or add it to .dockerignore");
        assertThat(ContextArchive.unreadable(Path.of("x"), new NoSuchFileException("x"))
                        .code())
                .isEqualTo(ErrorCode.IO_FAILED);
    }

    @Test
    void aFailureOfTheReceiverStaysAnIoException() {
        assertThatIOException()
                .isThrownBy(() -> context().writeTo(whenPast(0, () -> {
                    throw new IOException("the engine went away");
                })))
                .withMessage("the engine went away");
    }

    @Test
    void progressIsReportedWhileManyFilesAreSent() throws IOException {
        for (int i = 0; i < 2_500; i++) {
            file("d" + i % 10 + "/f" + i, "1");
        }
        var reports = new AtomicLong();

        var sent = context().writeTo(OutputStream.nullOutputStream(), report -> reports.incrementAndGet());

        assertThat(reports).hasValue(3);
        assertThat(sent.entries()).isEqualTo(2_511);
        assertThat(sent.bytes()).isEqualTo(2_500 + "FROM scratch\n".length());
    }

    /** What happens while a stream is written. */
    @FunctionalInterface
    private interface Event {
        void run() throws IOException;
    }

    private static OutputStream whenPast(long bytes, Event event) {
        return new OutputStream() {
            private long written;
            private boolean happened;

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] data, int offset, int length) throws IOException {
                written += length;
                if (written > bytes && !happened) {
                    happened = true;
                    event.run();
                }
            }
        };
    }

    private BuildContext context() {
        return BuildContext.of(folder, "Dockerfile");
    }

    private Path file(String name, String content) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static byte[] bytes(BuildContext context) throws IOException {
        var out = new ByteArrayOutputStream();
        context.writeTo(out);
        return out.toByteArray();
    }

    private static Map<String, TarArchiveEntry> entries(BuildContext context) throws IOException {
        var entries = new LinkedHashMap<String, TarArchiveEntry>();
        try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(bytes(context)), UTF_8.name())) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                assertThat(entries.put(entry.getName(), entry))
                        .as(entry.getName())
                        .isNull();
            }
        }
        return entries;
    }

    private static TarArchiveEntry entry(Map<String, TarArchiveEntry> entries, String name) {
        return requireNonNull(entries.get(name), name);
    }

    private static String text(BuildContext context, String name) throws IOException {
        try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(bytes(context)), UTF_8.name())) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return new String(tar.readAllBytes(), UTF_8);
                }
            }
        }
        throw new AssertionError(name + " is not in the stream");
    }
}
