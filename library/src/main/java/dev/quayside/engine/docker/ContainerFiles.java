package dev.quayside.engine.docker;

import dev.quayside.engine.http.RequestBody;
import dev.quayside.engine.http.RequestBody.Producer;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.tar.FolderTar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Files on their way into and out of containers. */
final class ContainerFiles {
    private final DockerApi api;

    ContainerFiles(DockerApi api) {
        this.api = api;
    }

    void put(String container, String folder, Producer tar) {
        api.run(Call.put(DockerContainers.path(container, "archive"))
                .with("path", folder)
                .with("noOverwriteDirNonDir", "true")
                .body(new RequestBody.Streamed("application/x-tar", tar)));
    }

    InputStream get(String container, String path) {
        return api.open(Call.get(DockerContainers.path(container, "archive")).with("path", path))
                .body();
    }

    void putPath(String container, Path source, String folder) {
        put(container, folder, out -> FolderTar.write(source, out));
    }

    void getPath(String container, String path, Path folder) {
        try (var tar = get(container, path)) {
            FolderTar.extract(tar, folder);
        } catch (IOException e) {
            throw new QuaysideException(
                    ErrorCode.IO_FAILED,
                    "'" + path + "' could not be copied to '" + folder + "': " + e.getMessage(),
                    "check that the folder can be written and has room",
                    e);
        }
    }
}
