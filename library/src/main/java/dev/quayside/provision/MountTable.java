package dev.quayside.provision;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What is mounted below some folders. */
final class MountTable {
    private MountTable() {}

    /** Mount points at or below a folder, the latest first. */
    static List<String> below(String mountInfo, Path folder) {
        var found = new ArrayList<String>();
        for (var line : mountInfo.lines().toList()) {
            var fields = line.split(" ", -1);
            if (fields.length > 4) {
                var point = unescaped(fields[4]);
                if (point.equals(folder.toString()) || point.startsWith(folder + "/")) {
                    found.add(point);
                }
            }
        }
        Collections.reverse(found);
        return List.copyOf(found);
    }

    /** The kernel writes blanks, tabs, line ends and backslashes as octal numbers. */
    private static String unescaped(String text) {
        return text.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }

    static List<String> below(Path folder) {
        return below(FileAccess.read(Path.of("/proc/self/mountinfo")).orElse(""), folder);
    }

    /** The same without mounts that were there before others on the same points. */
    static List<String> since(List<String> before, List<String> now) {
        var kept = new ArrayList<>(before);
        var later = new ArrayList<String>();
        for (var point : now.reversed()) {
            if (!kept.remove(point)) {
                later.add(point);
            }
        }
        return List.copyOf(later.reversed());
    }

    /** Detaches mounts, the first first, also what is in use; gives how many that were. */
    static int detach(List<String> points, SearchPath tools) {
        for (var point : points) {
            HostCommand.of(List.of(tools.require("umount"), "--lazy", point)).run();
        }
        return points.size();
    }
}
