package dev.quayside.provision;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The folders in which programs are looked for, in order. */
record SearchPath(List<Path> folders) {
    SearchPath {
        folders = List.copyOf(folders);
    }

    /** The folders of {@code PATH} and those that hold tools for root, which the {@code PATH} of a user may lack. */
    static SearchPath of(Map<String, String> environment) {
        var folders = new LinkedHashSet<Path>();
        for (var folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            try {
                if (folder.startsWith("/")) {
                    folders.add(Path.of(folder));
                }
            } catch (InvalidPathException e) {
                // Holds no programs that could be run.
            }
        }
        List.of("/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/bin", "/bin").forEach(f -> folders.add(Path.of(f)));
        return new SearchPath(List.copyOf(folders));
    }

    /** The same with one more folder in front. */
    SearchPath after(Path folder) {
        var more = new ArrayList<Path>();
        more.add(folder);
        more.addAll(folders);
        return new SearchPath(more);
    }

    Optional<Path> find(String program) {
        return folders.stream()
                .map(folder -> folder.resolve(program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    boolean hasAll(List<String> programs) {
        return programs.stream().allMatch(program -> find(program).isPresent());
    }

    /** The absolute path of a program that must be there. */
    String require(String program) {
        return find(program)
                .orElseThrow(() -> new QuaysideException(
                        ErrorCode.UNSUPPORTED,
                        "This machine has no '" + program + "', which the embedded engine needs",
                        "install it, or use an engine that runs already (DOCKER_HOST)"))
                .toString();
    }

    /** As the value of {@code PATH}. */
    @Override
    public String toString() {
        return String.join(
                File.pathSeparator, folders.stream().map(Path::toString).toList());
    }
}
