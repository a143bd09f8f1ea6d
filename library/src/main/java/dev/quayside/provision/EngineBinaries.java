package dev.quayside.provision;

import dev.quayside.engine.ProgressListener;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The programs of which an engine consists: the machine's own, or the distribution's packages, unpacked.
 *
 * @param folders where unpacked ones are kept
 * @param machine where the machine's own are
 */
record EngineBinaries(EngineFolders folders, SearchPath machine) {
    private static final List<String> ENGINE =
            List.of("dockerd", "containerd", "containerd-shim-runc-v2", "runc", "iptables", "ip");
    private static final List<String> PACKAGES = List.of("docker.io", "tini", "iptables", "iproute2");

    /** Finds the programs, fetching them if need be; call it with the engine's lock held. */
    SearchPath provide(ProgressListener listener) {
        return present()
                .orElseGet(() -> Pulse.during(
                        listener, "embedded engine", "fetching its programs from the distribution", this::fetch));
    }

    private Optional<SearchPath> present() {
        if (isComplete(machine)) {
            return Optional.of(machine);
        }
        return FileAccess.list(folders.binaries()).stream()
                .filter(folder -> !folder.getFileName().toString().startsWith("."))
                .sorted(Comparator.comparing(EngineBinaries::made).reversed())
                .map(folder -> machine.after(folder.resolve("bin")))
                .filter(EngineBinaries::isComplete)
                .findFirst();
    }

    private static FileTime made(Path folder) {
        try {
            return Files.getLastModifiedTime(folder);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private static boolean isComplete(SearchPath path) {
        return path.hasAll(ENGINE);
    }

    private SearchPath fetch() {
        var scratch = folders.binaries().resolve(".new");
        Trees.delete(scratch, machine);
        var download = new PackageDownload(machine, scratch.resolve("apt"));
        if (!download.isPossible()) {
            throw nowhereToGet();
        }
        var archives = download.unpack(PACKAGES, scratch.resolve("unpacked"));
        var home = scratch.resolve("home");
        new UnpackedPrograms(scratch.resolve("unpacked"), home, machine).arrange();
        requireComplete(machine.after(home.resolve("bin")));
        var result = folders.binaries().resolve(version(archives));
        try {
            Trees.delete(result, machine);
            Files.move(home, result);
        } catch (IOException e) {
            throw FileAccess.failure("The engine's programs cannot be put into '" + result + "'", e);
        }
        Trees.delete(scratch, machine);
        return machine.after(result.resolve("bin"));
    }

    private static void requireComplete(SearchPath path) {
        var missing =
                ENGINE.stream().filter(program -> path.find(program).isEmpty()).toList();
        if (!missing.isEmpty()) {
            throw new QuaysideException(
                    ErrorCode.UNSUPPORTED,
                    "The distribution's packages lack programs that an engine needs: " + String.join(", ", missing),
                    "install Docker and start Quayside again");
        }
    }

    /** Such as {@code 20.10.24+dfsg1-1}: programs of several versions may lie beside each other. */
    private static String version(List<String> archives) {
        return archives.stream()
                .filter(name -> name.startsWith("docker.io_"))
                .map(name -> name.split("_", 3)[1])
                .findFirst()
                .orElse("tools");
    }

    private static QuaysideException nowhereToGet() {
        return new QuaysideException(
                ErrorCode.UNSUPPORTED,
                "There is no Docker Engine on this machine, and only on Debian and Ubuntu can Quayside fetch one",
                "install Docker (https://docs.docker.com/engine/install) or set DOCKER_HOST");
    }
}
