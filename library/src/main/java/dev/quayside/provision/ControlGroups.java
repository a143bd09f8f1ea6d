package dev.quayside.provision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The control groups of one name, in every hierarchy of the machine: all containers of one engine are in them. */
record ControlGroups(String name) {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    private List<Path> roots() {
        return Stream.concat(Stream.of(ROOT), FileAccess.list(ROOT).stream().filter(Files::isDirectory))
                .map(hierarchy -> hierarchy.resolve(name))
                .filter(FileAccess::isFolder)
                .toList();
    }

    private static List<Path> tree(Path root) {
        try (var all = Files.walk(root)) {
            return all.filter(FileAccess::isFolder)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | UncheckedIOException e) {
            // Groups vanish while they are listed; the next look sees the rest.
            return List.of();
        }
    }

    boolean exist() {
        return !roots().isEmpty();
    }

    /** The processes in them. */
    List<ProcessTable.Entry> processes() {
        return roots().stream()
                .flatMap(root -> tree(root).stream())
                .flatMap(group -> pids(group.resolve("cgroup.procs")).lines())
                .filter(line -> !line.isBlank())
                .map(Long::parseLong)
                .distinct()
                .map(ProcessTable::find)
                .flatMap(Optional::stream)
                .toList();
    }

    private static String pids(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    /** Removes those without processes; gives how many are gone. */
    int remove() {
        return (int) roots().stream()
                .flatMap(root -> tree(root).stream())
                .filter(FileAccess::deleteIfEmpty)
                .count();
    }
}
