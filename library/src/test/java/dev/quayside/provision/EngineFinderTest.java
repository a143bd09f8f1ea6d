package dev.quayside.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.docker.EndpointFlags;
import dev.quayside.engine.docker.EngineChoice;
import dev.quayside.engine.docker.ImageSource;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.provision.EngineFinder.EmbeddedUse;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineFinderTest {
    @TempDir
    Path home;

    private Map<String, String> environment = Map.of();

    @BeforeEach
    void useFoldersOfItsOwn() throws IOException {
        var runtime = Files.createDirectories(home.resolve("run"));
        environment = Map.of(
                "XDG_RUNTIME_DIR", runtime.toString(),
                "XDG_DATA_HOME", home.resolve("data").toString(),
                "PATH", "/nowhere");
    }

    private EngineFinder finder() {
        return new EngineFinder(environment, home);
    }

    private static void assumeNoEngineInUsualPlaces() {
        for (var socket : new String[] {"/var/run/docker.sock", "/run/podman/podman.sock"}) {
            assumeFalse(Files.exists(Path.of(socket)), "this machine has an engine at " + socket);
        }
    }

    @Test
    void anExplicitEngineThatDoesNotAnswerIsAnErrorAndLeadsToNoOther() {
        var missing = EndpointFlags.host("unix://" + home.resolve("none.sock"));
        var failure = catchThrowableOfType(
                QuaysideException.class,
                () -> finder().find(missing, EmbeddedUse.IF_NEEDED, ProgressListener.silent()));
        assertThat(failure.code()).isEqualTo(ErrorCode.ENGINE_UNREACHABLE);
        assertThat(failure.code().exitStatus()).isEqualTo(7);
        assertThat(failure).hasMessageContaining("none.sock").hasMessageContaining("--host");
        assertThat(home.resolve("data")).doesNotExist();
    }

    @Test
    void anEngineInAUsualPlaceIsUsedAsItIs() throws IOException {
        assumeNoEngineInUsualPlaces();
        try (var engine = new AnsweringEngine(home.resolve("run/podman/podman.sock"));
                var found = finder().find(EndpointFlags.NONE, EmbeddedUse.IF_NEEDED, ProgressListener.silent())) {
            assertThat(found.choice().origin()).isEqualTo("rootless Podman");
            assertThat(found.choice().endpoint()).hasToString("unix://" + engine.socket());
            assertThat(found.choice().rejected())
                    .extracting(EngineChoice.Rejected::origin)
                    .containsExactly("default socket", "rootless Docker", "Docker Desktop", "Podman");
            assertThat(found.embedded()).isFalse();
            assertThat(found.images()).isSameAs(ImageSource.NONE);
        }
    }

    @Test
    void aSocketInAUsualPlaceThatNobodyServesLeadsToTheNext() throws IOException {
        assumeNoEngineInUsualPlaces();
        var dead = home.resolve("run/docker.sock");
        try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(dead));
        }
        try (var engine = new AnsweringEngine(home.resolve("run/podman/podman.sock"));
                var found = finder().find(EndpointFlags.NONE, EmbeddedUse.IF_NEEDED, ProgressListener.silent())) {
            assertThat(found.choice().endpoint()).hasToString("unix://" + engine.socket());
            assertThat(found.choice().rejected())
                    .filteredOn(place -> place.origin().equals("rootless Docker"))
                    .singleElement()
                    .satisfies(place -> assertThat(place.reason()).contains("does not answer"));
        }
    }

    @Test
    void withoutTheEmbeddedEngineThePlacesThatWereTriedAreNamed() {
        assumeNoEngineInUsualPlaces();
        var failure = catchThrowableOfType(
                QuaysideException.class,
                () -> finder().find(EndpointFlags.NONE, EmbeddedUse.NEVER, ProgressListener.silent()));
        assertThat(failure.code()).isEqualTo(ErrorCode.ENGINE_UNREACHABLE);
        assertThat(failure).hasMessageContaining("default socket").hasMessageContaining("rootless Podman");
        assertThat(failure.getMessage()).doesNotContain("embedded engine)");
    }

    @Test
    void statusNamesTheFailureAndStartsNothing() {
        assumeNoEngineInUsualPlaces();
        var status = finder().status(EndpointFlags.NONE, EmbeddedUse.IF_NEEDED);
        assertThat(status.choice()).isEmpty();
        assertThat(status.failure().orElseThrow()).hasMessageContaining("embedded engine");
        assertThat(status.embedded().running()).isFalse();
        assertThat(status.embedded().dataBytes()).isZero();
        assertThat(home.resolve("data")).doesNotExist();
    }

    @Test
    void aUsualPlaceComesBeforeTheEmbeddedEngineThatRuns() throws IOException {
        assumeNoEngineInUsualPlaces();
        var embedded = EmbeddedEngine.of(environment, home);
        Files.createDirectories(embedded.socket().getParent());
        try (var ours = new AnsweringEngine(embedded.socket())) {
            try (var usual = new AnsweringEngine(home.resolve("run/docker.sock"));
                    var found = finder().find(EndpointFlags.NONE, EmbeddedUse.IF_NEEDED, ProgressListener.silent())) {
                assertThat(found.choice().endpoint()).hasToString("unix://" + usual.socket());
            }
            try (var found = finder().find(EndpointFlags.NONE, EmbeddedUse.IF_NEEDED, ProgressListener.silent())) {
                assertThat(found.choice().endpoint()).hasToString("unix://" + ours.socket());
                assertThat(found.embedded()).isTrue();
            }
        } finally {
            Files.deleteIfExists(embedded.socket());
            Files.deleteIfExists(embedded.socket().getParent());
        }
    }
}
