package dev.quayside.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quayside.engine.docker.BuildContext.Sent;
import dev.quayside.engine.docker.FileNode.Inode;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.IoProblem;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** The tar stream of a build context: PAX headers where the old format is too small, root as the owner of everything. */
final class ContextArchive {
    private static final int MOST_WARNINGS = 100;
    private static final long ENTRIES_BETWEEN_REPORTS = 1_000;
    private static final long BYTES_BETWEEN_REPORTS = 4 << 20;

    private final TarArchiveOutputStream tar;
    private final Consumer<Sent> progress;
    private final List<String> warnings = new ArrayList<>();
    private final Map<Inode, String> firstNames = new HashMap<>();
    private final byte[] buffer = new byte[64 << 10];
    private long entries;
    private long bytes;
    private long reportedEntries;
    private long reportedBytes;

    ContextArchive(OutputStream out, Consumer<Sent> progress) {
        this.progress = progress;
        this.tar = new TarArchiveOutputStream(out, UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    /** Puts what stands at a path, or a warning that it is left out. */
    void put(Path path, String name, FileNode node) throws IOException {
        switch (node.kind()) {
            case FILE -> putFile(path, name, node);
            case DIRECTORY -> putEmpty(entry(name + "/", TarConstants.LF_DIR, node));
            case LINK -> putEmpty(linkTo(target(path), entry(name, TarConstants.LF_SYMLINK, node)));
            case SOCKET, DEVICE, PIPE, OTHER -> warn("'" + path + "' is not sent: it is a " + node.kind());
        }
    }

    /** Puts a file that stands nowhere. */
    void putText(String name, byte[] content) throws IOException {
        var entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL);
        ownedByRoot(entry);
        entry.setMode(0600);
        entry.setModTime(0L);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
        entries++;
        bytes += content.length;
    }

    /** Ends the stream and says what was sent. */
    Sent finish() throws IOException {
        tar.finish();
        tar.flush();
        var sent = sent();
        progress.accept(sent);
        return sent;
    }

    private void putFile(Path path, String name, FileNode node) throws IOException {
        if (node.inode().isPresent()) {
            var first = firstNames.putIfAbsent(node.inode().get(), name);
            if (first != null) {
                putEmpty(linkTo(first, entry(name, TarConstants.LF_LINK, node)));
                return;
            }
        }
        try (var channel = open(path)) {
            var entry = entry(name, TarConstants.LF_NORMAL, node);
            entry.setSize(size(path, channel));
            tar.putArchiveEntry(entry);
            copy(path, Channels.newInputStream(channel), entry.getSize());
            tar.closeArchiveEntry();
        }
        count(1, 0);
    }

    private void putEmpty(TarArchiveEntry entry) throws IOException {
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
        count(1, 0);
    }

    /** Sends exactly the size that was announced: a file that grew meanwhile is cut there, one that shrank cannot be sent. */
    private void copy(Path path, InputStream in, long size) throws IOException {
        long left = size;
        while (left > 0) {
            int read = read(path, in, (int) Math.min(left, buffer.length));
            if (read < 0) {
                throw new QuaysideException(
                        ErrorCode.IO_FAILED,
                        "'" + path + "' shrank from " + size + " to " + (size - left) + " bytes while it was sent",
                        "build again when nothing writes to it, or add it to .dockerignore");
            }
            tar.write(buffer, 0, read);
            left -= read;
            count(0, read);
        }
        if (read(path, in, 1) > 0) {
            warn("'" + path + "' grew while it was sent: only its first " + size + " bytes are in the context");
        }
    }

    private int read(Path path, InputStream in, int most) {
        try {
            return in.read(buffer, 0, most);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static SeekableByteChannel open(Path path) {
        try {
            return Files.newByteChannel(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static long size(Path path, SeekableByteChannel channel) {
        try {
            return channel.size();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static String target(Path path) {
        try {
            return TarName.of(Files.readSymbolicLink(path));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static TarArchiveEntry linkTo(String target, TarArchiveEntry entry) {
        entry.setLinkName(target);
        return entry;
    }

    private static TarArchiveEntry entry(String name, byte type, FileNode node) {
        var entry = new TarArchiveEntry(name, type);
        ownedByRoot(entry);
        entry.setMode(node.mode());
        entry.setModTime(node.modified() * 1000);
        return entry;
    }

    private static void ownedByRoot(TarArchiveEntry entry) {
        entry.setIds(0, 0);
        entry.setUserName("");
        entry.setGroupName("");
    }

    private void count(long moreEntries, long moreBytes) {
        entries += moreEntries;
        bytes += moreBytes;
        if (entries - reportedEntries >= ENTRIES_BETWEEN_REPORTS || bytes - reportedBytes >= BYTES_BETWEEN_REPORTS) {
            reportedEntries = entries;
            reportedBytes = bytes;
            progress.accept(sent());
        }
    }

    private void warn(String warning) {
        if (warnings.size() < MOST_WARNINGS) {
            warnings.add(warning);
        }
    }

    private Sent sent() {
        return new Sent(entries, bytes, warnings);
    }

    /** Says which file of a context could not be read, and why. */
    static QuaysideException unreadable(Path path, IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return new QuaysideException(
                    ErrorCode.INTERRUPTED, "Sending '" + path + "' was interrupted", "build again", cause);
        }
        var remedy = switch (cause) {
            case AccessDeniedException denied -> "make it readable for you, or add it to .dockerignore";
            case NoSuchFileException vanished ->
                "it vanished during the build: build again, or add it to .dockerignore";
            default -> "build again, or add it to .dockerignore";
        };
        return new QuaysideException(
                ErrorCode.IO_FAILED,
                "'" + path + "' of the build context cannot be read: " + IoProblem.of(cause),
                remedy,
                cause);
    }
}
