package dev.quayside.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
                if (entry.isFile() && !entry.isSymbolicLink()) {
                    tar.write("text".getBytes(StandardCharsets.UTF_8));
                }
                tar.closeArchiveEntry();
            }
        }
        return new ByteArrayInputStream(out.toByteArray());
    }
}
