package dev.quayside.tar;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Permissions as bits and as the JDK has them. */
final class Permissions {
    private static final int BITS = 0777;

    /** In the order of their bits, from 0400 to 0001. */
    private static final List<PosixFilePermission> ORDER = List.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private Permissions() {}

    /** A mode with these permissions instead of its own. */
    static int mode(int kind, Set<PosixFilePermission> permissions) {
        var mode = kind & ~BITS;
        for (var permission : permissions) {
            mode |= 0400 >> ORDER.indexOf(permission);
        }
        return mode;
    }

    static Set<PosixFilePermission> of(int mode) {
        var permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (var permission : ORDER) {
            if ((mode & 0400 >> ORDER.indexOf(permission)) != 0) {
                permissions.add(permission);
            }
        }
        return permissions;
    }
}
