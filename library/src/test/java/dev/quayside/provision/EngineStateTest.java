package dev.quayside.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineStateTest {
    @TempDir
    Path folder;

    private static EngineState state(Optional<String> namespace) {
        return new EngineState(
                namespace,
                new AddressPlan(Subnet.parse("172.31.0.0/16")),
                20_123,
                true,
                List.of("iptables/filter/DOCKER-USER"),
                List.of(Path.of("/run/docker")),
                List.of("/data with blank/docker"),
                new SearchPath(List.of(Path.of("/opt/a b"), Path.of("/usr/bin"))));
    }

    @Test
    void whatIsWrittenIsRead() {
        var file = folder.resolve("state.properties");
        for (var state : List.of(state(Optional.of("blue")), state(Optional.empty()))) {
            state.write(file);
            assertThat(EngineState.read(file)).contains(state);
        }
    }

    @Test
    void noFileIsNoState() {
        assertThat(EngineState.read(folder.resolve("none"))).isEmpty();
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        var file = Files.writeString(folder.resolve("state.properties"), "block=nonsense");
        assertThatThrownBy(() -> EngineState.read(file))
                .isInstanceOf(QuaysideException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void everyDataFolderHasAnEngineOfItsOwnWithAShortSocketPath() {
        var deep = EngineFolders.of(Map.of("XDG_DATA_HOME", "/" + "deep/".repeat(60)), Path.of("/home/a"));
        var other = EngineFolders.of(Map.of(), Path.of("/home/a"));
        assertThat(other.data()).isEqualTo(Path.of("/home/a/.local/share/quayside/engine"));
        assertThat(deep.id()).isNotEqualTo(other.id()).hasSize(8);
        assertThat(deep.socket().toString()).hasSizeLessThan(108);
        assertThat(EngineTraces.bridge(deep)).hasSizeLessThan(16);
    }

    @Test
    void theConfigurationTurnsTimeNamespacesOffOnlyWhereTheyDoHarm() {
        var addresses = new AddressPlan(Subnet.parse("172.31.0.0/16"));
        assertThat(new DaemonConfiguration("quayside-0", addresses, 20_000, true).json())
                .contains("\"cgroup-parent\": \"/quayside-0\"", "172.31.64.0/18", "http://127.0.0.1:20000")
                .doesNotContain("features");
        assertThat(new DaemonConfiguration("quayside-0", addresses, 20_000, false).json())
                .contains("\"features\": {\"time-namespaces\": false}");
        assertThat(DaemonConfiguration.version("Docker version 29.9.0, build x"))
                .isEqualTo(29_009);
        assertThat(DaemonConfiguration.version("runc version 1.1.5+ds1")).isEqualTo(1_001);
        assertThat(DaemonConfiguration.version("nothing")).isZero();
    }
}
