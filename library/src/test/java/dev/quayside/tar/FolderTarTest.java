package dev.quayside.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTarTest {
    @TempDir
    private Path folder;

    @Test
    void aNameThatClimbsOutIsRefused() throws IOException {
        assertRefused(tar(file("../evil")));
        assertRefused(tar(file("a/../../evil")));
        assertThat(folder.resolveSibling("evil")).doesNotExist();
    }

    @Test
    void aFileBehindALinkThatLeadsOutIsRefused() throws IOException {
        var link = new TarArchiveEntry("inner", TarConstants.LF_SYMLINK);
        link.setLinkName("..");
        assertRefused(tar(link, file("inner/evil")));
        assertThat(folder.resolveSibling("evil")).doesNotExist();
    }

    @Test
    void aLinkItselfIsReplacedNotFollowed() throws IOException {
        var outside = Files.writeString(folder.resolve("outside"), "untouched");
        var target = Files.createDirectory(folder.resolve("target"));
        Files.createSymbolicLink(target.resolve("name"), outside);
        FolderTar.extract(tar(file("name")), target);
        assertThat(outside).hasContent("untouched");
        assertThat(target.resolve("name")).hasContent("text").isRegularFile();
    }

    @Test
    void aFolderArrivesWithModesLinksAndNamesOfAllKinds() throws IOException {
        var source = Files.createDirectory(folder.resolve("source"));
        var inner = Files.createDirectory(source.resolve("inner"));
        Files.writeString(inner.resolve("name with spaces and ü"), "text");
        Files.createSymbolicLink(source.resolve("link"), Path.of("/no/such/place"));
        Files.setPosixFilePermissions(
                inner.resolve("name with spaces and ü"), PosixFilePermissions.fromString("r-x-w---x"));
        Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("r-xr-x---"));
        var out = new ByteArrayOutputStream();
        FolderTar.write(source, "sent", out);
        FolderTar.extract(new ByteArrayInputStream(out.toByteArray()), folder.resolve("target"), "received");
        var received = folder.resolve("target/received");
        assertThat(received.resolve("inner/name with spaces and ü")).hasContent("text");
        assertThat(mode(received.resolve("inner/name with spaces and ü"))).isEqualTo("r-x-w---x");
        assertThat(mode(received.resolve("inner"))).isEqualTo("r-xr-x---");
        assertThat(Files.readSymbolicLink(received.resolve("link"))).hasToString("/no/such/place");
        Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("rwxr-x---"));
        Files.setPosixFilePermissions(received.resolve("inner"), PosixFilePermissions.fromString("rwxr-x---"));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aSecondNameOfAFileIsOneAndMayNotBeThatOfAFileOutside() throws IOException {
        FolderTar.extract(tar(file("a/one"), secondName("a/two", "a/one")), folder, "b");
        assertThat(folder.resolve("b/two")).hasContent("text");
        Files.writeString(folder.resolve("outside"), "secret");
        var target = Files.createDirectory(folder.resolve("target"));
        Files.createSymbolicLink(target.resolve("way-out"), Path.of(".."));
        for (var name :
                new String[] {"../outside", folder.resolve("outside").toString(), "way-out/outside", "way-out"}) {
            assertThatThrownBy(() -> FolderTar.extract(tar(secondName("copy", name)), target))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("leads out of the folder");
        }
        assertThat(target.resolve("copy")).doesNotExist();
    }

    private static TarArchiveEntry secondName(String name, String of) {
        var entry = new TarArchiveEntry(name, TarConstants.LF_LINK);
        entry.setLinkName(of);
        return entry;
    }

    @Test
    void theFolderItselfIsNeverReplaced() throws IOException {
        var link = new TarArchiveEntry("x/..", TarConstants.LF_SYMLINK);
        link.setLinkName("/tmp");
        assertRefused(tar(link));
        assertThat(folder).isDirectory();
    }

    @Test
    void anAbsoluteNameIsRefused() throws IOException {
        assertRefused(tar(new TarArchiveEntry("/evil", true)));
    }

    @Test
    void whatIsNoFileFolderOrLinkIsLeftOut() throws IOException {
        FolderTar.extract(
                tar(
                        new TarArchiveEntry("pipe", TarConstants.LF_FIFO),
                        new TarArchiveEntry("disk", TarConstants.LF_BLK)),
                folder);
        assertThat(folder).isEmptyDirectory();
    }

    private void assertRefused(ByteArrayInputStream tar) {
        assertThatThrownBy(() -> FolderTar.extract(tar, folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("leads out of the folder");
    }

    private static TarArchiveEntry file(String name) {
        var entry = new TarArchiveEntry(name);
        entry.setSize(4);
        return entry;
    }

    private static ByteArrayInputStream tar(TarArchiveEntry... entries) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(out)) {
            for (var entry : entries) {
                tar.putArchiveEntry(entry);
                if (entry.getSize() > 0) {
                    tar.write("text".getBytes(StandardCharsets.UTF_8));
                }
                tar.closeArchiveEntry();
            }
        }
        return new ByteArrayInputStream(out.toByteArray());
    }
}
