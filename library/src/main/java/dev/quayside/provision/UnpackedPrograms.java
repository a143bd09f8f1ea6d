package dev.quayside.provision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Programs of unpacked packages, arranged so that a folder of them works from anywhere: {@code bin}, {@code lib} and
 * {@code libexec}.
 *
 * @param unpacked the root folder into which packages were unpacked
 * @param home the folder to fill
 * @param tools the machine's own programs
 */
record UnpackedPrograms(Path unpacked, Path home, SearchPath tools) {
    private static final List<String> PROGRAMS =
            List.of("dockerd", "docker-proxy", "containerd", "containerd-shim-runc-v2", "ip", "docker-registry");
    private static final List<String> FIREWALL = List.of(
            "iptables", "iptables-save", "iptables-restore", "ip6tables", "ip6tables-save", "ip6tables-restore");

    void arrange() {
        try {
            Files.createDirectories(home.resolve("bin"));
            Files.createDirectories(home.resolve("lib"));
            Files.createDirectories(home.resolve("libexec"));
            moveLibraries();
            for (var program : PROGRAMS) {
                move(program, home.resolve("bin").resolve(program));
                wrapIfLibrariesMiss(program);
            }
            // Never wrapped: it starts containers, whose processes must not inherit our libraries.
            move("runc", home.resolve("bin/runc"));
            move("tini-static", home.resolve("bin/docker-init"));
            if (move("xtables-nft-multi", home.resolve("libexec/xtables-nft-multi"))) {
                for (var name : FIREWALL) {
                    wrap(name, "xtables-nft-multi " + name);
                }
            }
        } catch (IOException e) {
            throw FileAccess.failure("The engine's programs cannot be unpacked into '" + home + "'", e);
        }
    }

    private boolean move(String program, Path target) throws IOException {
        for (var folder : List.of("usr/bin", "usr/sbin", "bin", "sbin")) {
            var source = unpacked.resolve(folder).resolve(program);
            // Some packages have the program in one of the folders and a link to it in another.
            if (Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(source, target);
                return true;
            }
        }
        return false;
    }

    private void moveLibraries() throws IOException {
        for (var top : List.of("usr/lib", "lib")) {
            for (var folder : FileAccess.list(unpacked.resolve(top))) {
                moveLibraries(folder);
            }
        }
    }

    private void moveLibraries(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        for (var file : FileAccess.list(folder)) {
            var name = file.getFileName().toString();
            if (name.contains(".so") || name.equals("xtables")) {
                Files.move(file, home.resolve("lib").resolve(name));
            }
        }
    }

    private void wrapIfLibrariesMiss(String program) throws IOException {
        var file = home.resolve("bin").resolve(program);
        if (Files.exists(file) && librariesMiss(file)) {
            Files.move(file, home.resolve("libexec").resolve(program));
            wrap(program, program);
        }
    }

    private boolean librariesMiss(Path file) {
        return HostCommand.of(List.of(tools.require("ldd"), file.toString()))
                .run()
                .output()
                .contains("not found");
    }

    /**
     * Libraries are found by a wrapper: nobody who starts the programs by their paths has to know about them. An engine starts some of
     * them hundreds of times, so that the wrapper starts nothing else.
     */
    private void wrap(String name, String command) throws IOException {
        var script = """
                #!/bin/sh
                home=${0%%/bin/*}
                export LD_LIBRARY_PATH="$home/lib" XTABLES_LIBDIR="$home/lib/xtables"
                exec "$home/libexec/"%s "$@"
                """.formatted(command);
        var wrapper = home.resolve("bin").resolve(name);
        Files.writeString(wrapper, script);
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
