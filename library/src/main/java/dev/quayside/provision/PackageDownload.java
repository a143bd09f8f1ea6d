package dev.quayside.provision;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The distribution's packages, unpacked into a folder and not installed.
 *
 * <p>apt itself decides what is needed beside what the machine has installed, from the sources that the machine uses.
 */
record PackageDownload(SearchPath tools, Path scratch) {
    private static final Duration LONG = Duration.ofMinutes(10);

    boolean isPossible() {
        return tools.hasAll(List.of("apt-get", "dpkg-deb"));
    }

    /**
     * Unpacks packages and what they need.
     *
     * @return the names of the package files, such as {@code runc_1.1.5_amd64.deb}
     */
    List<String> unpack(List<String> packages, Path destination) {
        FileAccess.folder(scratch.resolve("cache/archives/partial"));
        FileAccess.folder(scratch.resolve("lists/partial"));
        var problem = download(packages, List.of());
        if (problem.isPresent()) {
            // The machine's lists are missing or too old: read newer ones, but leave the machine's alone.
            var lists = List.of("-o", "Dir::State::Lists=" + scratch.resolve("lists"));
            apt(lists, List.of("update"));
            problem = download(packages, lists);
        }
        problem.ifPresent(text -> {
            throw new QuaysideException(
                    ErrorCode.IO_FAILED,
                    "The packages " + String.join(", ", packages) + " cannot be fetched: " + text,
                    "check 'apt-get update', or install Docker yourself");
        });
        return unpack(FileAccess.folder(destination));
    }

    private Optional<String> download(List<String> packages, List<String> options) {
        var verb = List.of("--yes", "--no-install-recommends", "--download-only", "install");
        var result =
                apt(options, Stream.concat(verb.stream(), packages.stream()).toList());
        return result.succeeded()
                ? Optional.empty()
                : Optional.of(result.errors().strip().replace('\n', ' '));
    }

    private HostCommand.Result apt(List<String> options, List<String> verb) {
        var argv = new ArrayList<String>();
        argv.add(tools.require("apt-get"));
        argv.addAll(List.of("-qq", "-o", "Debug::NoLocking=true", "-o", "APT::Sandbox::User=root"));
        argv.addAll(List.of("-o", "Dir::Cache=" + scratch.resolve("cache")));
        argv.addAll(options);
        argv.addAll(verb);
        return HostCommand.of(argv).within(LONG).run();
    }

    private List<String> unpack(Path destination) {
        var archives = FileAccess.list(scratch.resolve("cache/archives")).stream()
                .filter(file -> file.toString().endsWith(".deb"))
                .toList();
        for (var archive : archives) {
            HostCommand.of(List.of(tools.require("dpkg-deb"), "-x", archive.toString(), destination.toString()))
                    .within(LONG)
                    .output();
        }
        return archives.stream().map(file -> file.getFileName().toString()).toList();
    }
}
