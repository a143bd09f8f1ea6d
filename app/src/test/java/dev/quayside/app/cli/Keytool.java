package dev.quayside.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Certificates that the JDK's own tool makes. */
final class Keytool {
    private Keytool() {}

    /** A certificate that signed itself, as PEM. */
    static byte[] certificate(Path folder) throws IOException, InterruptedException {
        var store = folder.resolve("store").toString();
        run(
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=a",
                "-keystore",
                store,
                "-storepass",
                "secret1");
        var file = folder.resolve("a.pem");
        run(
                "-exportcert",
                "-rfc",
                "-alias",
                "a",
                "-keystore",
                store,
                "-storepass",
                "secret1",
                "-file",
                file.toString());
        return Files.readAllBytes(file);
    }

    private static void run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
    }
}
