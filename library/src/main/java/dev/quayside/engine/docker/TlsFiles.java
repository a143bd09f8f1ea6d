package dev.quayside.engine.docker;

import dev.quayside.engine.http.TlsMaterial;
import dev.quayside.engine.http.TlsMaterial.Verification;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code ca.pem}, {@code cert.pem} and {@code key.pem} of a folder. */
final class TlsFiles {
    private TlsFiles() {}

    /** What {@code DOCKER_TLS_VERIFY}, {@code DOCKER_TLS} and {@code DOCKER_CERT_PATH} ask for; empty: no TLS. */
    static Optional<TlsMaterial> ofEnvironment(Map<String, String> environment, Path configFolder) {
        var verify = !environment.getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty();
        if (!verify && environment.getOrDefault("DOCKER_TLS", "").isEmpty()) {
            return Optional.empty();
        }
        var certPath = environment.getOrDefault("DOCKER_CERT_PATH", "");
        var folder = certPath.isEmpty() ? configFolder : Path.of(certPath);
        return Optional.of(ofFolder(folder, verify ? Verification.FULL : Verification.NONE));
    }

    static TlsMaterial ofFolder(Path folder, Verification verification) {
        var authorities = folder.resolve("ca.pem");
        var certificate = folder.resolve("cert.pem");
        var key = folder.resolve("key.pem");
        List<X509Certificate> trusted =
                Files.exists(authorities) ? TlsMaterial.certificatesFromPem(read(authorities)) : List.of();
        var identity = Files.exists(certificate) || Files.exists(key)
                ? Optional.of(TlsMaterial.Identity.fromPem(read(certificate), read(key)))
                : Optional.<TlsMaterial.Identity>empty();
        return new TlsMaterial(trusted, identity, verification);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new QuaysideException(
                    ErrorCode.INVALID_FILE,
                    "The TLS file '" + file + "' cannot be read: " + e.getMessage(),
                    "check DOCKER_CERT_PATH or the context, and the file's permissions",
                    e);
        }
    }
}
