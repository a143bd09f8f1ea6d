package dev.quayside.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountTableTest {
    private static final String MOUNTS = """
            22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
            30 22 254:0 /data /data/engine rw,relatime - ext4 /dev/vda rw
            31 30 0:40 / /data/engine/over\\040lay/merged rw - overlay overlay rw
            32 22 0:41 / /data/engine2 rw - tmpfs tmpfs rw
            """;

    @Test
    void whatIsMountedBelowAFolderIsListedLatestFirst() {
        assertThat(MountTable.below(MOUNTS, Path.of("/data/engine")))
                .containsExactly("/data/engine/over lay/merged", "/data/engine");
    }

    @Test
    void whatWasMountedBeforeStaysEvenIfTheEngineMountedOverIt() {
        assertThat(MountTable.since(List.of("/disk"), List.of("/disk/a", "/disk", "/disk")))
                .containsExactly("/disk/a", "/disk");
        assertThat(MountTable.since(List.of(), List.of("/b", "/a"))).containsExactly("/b", "/a");
    }
}
