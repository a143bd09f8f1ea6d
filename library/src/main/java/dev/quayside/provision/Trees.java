package dev.quayside.provision;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Whole folders, which may hold millions of files. */
final class Trees {
    private static final Duration LONG = Duration.ofMinutes(10);

    private Trees() {}

    /** Removes a folder and everything in it, but nothing that is mounted there. */
    static void delete(Path folder, SearchPath tools) {
        if (!FileAccess.exists(folder)) {
            return;
        }
        if (!MountTable.below(folder).isEmpty()) {
            throw new QuaysideException(
                    ErrorCode.CONFLICT, "Something is mounted in '" + folder + "'", "unmount it and try again");
        }
        HostCommand.of(List.of(tools.require("rm"), "-rf", "--one-file-system", "--", folder.toString()))
                .within(LONG)
                .output();
    }

    /** What a folder takes on the disk. */
    static long sizeInBytes(Path folder, SearchPath tools) {
        if (!FileAccess.exists(folder)) {
            return 0;
        }
        // Files vanish while they are counted, which is a complaint but no failure.
        var output = HostCommand.of(List.of(tools.require("du"), "-sx", "--block-size=1", "--", folder.toString()))
                .within(LONG)
                .run()
                .output();
        var digits = output.strip().split("\\s", 2)[0];
        return digits.matches("\\d+") ? Long.parseLong(digits) : 0;
    }
}
