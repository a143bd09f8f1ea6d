package dev.quayside.engine.docker;

import dev.quayside.engine.http.Endpoint;
import dev.quayside.engine.http.TlsMaterial;
import dev.quayside.engine.http.TlsMaterial.Verification;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The contexts that Docker's command stores: named engines with their certificates. */
final class DockerContexts {
    private final Path configFolder;

    DockerContexts(Path configFolder) {
        this.configFolder = configFolder;
    }

    /** The name of the current context; empty if none was chosen. */
    String current() {
        return read(configFolder.resolve("config.json"))
                .map(json -> json.text("currentContext"))
                .orElse("");
    }

    Endpoint endpoint(String name) {
        var id = sha256(name);
        var meta = read(configFolder.resolve("contexts/meta").resolve(id).resolve("meta.json"))
                .orElseThrow(() -> new QuaysideException(
                        ErrorCode.ENGINE_UNREACHABLE,
                        "There is no Docker context '" + name + "' in '" + configFolder + "'",
                        "choose one that 'docker context ls' shows"));
        var docker = meta.at("Endpoints").at("docker");
        var tlsFolder = configFolder.resolve("contexts/tls").resolve(id).resolve("docker");
        var verification = docker.flag("SkipTLSVerify") ? Verification.NONE : Verification.FULL;
        var tls = Files.isDirectory(tlsFolder) || docker.flag("SkipTLSVerify")
                ? Optional.of(TlsFiles.ofFolder(tlsFolder, verification))
                : Optional.<TlsMaterial>empty();
        return HostText.parse(docker.text("Host"), tls);
    }

    private static Optional<Json> read(Path file) {
        try {
            return Optional.of(Json.parse(Files.readString(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | QuaysideException e) {
            throw new QuaysideException(
                    ErrorCode.INVALID_FILE,
                    "Docker's file '" + file + "' cannot be read: " + e.getMessage(),
                    "repair it or point DOCKER_CONFIG to another folder",
                    e);
        }
    }

    private static String sha256(String name) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
