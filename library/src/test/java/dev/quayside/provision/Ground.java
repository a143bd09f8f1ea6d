package dev.quayside.provision;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.docker.CreateContainerOptions;
import dev.quayside.engine.docker.DockerContainer;
import dev.quayside.engine.docker.DockerIntegration;
import dev.quayside.model.Attachment;
import dev.quayside.model.ContainerPort;
import dev.quayside.model.PortMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A data folder of its own for tests that start engines, and the removal of everything in it. */
final class Ground implements AutoCloseable {
    private final Path folder;
    private final EmbeddedEngine engine;

    private Ground(Path folder) {
        this.folder = folder;
        this.engine = EmbeddedEngine.of(environment(), folder);
    }

    static Ground make() throws IOException {
        requireRootOnLinux();
        return new Ground(Files.createTempDirectory("quayside-it"));
    }

    /** Skips the test on machines that cannot run an engine, or fails it where engines are required. */
    private static void requireRootOnLinux() throws IOException {
        var root = Files.exists(Path.of("/proc/self/ns/net"))
                && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        if (!root) {
            unavailable("needs root on Linux");
        }
        if (SearchPath.of(System.getenv()).find("apt-get").isEmpty()) {
            unavailable("needs Debian or Ubuntu");
        }
    }

    static void unavailable(String reason) {
        if (System.getenv().getOrDefault("QUAYSIDE_REQUIRE_ENGINES", "").equals("1")) {
            throw new AssertionError("QUAYSIDE_REQUIRE_ENGINES=1, but this test " + reason);
        }
        abort(reason);
    }

    Map<String, String> environment() {
        var environment = new HashMap<>(System.getenv());
        List.of("DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG", "XDG_RUNTIME_DIR")
                .forEach(environment::remove);
        environment.put("XDG_DATA_HOME", folder.toString());
        return environment;
    }

    Path folder() {
        return folder;
    }

    EmbeddedEngine engine() {
        return engine;
    }

    EngineFolders folders() {
        return engine.folders();
    }

    SearchPath tools() {
        return SearchPath.of(environment());
    }

    /** The programs of an engine, fetched if need be. */
    Path binaries() {
        var dockerd = new EngineBinaries(folders(), tools())
                .provide(ProgressListener.silent())
                .require("dockerd");
        return Path.of(dockerd).resolveSibling("");
    }

    /** A container on a network of its own and one with a published port; both run, and end as soon as they are told. */
    static DockerContainer sleeper(DockerIntegration docker, String image, String name) {
        var network = docker.createNetwork(name + "-net", "bridge");
        var sleeping = CreateContainerOptions.DEFAULT.withCommand("sh", "-c", "trap 'exit 0' TERM; sleep 600 & wait");
        var container =
                docker.createContainer(image, name, sleeping.withNetwork(network.name(), Attachment.withAliases(name)));
        docker.startContainer(container);
        var port = new PortMapping(ContainerPort.parse("80/tcp"), Optional.empty(), OptionalInt.empty());
        docker.startContainer(docker.createContainer(image, name + "-published", sleeping.withPorts(port)));
        return container;
    }

    /** Says whether the registry answers, without asking it. */
    static RegistryProbe probe(Path folder, boolean reachable) {
        return new RegistryProbe(folder.resolve("answers-" + reachable), Clock.systemUTC(), () -> reachable);
    }

    /** Everything that an engine may change on the machine. */
    Machine machine() {
        return Machine.now(folders(), new NetworkPlace(Optional.empty(), tools().after(binaries())));
    }

    /** The sockets of the shims of all engines of the machine. */
    Set<Path> shimSockets() {
        return Set.copyOf(FileAccess.list(Path.of("/run/containerd/s")));
    }

    @Override
    public void close() {
        engine.remove();
        Trees.delete(folder, tools());
    }
}
