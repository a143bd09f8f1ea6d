package dev.quayside.provision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.docker.DockerIntegration;
import dev.quayside.engine.docker.DockerOptions;
import dev.quayside.model.ImageRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same code with the lab's engines, each in a network namespace of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineVersionsIT {
    private static final ImageRef BUSYBOX = ImageRef.parse("busybox:1.37");

    private Ground ground;
    private Path root;

    @BeforeAll
    void makeARootFileSystem() throws IOException {
        ground = Ground.make();
        root = ground.folder().resolve("busybox.tar");
        var script = Recipes.unpackedBelow(ground.folder().resolve("recipes")).baseScript();
        HostCommand.of(List.of(ground.tools().require("bash"), script.toString(), "busybox", root.toString()))
                .with(Map.of("XDG_CACHE_HOME", ground.folder().toString()))
                .within(Duration.ofMinutes(5))
                .output();
    }

    @AfterAll
    void removeEverything() {
        if (ground != null) {
            ground.close();
        }
    }

    private static Path binaries(String version) {
        var cache = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        var folder = Path.of(cache, "quayside/engines", version, "bin");
        if (!Files.isDirectory(folder)) {
            Ground.unavailable("needs the programs of engine " + version + ": lab/engine fetch " + version);
        }
        return folder;
    }

    @ParameterizedTest
    @ValueSource(strings = {"20.10", "29"})
    void everyVersionLeavesNothingWhetherItIsStoppedOrKilled(String version) {
        var binaries = binaries(version);
        var namespace = "quayside-it-" + ground.folders().id();
        var place = new NetworkPlace(Optional.of(namespace), ground.tools().after(binaries));
        ip("netns", "add", namespace);
        try {
            ip("-n", namespace, "link", "set", "lo", "up");
            place.setForwarding(false);
            var engine = ground.engine().from(binaries, Optional.of(namespace));
            var before = Machine.now(ground.folders(), place);

            runSomething(engine, version, "stopped");
            assertThat(engine.stop().remaining()).isEmpty();
            assertThat(Machine.now(ground.folders(), place)).isEqualTo(before);

            runSomething(engine, version, "killed");
            ProcessHandle.of(engine.status().pid().orElseThrow()).orElseThrow().destroyForcibly();
            assertThat(engine.stop().remaining()).isEmpty();
            assertThat(Machine.now(ground.folders(), place)).isEqualTo(before);
        } finally {
            ground.engine().remove();
            ip("netns", "delete", namespace);
        }
    }

    private void runSomething(EmbeddedEngine engine, String version, String name) {
        engine.start(ProgressListener.silent());
        try (var docker = DockerIntegration.connect(DockerOptions.at("unix://" + engine.socket()))) {
            assertThat(docker.system().details().version()).startsWith(version);
            docker.images().importRoot(BUSYBOX, out -> Files.copy(root, out));
            Ground.sleeper(docker, BUSYBOX.familiar(), name);
        }
    }

    private void ip(String... arguments) {
        new NetworkPlace(Optional.empty(), ground.tools())
                .command("ip", arguments)
                .output();
    }
}
