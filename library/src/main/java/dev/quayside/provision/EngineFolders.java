package dev.quayside.provision;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * Where an embedded engine keeps what: one engine for each data folder of a user, however many checkouts use it.
 *
 * @param data kept until the engine is removed
 * @param run kept while it runs; short, for the path of a socket has at most 107 bytes
 */
record EngineFolders(Path data, Path run) {
    /** The folders of {@code $XDG_DATA_HOME/quayside/engine}. */
    static EngineFolders of(Map<String, String> environment, Path home) {
        var dataHome = environment.getOrDefault("XDG_DATA_HOME", "");
        var data = (dataHome.startsWith("/") ? Path.of(dataHome) : home.resolve(".local/share"))
                .resolve("quayside/engine")
                .normalize()
                .toAbsolutePath();
        return new EngineFolders(data, runtimeFolder(environment).resolve("quayside-" + digest(data)));
    }

    /**
     * {@code /run} for root, whose {@code XDG_RUNTIME_DIR} ends with a login session and would take the socket along.
     */
    private static Path runtimeFolder(Map<String, String> environment) {
        var system = Path.of("/run");
        var session = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        return Files.isWritable(system) || !session.startsWith("/") ? system : Path.of(session);
    }

    private static String digest(Path data) {
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256").digest(data.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What tells this engine from others of the machine: eight hexadecimal digits. */
    String id() {
        return digest(data);
    }

    /** Beside the data, not in it: a lock that is deleted locks nobody out. */
    Path lock() {
        return data.resolveSibling("engine.lock");
    }

    /** Held while images are made and while the mirror starts. */
    Path imagesLock() {
        return data.resolveSibling("images.lock");
    }

    Path state() {
        return data.resolve("state.properties");
    }

    Path binaries() {
        return data.resolve("binaries");
    }

    Path dataRoot() {
        return data.resolve("docker");
    }

    Path log() {
        return data.resolve("dockerd.log");
    }

    Path tools() {
        return data.resolve("tools");
    }

    Path recipes() {
        return data.resolve("recipes");
    }

    Path registry() {
        return data.resolve("registry");
    }

    Path scratch() {
        return data.resolve("scratch");
    }

    Path socket() {
        return run.resolve("docker.sock");
    }

    Path execRoot() {
        return run.resolve("exec");
    }

    Path pidFile() {
        return run.resolve("docker.pid");
    }

    Path configuration() {
        return run.resolve("daemon.json");
    }
}
