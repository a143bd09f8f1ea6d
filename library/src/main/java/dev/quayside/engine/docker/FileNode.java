package dev.quayside.engine.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What stands at a path of a build context, without following a link.
 *
 * @param kind what it is
 * @param mode its permission bits, set-user-id, set-group-id and sticky bit included
 * @param modified when it was changed, in seconds since 1970: Docker sends no fractions
 * @param inode what identifies the file if it has more than one name
 */
record FileNode(Kind kind, int mode, long modified, Optional<Inode> inode) {
    /** What can stand at a path. */
    enum Kind {
        FILE("file"),
        DIRECTORY("folder"),
        LINK("symbolic link"),
        SOCKET("socket"),
        DEVICE("device"),
        PIPE("named pipe"),
        OTHER("special file");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Identifies a file on this machine. */
    record Inode(long device, long number) {}

    private static final int TYPE = 0170000;
    private static final int PERMISSIONS = 07777;
    private static final int PERMISSIONS_WITHOUT_UNIX = 0755;
    private static final String FIELDS = "unix:mode,nlink,ino,dev,lastModifiedTime";

    static FileNode at(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return of(Files.readAttributes(path, FIELDS, LinkOption.NOFOLLOW_LINKS));
        }
        return of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }

    private static FileNode of(Map<String, Object> fields) {
        int mode = (int) number(fields, "mode");
        boolean hasOtherNames = number(fields, "nlink") > 1;
        var inode = new Inode(number(fields, "dev"), number(fields, "ino"));
        var modified = fields.get("lastModifiedTime") instanceof FileTime time ? time.to(TimeUnit.SECONDS) : 0;
        return new FileNode(
                kind(mode & TYPE), mode & PERMISSIONS, modified, hasOtherNames ? Optional.of(inode) : Optional.empty());
    }

    private static long number(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static Kind kind(int type) {
        return switch (type) {
            case 0100000 -> Kind.FILE;
            case 0040000 -> Kind.DIRECTORY;
            case 0120000 -> Kind.LINK;
            case 0140000 -> Kind.SOCKET;
            case 0020000, 0060000 -> Kind.DEVICE;
            case 0010000 -> Kind.PIPE;
            default -> Kind.OTHER;
        };
    }

    private static FileNode of(BasicFileAttributes attributes) {
        var kind = attributes.isRegularFile()
                ? Kind.FILE
                : attributes.isDirectory() ? Kind.DIRECTORY : attributes.isSymbolicLink() ? Kind.LINK : Kind.OTHER;
        long modified = attributes.lastModifiedTime().to(TimeUnit.SECONDS);
        return new FileNode(kind, PERMISSIONS_WITHOUT_UNIX, modified, Optional.empty());
    }
}
