package dev.quayside.provision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The processes of this machine, as {@code /proc} shows them. */
final class ProcessTable {
    private static final Path PROC = Path.of("/proc");

    private ProcessTable() {}

    /**
     * A process that runs: one that has ended but was not waited for is none.
     *
     * @param program the name of the file that it runs, at most 15 bytes of it
     */
    record Entry(long pid, String program, List<String> argv) {
        boolean mentions(String text) {
            return argv.stream().anyMatch(argument -> argument.contains(text));
        }

        Optional<String> network() {
            try {
                return Optional.of(
                        Files.readSymbolicLink(PROC.resolve(pid + "/ns/net")).toString());
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        /** Sends SIGTERM. */
        void terminate() {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        }

        /** Sends SIGKILL. */
        void kill() {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }

        /** Whether it still runs, and its number is not another process's by now. */
        boolean isAlive() {
            return find(pid).filter(now -> now.argv().equals(argv)).isPresent();
        }
    }

    /** A process that runs. */
    static Optional<Entry> find(long pid) {
        var folder = PROC.resolve(Long.toString(pid));
        var argv = FileAccess.read(folder.resolve("cmdline")).orElse("");
        if (argv.isEmpty() && hasEnded(folder)) {
            return Optional.empty();
        }
        var program = FileAccess.read(folder.resolve("comm")).orElse("").strip();
        return Optional.of(new Entry(pid, program, Arrays.asList(argv.split("\0"))));
    }

    /** Whether it waits to be waited for, or is gone altogether. Its name, which may hold anything, ends at the last ")". */
    private static boolean hasEnded(Path folder) {
        var status = FileAccess.read(folder.resolve("stat")).orElse("");
        var state = status.lastIndexOf(')') + 2;
        return state >= status.length() || status.charAt(state) == 'Z' || status.charAt(state) == 'X';
    }

    static List<Entry> all(Predicate<Entry> wanted) {
        var found = new ArrayList<Entry>();
        for (var folder : FileAccess.list(PROC)) {
            var name = folder.getFileName().toString();
            if (name.chars().allMatch(Character::isDigit)) {
                find(Long.parseLong(name)).filter(wanted).ifPresent(found::add);
            }
        }
        return List.copyOf(found);
    }

    /** Processes that run one of some programs and have a text among their arguments. */
    static List<Entry> running(Set<String> programs, String text) {
        return all(entry -> programs.contains(entry.program()) && entry.mentions(text));
    }
}
