package dev.quayside.provision;

import dev.quayside.engine.ProgressListener;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.ImageRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The registry on the loopback address from which an embedded engine pulls images that were made here. */
record Mirror(EngineFolders folders, EngineState state) {
    private static final Set<String> PROGRAMS = Set.of("docker-registry", "registry", "setsid", "nsenter", "sh");
    private static final List<String> NAMES = List.of("docker-registry", "registry");
    private static final Duration DEATH = Duration.ofSeconds(5);
    private static final Duration START = Duration.ofSeconds(20);

    private Path configuration() {
        return folders.run().resolve("registry.yml");
    }

    private Path log() {
        return folders.data().resolve("registry.log");
    }

    /** Its process, if it runs. */
    Optional<ProcessTable.Entry> find() {
        return ProcessTable.running(PROGRAMS, configuration().toString()).stream()
                .findFirst();
    }

    /** The name under which an image is pushed so that an engine finds it here. */
    ImageRef stored(ImageRef image) {
        return ImageRef.parse("127.0.0.1:" + state.mirrorPort() + "/" + image.repository() + ":"
                + image.tag().orElse("latest"));
    }

    boolean has(ImageRef image) {
        return image.tag()
                .map(tag -> folders.registry()
                        .resolve("docker/registry/v2/repositories")
                        .resolve(image.repository())
                        .resolve("_manifests/tags")
                        .resolve(tag)
                        .resolve("current/link"))
                .filter(FileAccess::exists)
                .isPresent();
    }

    /** Starts it unless it runs, fetching its program if need be; call it with the lock of the images held. */
    void start(ProgressListener listener) {
        if (isReady()) {
            return;
        }
        stop();
        var program = program(listener);
        FileAccess.write(configuration(), yaml());
        var argv = Stream.concat(
                        Stream.of(state.searchPath().require("setsid")),
                        new NetworkPlace(state.namespace(), state.searchPath())
                                        .entering(List.of(
                                                program.toString(),
                                                "serve",
                                                configuration().toString()))
                                        .stream())
                .toList();
        FileAccess.delete(log());
        var process = HostCommand.detached(argv, Map.of(), log());
        Waiting.until(() -> isReady() || !process.isAlive(), START);
        if (!isReady()) {
            process.destroy();
            throw new QuaysideException(
                    ErrorCode.IO_FAILED,
                    "The mirror of images did not start: "
                            + FileAccess.read(log()).orElse("").strip(),
                    "see '" + log() + "'");
        }
    }

    /** Whether it listens. Reads the sockets that the process sees, which may be those of another network. */
    boolean isReady() {
        return find().flatMap(process -> FileAccess.read(Path.of("/proc", Long.toString(process.pid()), "net/tcp")))
                .filter(sockets -> NetworkPlace.isTaken(sockets, state.mirrorPort()))
                .isPresent();
    }

    private String yaml() {
        return """
                version: 0.1
                log: {level: warn}
                storage:
                  filesystem: {rootdirectory: "%s"}
                  delete: {enabled: true}
                http: {addr: "127.0.0.1:%d"}
                """.formatted(FileAccess.folder(folders.registry()), state.mirrorPort());
    }

    private Path program(ProgressListener listener) {
        var unpacked = folders.tools().resolve("registry/bin");
        var path = state.searchPath().after(unpacked);
        return NAMES.stream()
                .flatMap(name -> path.find(name).stream())
                .findFirst()
                .orElseGet(() -> Pulse.during(
                        listener, "mirror of images", "fetching its program from the distribution", this::fetch));
    }

    private Path fetch() {
        var tools = state.searchPath();
        var scratch = folders.tools().resolve(".registry.new");
        Trees.delete(scratch, tools);
        var download = new PackageDownload(tools, scratch.resolve("apt"));
        if (!download.isPossible()) {
            throw new QuaysideException(
                    ErrorCode.UNSUPPORTED,
                    "No image registry can be reached, and only on Debian and Ubuntu can Quayside make images itself",
                    "connect this machine to a registry, or set HTTPS_PROXY");
        }
        download.unpack(List.of("docker-registry"), scratch.resolve("unpacked"));
        var home = scratch.resolve("home");
        new UnpackedPrograms(scratch.resolve("unpacked"), home, tools).arrange();
        try {
            Files.move(home, folders.tools().resolve("registry"));
        } catch (IOException e) {
            throw FileAccess.failure("The registry's program cannot be unpacked", e);
        }
        Trees.delete(scratch, tools);
        return folders.tools().resolve("registry/bin/docker-registry");
    }

    void stop() {
        find().ifPresent(process -> {
            process.terminate();
            if (!Waiting.until(() -> !process.isAlive(), DEATH)) {
                process.kill();
            }
        });
    }
}
