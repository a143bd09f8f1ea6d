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
            var fields = line.split(" ");
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

    /** Detaches everything below a folder, also what is in use; gives how much that was. */
    static int detach(Path folder, SearchPath tools) {
        var points = below(folder);
        for (var point : points) {
            HostCommand.of(List.of(tools.require("umount"), "--lazy", point)).run();
        }
        return points.size();
    }
}
