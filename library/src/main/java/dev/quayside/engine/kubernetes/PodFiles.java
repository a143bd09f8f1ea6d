package dev.quayside.engine.kubernetes;

import dev.quayside.engine.ExecRequest;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.IoProblem;
import dev.quayside.error.QuaysideException;
import dev.quayside.tar.FolderTar;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files on their way into and out of one container, as a tar that the container's own {@code tar} reads or writes. */
final class PodFiles {
    private static final int PIECE = 32 * 1024;

    private final KubernetesApi api;
    private final ObjectRef pod;
    private final String container;

    PodFiles(KubernetesApi api, ObjectRef pod, String container) {
        this.api = api;
        this.pod = pod;
        this.container = container;
    }

    void copyTo(Path source, String folder, Optional<String> name) {
        try (var tar = start(Input.CONNECTED, "tar", "-x", "-p", "-o", "-f", "-", "-C", folder)) {
            try (var stdin = new BufferedOutputStream(new Stdin(tar.session().stdin()), PIECE)) {
                if (name.isPresent()) {
                    FolderTar.write(source, name.get(), stdin);
                } else {
                    FolderTar.write(source, stdin);
                }
            } catch (IOException e) {
                throw new QuaysideException(
                        ErrorCode.IO_FAILED,
                        "'" + source + "' cannot be copied: " + IoProblem.of(e),
                        "check that it is there and can be read",
                        e);
            } catch (QuaysideException e) {
                // Whoever reads has gone; why, it knows best.
                tar.requireSuccess("'" + folder + "'");
                throw e;
            }
            tar.requireSuccess("'" + folder + "'");
        }
    }

    void copyFrom(String path, Path folder, Optional<String> name) {
        var split = split(path);
        try (var tar = start(Input.NONE, "tar", "-c", "-f", "-", "-C", split.folder(), "--", split.name())) {
            try {
                if (name.isPresent()) {
                    FolderTar.extract(tar.stdout(), folder, name.get());
                } else {
                    FolderTar.extract(tar.stdout(), folder);
                }
            } catch (IOException e) {
                if (tar.hasEnded()) {
                    tar.requireSuccess("'" + path + "'");
                }
                throw new QuaysideException(
                        ErrorCode.IO_FAILED,
                        "'" + path + "' cannot be copied to '" + folder + "': " + IoProblem.of(e),
                        "check that the folder can be written and has room",
                        e);
            }
            tar.requireSuccess("'" + path + "'");
        }
    }

    private record Split(String folder, String name) {}

    /** Where a path ends in a name that means itself, what is in the folder is copied. */
    private static Split split(String path) {
        var bare = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        var slash = bare.lastIndexOf('/');
        var name = bare.substring(slash + 1);
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return new Split(bare.isEmpty() ? "." : bare, ".");
        }
        return new Split(slash < 0 ? "." : bare.substring(0, slash + 1), name);
    }

    private enum Input {
        CONNECTED,
        NONE
    }

    private TarRun start(Input input, String... command) {
        var request = new ExecRequest(
                new ArrayList<>(List.of(command)),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                false,
                input == Input.CONNECTED,
                false);
        return new TarRun(PodExec.start(api, pod, container, request), "container '" + container + "' of " + pod);
    }

    /** Tells a failure of the connection from one of the files. */
    private final class Stdin extends FilterOutputStream {
        Stdin(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw lost(e);
            }
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw lost(e);
            }
        }

        private QuaysideException lost(IOException e) {
            return new QuaysideException(
                    ErrorCode.ENGINE_LOST,
                    "The connection to the " + pod + " ended while files were copied into it: " + IoProblem.of(e),
                    "see whether the pod still runs, and copy again",
                    e);
        }
    }
}
