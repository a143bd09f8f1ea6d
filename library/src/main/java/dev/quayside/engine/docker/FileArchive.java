package dev.quayside.engine.docker;

import dev.quayside.engine.ReplicaSpec.ReplicaFile;
import dev.quayside.engine.http.RequestBody.Producer;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.FileMount;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Configs and secrets as a tar, with their owners and permissions. */
final class FileArchive implements Producer {
    private static final int PERMISSION_BITS = 07777;

    private final FileDelivery.Upload upload;

    FileArchive(FileDelivery.Upload upload) {
        this.upload = upload;
        upload.files().forEach(FileArchive::requireNumericOwner);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        var tar = new TarArchiveOutputStream(out, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        for (var entry : FileDelivery.entries(upload).entrySet()) {
            add(tar, entry.getKey(), entry.getValue());
        }
        tar.finish();
        tar.flush();
    }

    private static void add(TarArchiveOutputStream tar, String path, ReplicaFile file) throws IOException {
        var bytes = file.content().bytes();
        var entry = new TarArchiveEntry(path);
        entry.setSize(bytes.length);
        entry.setMode(file.mount().mode().orElse(FileMount.DEFAULT_MODE) & PERMISSION_BITS);
        entry.setIds(number(file.mount().uid()), number(file.mount().gid()));
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private static int number(Optional<String> id) {
        return id.map(Integer::parseInt).orElse(0);
    }

    private static void requireNumericOwner(ReplicaFile file) {
        try {
            number(file.mount().uid());
            number(file.mount().gid());
        } catch (NumberFormatException e) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The owner of '" + file.mount().target() + "' is not given in numbers",
                    "write uid and gid as numbers: names are known only inside the image",
                    e);
        }
    }
}
