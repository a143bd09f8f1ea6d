package dev.quayside.engine.docker;

import static dev.quayside.engine.docker.DockerAssertions.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.Progress;
import dev.quayside.engine.http.Endpoint;
import dev.quayside.engine.http.ScriptedPeer;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.ImageRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client against a peer that says exactly what a test wants. */
@Timeout(30)
class DockerApiTest {
    @Test
    void theNewestVersionThatBothSidesSpeakIsSpoken() {
        assertThat(versionSpokenWith("1.41")).isEqualTo("GET /v1.41/info HTTP/1.1");
        assertThat(versionSpokenWith("1.48")).isEqualTo("GET /v1.48/info HTTP/1.1");
        assertThat(versionSpokenWith("1.99")).isEqualTo("GET /v1.56/info HTTP/1.1");
        assertThat(versionSpokenWith("2.0")).isEqualTo("GET /v1.56/info HTTP/1.1");
    }

    private static String versionSpokenWith(String engineVersion) {
        var requests = new ArrayList<String>();
        try (var peer = ScriptedPeer.start(c -> {
                    ping(c, engineVersion);
                    requests.add(c.request());
                    c.answer(200, "{}");
                });
                var docker = connect(peer)) {
            docker.system().details();
            return requests.getFirst();
        }
    }

    @Test
    void anEngineThatIsTooOldIsRefusedNamingBothVersions() {
        try (var peer = ScriptedPeer.start(c -> ping(c, "1.40"))) {
            assertFails(ErrorCode.ENGINE_INCOMPATIBLE, () -> connect(peer))
                    .hasMessageContaining("1.40")
                    .hasMessageContaining("1.41");
        }
    }

    @Test
    void aVersionThatTheUserChoseIsSpoken() {
        try (var peer = ScriptedPeer.start(c -> {
                    ping(c, "1.56");
                    c.request();
                    c.answer(200, "{}");
                });
                var docker = DockerIntegration.connect(options(peer).withApiVersion(new ApiVersion(1, 43)))) {
            var details = docker.system().details();
            assertThat(peer.connection(1).requests().getLast()).startsWith("GET /v1.43/");
            assertThat(details.apiVersion()).isEqualTo(new ApiVersion(1, 43));
            assertThat(details.features()).doesNotContain(EngineFeature.VOLUME_SUBPATH);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | No such container: x | NOT_FOUND",
                "409 | You cannot remove a running container | CONFLICT",
                "409 | Conflict. The container name '/x' is already in use by container 'y' | ALREADY_EXISTS",
                "500 | the container name 'x' is already in use by f58504cd. You have to remove that container | ALREADY_EXISTS",
                "500 | running or paused containers cannot be removed without force: container state improper | CONFLICT",
                "403 | network x has active endpoints | CONFLICT",
                "500 | driver failed: Bind for 0.0.0.0:80 failed: port is already allocated | PORT_IN_USE",
                "500 | Error starting userland proxy: listen tcp4 0.0.0.0:80: bind: address already in use | PORT_IN_USE",
                "500 | failed to bind host port for 0.0.0.0:80:172.17.0.2:80/tcp: address already in use | PORT_IN_USE",
                "403 | Address already in use | CONFLICT",
                "500 | write /var/lib/docker/tmp/x: no space left on device | DISK_FULL",
                "400 | client version 1.41 is too old. Minimum supported API version is 1.44 | ENGINE_INCOMPATIBLE",
                "400 | invalid mount config | INVALID_ARGUMENT",
                "501 | not built in | UNSUPPORTED",
                "500 | something odd | ENGINE_FAILED",
            })
    void whatTheEngineAnswersBecomesACode(int status, String message, ErrorCode code) {
        try (var peer = ScriptedPeer.start(c -> {
                    ping(c, "1.56");
                    c.request();
                    c.answer(status, "{\"message\":\"" + message + "\"}");
                });
                var docker = connect(peer)) {
            assertFails(code, () -> docker.containers().pause("x"))
                    .hasMessageContaining(message)
                    .hasMessageContaining("POST /containers/x/pause");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pull access denied for x, repository does not exist or may require 'docker login' | NOT_FOUND",
                "manifest for x:1 not found: manifest unknown | NOT_FOUND",
                "pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials | AUTHENTICATION_FAILED",
                "error parsing HTTP 404 response body: invalid character '<' | NOT_FOUND",
                "unauthorized: incorrect username or password | AUTHENTICATION_FAILED",
                "denied: requested access to the resource is denied | AUTHENTICATION_FAILED",
                "Get https://r/v2/: dial tcp: lookup r: no such host | REGISTRY_UNREACHABLE",
                "Get https://r/v2/: net/http: TLS handshake timeout | REGISTRY_UNREACHABLE",
                "toomanyrequests: You have reached your pull rate limit | ENGINE_FAILED",
                "failed to register layer: no space left on device | DISK_FULL",
            })
    void anErrorInTheStreamOfAPullBecomesACode(String message, ErrorCode code) {
        var line = "{\"errorDetail\":{\"message\":\"" + message + "\"},\"error\":\"" + message + "\"}\r\n";
        try (var peer = ScriptedPeer.start(c -> {
                    ping(c, "1.56");
                    c.request();
                    c.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    c.sendSlowly(chunk("{\"status\":\"Pulling\"}\r\n") + chunk(line) + chunk(""));
                });
                var docker = connect(peer)) {
            var progress = new ArrayList<Progress>();
            assertFails(code, () -> docker.pullImage(ImageRef.parse("x:1"), Optional.empty(), progress::add))
                    .hasMessageContaining(message)
                    .hasMessageContaining("x:1");
            assertThat(progress).extracting(Progress::phase).containsExactly("Pulling");
        }
    }

    @Test
    void aPullCarriesTheCredentialsOfItsRegistryAndNoOthers(@TempDir Path home) throws IOException {
        var auth = Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8));
        Files.createDirectories(home.resolve(".docker"));
        Files.writeString(
                home.resolve(".docker/config.json"),
                "{\"auths\":{\"r.test\":{\"auth\":\"" + auth + "\"},\"other.test\":{\"auth\":\"b3RoZXI6eA==\"}}}");
        try (var peer = ScriptedPeer.start(c -> {
                    ping(c, "1.56");
                    c.request();
                    c.answer(200, "");
                    c.request();
                    c.answer(200, "{\"Id\":\"sha256:1\",\"RepoTags\":[\"r.test/x:1\"]}");
                });
                var docker = DockerIntegration.connect(
                        DockerOptions.resolve(EndpointFlags.host(peer.endpoint().toString()), Map.of(), home))) {
            assertThat(docker.pullImage("r.test/x", "1").reference()).isEqualTo("r.test/x:1");
            var pull = peer.connection(1).requests().get(1);
            assertThat(pull).startsWith("POST /v1.56/images/create?fromImage=r.test/x&tag=1 ");
            var header = pull.lines()
                    .filter(line -> line.startsWith("X-Registry-Auth: "))
                    .findFirst()
                    .orElseThrow();
            var sent = new String(
                    Base64.getUrlDecoder().decode(header.substring("X-Registry-Auth: ".length())),
                    StandardCharsets.UTF_8);
            assertThat(sent).contains("\"me\"").contains("secret").doesNotContain("other");
        }
    }

    @Test
    void aLostAnswerIsNotAskedForAgain() {
        var creates = new ArrayList<String>();
        try (var peer = ScriptedPeer.start(c -> {
                    ping(c, "1.56");
                    creates.add(c.request());
                });
                var docker = connect(peer)) {
            assertFails(
                            ErrorCode.ENGINE_LOST,
                            () -> docker.containers().create("busybox", "x", CreateContainerOptions.DEFAULT))
                    .hasMessageContaining("POST /v1.56/containers/create");
            assertThat(creates).hasSize(1);
            assertThat(peer.accepted()).isEqualTo(1);
        }
    }

    @Test
    void namesCannotLeadToAnotherCall() {
        try (var peer = ScriptedPeer.start(c -> {
                    ping(c, "1.56");
                    c.request();
                    c.answer(404, "{\"message\":\"No such container\"}");
                });
                var docker = connect(peer)) {
            for (var name : List.of("", " ", "..")) {
                assertFails(ErrorCode.INVALID_ARGUMENT, () -> docker.inspect(name));
            }
            assertThat(docker.containers().find("../x?all=1#y z")).isEmpty();
            assertThat(peer.connection(1).requests().getLast())
                    .startsWith("GET /v1.56/containers/..%2Fx%3Fall%3D1%23y%20z/json ");
        }
    }

    @Test
    void anOlderEngineIsAskedWhetherThereIsATerminal() {
        try (var peer = ScriptedPeer.start(c -> {
                    if (c.number() == 1) {
                        ping(c, "1.41");
                        c.request();
                        c.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + chunk("2026-01-02T03:04:05Z hello\r\n")
                                + chunk(""));
                    } else {
                        c.request();
                        c.answer(200, "{\"Config\":{\"Tty\":true}}");
                    }
                });
                var docker = connect(peer);
                var logs = docker.logs("x", LogOptions.ALL)) {
            assertThat(logs.next().orElseThrow().text()).isEqualTo("hello");
            assertThat(logs.next()).isEmpty();
        }
    }

    @Test
    void onlySilenceLeadsToTheNextPlace() {
        try (var peer = ScriptedPeer.start(c -> ping(c, "1.56"))) {
            var nowhere = new DockerEndpoints.Candidate(new Endpoint.Unix(Path.of("/nowhere.sock")), "first");
            var there = new DockerEndpoints.Candidate(peer.endpoint(), "second");
            var usual = options(new DockerEndpoints(List.of(nowhere, there), false, List.of()));
            try (var docker = DockerIntegration.connect(usual)) {
                assertThat(docker.choice().origin()).isEqualTo("second");
                assertThat(docker.choice().rejected())
                        .singleElement()
                        .satisfies(rejected -> assertThat(rejected.reason()).contains("no such socket"));
            }
            var chosen = options(new DockerEndpoints(List.of(nowhere, there), true, List.of()));
            assertFails(ErrorCode.ENGINE_UNREACHABLE, () -> DockerIntegration.connect(chosen))
                    .hasMessageContaining("chosen by first");
            var none = options(new DockerEndpoints(List.of(nowhere), false, List.of()));
            assertFails(ErrorCode.ENGINE_UNREACHABLE, () -> DockerIntegration.connect(none))
                    .hasMessageContaining("/nowhere.sock (first)");
        }
    }

    @Test
    void aContainerThatVanishesWhileItIsListedIsLeftOut() {
        var listed = "[{\"Id\":\"a\",\"Names\":[\"/a\"],\"State\":\"running\"},{\"Id\":\"b\",\"Names\":[\"/b\"]}]";
        try (var peer = ScriptedPeer.start(c -> {
                    while (true) {
                        var request = c.request();
                        if (request.contains("_ping")) {
                            c.send("HTTP/1.1 200 OK\r\nApi-Version: 1.56\r\nContent-Length: 2\r\n\r\nOK");
                        } else if (request.contains("/containers/json")) {
                            c.answer(200, listed);
                        } else if (request.contains("/containers/a/")) {
                            c.answer(404, "{\"message\":\"No such container: a\"}");
                        } else {
                            c.answer(200, "{\"Id\":\"b\",\"Config\":{\"Env\":[\"K=v=w\",\"BARE\"]}}");
                        }
                    }
                });
                var docker = connect(peer)) {
            assertThat(docker.listContainers()).singleElement().satisfies(container -> {
                assertThat(container.name()).isEqualTo("b");
                assertThat(container.environment()).containsEntry("K", "v=w").containsEntry("BARE", "");
            });
        }
    }

    private static void ping(ScriptedPeer.Connection connection, String version) throws IOException {
        connection.request();
        connection.send("HTTP/1.1 200 OK\r\nApi-Version: " + version + "\r\nContent-Length: 2\r\n\r\nOK");
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static DockerIntegration connect(ScriptedPeer peer) throws QuaysideException {
        return DockerIntegration.connect(options(peer));
    }

    private static DockerOptions options(ScriptedPeer peer) {
        return DockerOptions.at(peer.endpoint().toString());
    }

    private static DockerOptions options(DockerEndpoints endpoints) {
        return new DockerOptions(
                endpoints,
                Optional.empty(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                List.of(),
                Map.of(),
                Path.of("."));
    }
}
