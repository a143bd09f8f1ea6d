package dev.quayside.engine.docker;

import static dev.quayside.engine.docker.DockerAssertions.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.http.Endpoint;
import dev.quayside.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerEndpointsTest {
    @TempDir
    private Path home;

    @Test
    void withoutAnyChoiceTheUsualPlacesAreTried() {
        var endpoints = resolve(EndpointFlags.NONE, Map.of("XDG_RUNTIME_DIR", "/run/user/1000"));
        assertThat(endpoints.explicit()).isFalse();
        assertThat(endpoints.candidates())
                .extracting(candidate -> candidate.endpoint().toString())
                .containsExactly(
                        "unix:///var/run/docker.sock",
                        "unix:///run/user/1000/docker.sock",
                        "unix://" + home + "/.docker/run/docker.sock",
                        "unix:///run/podman/podman.sock",
                        "unix:///run/user/1000/podman/podman.sock");
    }

    @Test
    void aFlagWinsOverEverything() {
        var endpoints = resolve(
                EndpointFlags.host("tcp://example.test:99"), Map.of("DOCKER_HOST", "unix:///x", "DOCKER_CONTEXT", "y"));
        assertThat(only(endpoints)).isEqualTo(new Endpoint.Tcp("example.test", 99));
        assertThat(endpoints.explicit()).isTrue();
    }

    @Test
    void theHostVariableWinsOverTheContextVariableAndSaysSo() {
        var endpoints = resolve(EndpointFlags.NONE, Map.of("DOCKER_HOST", "unix:///x", "DOCKER_CONTEXT", "y"));
        assertThat(only(endpoints)).hasToString("unix:///x");
        assertThat(endpoints.warnings()).singleElement().asString().contains("DOCKER_CONTEXT='y'");
    }

    @Test
    void aContextIsFoundByTheHashOfItsName() throws IOException {
        writeContext("lab", "{\"Name\":\"lab\",\"Endpoints\":{\"docker\":{\"Host\":\"unix:///lab.sock\"}}}");
        assertThat(only(resolve(EndpointFlags.context("lab"), Map.of()))).hasToString("unix:///lab.sock");
        assertThat(only(resolve(EndpointFlags.NONE, Map.of("DOCKER_CONTEXT", "lab"))))
                .hasToString("unix:///lab.sock");
        assertFails(ErrorCode.ENGINE_UNREACHABLE, () -> resolve(EndpointFlags.context("other"), Map.of()))
                .hasMessageContaining("'other'");
    }

    @Test
    void theCurrentContextOfTheConfigurationCounts() throws IOException {
        writeContext("lab", "{\"Name\":\"lab\",\"Endpoints\":{\"docker\":{\"Host\":\"unix:///lab.sock\"}}}");
        Files.writeString(home.resolve(".docker/config.json"), "{\"currentContext\":\"lab\"}");
        assertThat(only(resolve(EndpointFlags.NONE, Map.of()))).hasToString("unix:///lab.sock");
        assertThat(resolve(EndpointFlags.NONE, Map.of("DOCKER_CONTEXT", "default"))
                        .explicit())
                .isFalse();
        Files.writeString(home.resolve(".docker/config.json"), "{\"currentContext\":");
        assertFails(ErrorCode.INVALID_FILE, () -> resolve(EndpointFlags.NONE, Map.of()))
                .hasMessageContaining("config.json");
    }

    @Test
    void addressesAreReadAsDockerReadsThem() {
        assertThat(host("tcp://h")).isEqualTo(new Endpoint.Tcp("h", 2375));
        assertThat(host("h:1")).isEqualTo(new Endpoint.Tcp("h", 1));
        assertThat(host(":1")).isEqualTo(new Endpoint.Tcp("localhost", 1));
        assertThat(host("tcp://[::1]:5")).isEqualTo(new Endpoint.Tcp("::1", 5));
        assertThat(host("ssh://me@h:22"))
                .isEqualTo(new Endpoint.Command(List.of(
                        "ssh",
                        "-l",
                        "me",
                        "-p",
                        "22",
                        "-o",
                        "ConnectTimeout=30",
                        "-T",
                        "--",
                        "h",
                        "docker",
                        "system",
                        "dial-stdio")));
    }

    @Test
    void addressesThatCannotWorkAreRefused() {
        assertFails(ErrorCode.UNSUPPORTED, () -> host("npipe:////./pipe/docker_engine"));
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> host("unix://relative"));
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> host("ftp://h"));
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> host("tcp://h/path"));
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> host("ssh://me:secret@h"));
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> host("ssh://-oProxyCommand=evil"));
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> host("unix:///" + "x".repeat(110)));
    }

    @Test
    void tlsTakesItsFilesFromTheFolderThatIsNamed() {
        assertFails(
                        ErrorCode.INVALID_FILE,
                        () -> resolve(
                                EndpointFlags.host("tcp://h"),
                                Map.of("DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", certFolderWithoutKey())))
                .hasMessageContaining("key.pem");
        var plain = resolve(EndpointFlags.host("tcp://h"), Map.of("DOCKER_TLS_VERIFY", "1"));
        assertThat(only(plain)).isInstanceOf(Endpoint.Tls.class).hasToString("tcp://h:2376");
    }

    private String certFolderWithoutKey() throws IOException {
        var folder = Files.createDirectories(home.resolve("certs"));
        Files.writeString(folder.resolve("cert.pem"), "x");
        return folder.toString();
    }

    private void writeContext(String name, String meta) throws IOException {
        assertThat(name).isEqualTo("lab");
        var id = "a51146d38077ff992eba84cf1d5e9b249073503eb74868699016153b031a38f7";
        var folder =
                Files.createDirectories(home.resolve(".docker/contexts/meta").resolve(id));
        Files.writeString(folder.resolve("meta.json"), meta);
    }

    private Endpoint host(String text) {
        return only(resolve(EndpointFlags.host(text), Map.of()));
    }

    private DockerEndpoints resolve(EndpointFlags flags, Map<String, String> environment) {
        return DockerEndpoints.resolve(flags, environment, home);
    }

    private static Endpoint only(DockerEndpoints endpoints) {
        assertThat(endpoints.candidates()).hasSize(1);
        return endpoints.candidates().getFirst().endpoint();
    }
}
