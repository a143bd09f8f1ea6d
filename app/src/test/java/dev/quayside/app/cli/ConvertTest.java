package dev.quayside.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application as Kubernetes objects, and what differs there. */
class ConvertTest {
    private static final String FILE = """
            name: shop
            services:
              web:
                image: nginx:1.22
                attach: false
                restart: always
                ports: ["8080:80"]
                secrets: [key]
            secrets: { key: { file: key.txt } }
            """;

    @TempDir
    private Path folder;

    private CommandLineRun user;

    @BeforeEach
    void writeFiles() {
        user = new CommandLineRun(folder).file("compose.yaml", FILE).file("key.txt", "hunter2");
    }

    private String files() throws IOException {
        try (var files = Files.list(folder.resolve("out"))) {
            return files.map(file -> file.getFileName().toString()).sorted().collect(Collectors.joining(" "));
        }
    }

    @Test
    void convertWritesEveryObjectAndSaysWhatDiffers() {
        assertThat(user.run("convert")).as(user.err()).isZero();
        assertThat(user.out())
                .contains("---\napiVersion: v1\nkind: Namespace\n", "kind: Deployment", "image: \"nginx:1.22\"");
        assertThat(user.err()).contains("services.web.attach: no effect: ", "services.web.ports: approximated: ");
        assertThat(user.connections).as("no engine is needed").isEmpty();
        assertThat(user.run("convert", "--output", "json", "-n", "team")).isZero();
        assertThat(user.out()).contains("\"namespace\": \"team\"").doesNotContain("\"Namespace\"");
    }

    @Test
    void aFolderHoldsWhatConvertWroteLastAndEverythingOfOthers() throws IOException {
        user.file("out/mine.yaml", "mine: true\n");
        assertThat(user.run("convert", "-o", "out")).as(user.err()).isZero();
        assertThat(user.err()).contains("encrypt them");
        assertThat(files())
                .isEqualTo(
                        ".quayside-convert deployment-web.yaml mine.yaml namespace-shop.yaml networkpolicy-network-default.yaml"
                                + " secret-key.yaml service-web.yaml serviceaccount-shop.yaml");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("out/secret-key.yaml"))))
                .isEqualTo("rw-------");

        user.file("compose.yaml", FILE.replace("  web:", "  site:"));
        assertThat(user.run("convert", "-o", "out")).as(user.err()).isZero();
        assertThat(files())
                .contains("deployment-site.yaml", "mine.yaml")
                .doesNotContain("deployment-web.yaml", "service-web.yaml");
    }

    @Test
    void aFileOfSomeoneElseIsNotOverwritten() throws IOException {
        user.file("out/deployment-web.yaml", "mine: true\n");
        assertThat(user.run("convert", "-o", "out")).isEqualTo(1);
        assertThat(user.err()).contains("deployment-web.yaml");
        assertThat(files()).isEqualTo("deployment-web.yaml");
    }

    @Test
    void wrongOptionsAreNamed() {
        assertThat(user.run("convert", "--publish", "magic")).isEqualTo(2);
        assertThat(user.err()).contains("'magic'", "node-port");
        assertThat(user.run("convert", "--volume-size", "big")).isEqualTo(2);
        assertThat(user.err()).contains("'big'", "10Gi");
    }

    @Test
    void fidelityShowsTheKeysThatDiffer() {
        assertThat(user.run("fidelity")).as(user.err()).isZero();
        assertThat(user.out())
                .contains("services.web.attach", "no effect", "services.web.ports")
                .doesNotContain("web.image");
        assertThat(user.err()).contains("kubernetes: ", " mapped, ");
        assertThat(user.run("fidelity", "--all", "--output", "json")).isZero();
        assertThat(user.out()).contains("\"path\": \"services.web.image\"", "\"line\": 4");
        assertThat(user.run("fidelity", "--strict")).isEqualTo(1);
        assertThat(user.run("fidelity", "--engine", "docker", "--strict"))
                .as(user.out())
                .isZero();
        assertThat(user.run("fidelity", "--engine", "podunk")).isEqualTo(2);
    }
}
