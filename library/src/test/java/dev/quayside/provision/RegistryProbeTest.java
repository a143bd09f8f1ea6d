package dev.quayside.provision;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryProbeTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    @TempDir
    Path folder;

    private Path answers() {
        return folder.resolve("answers");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 401, 429, 500})
    void aRegistryThatAnswersAnythingIsReachable(int status) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v2/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            var registry = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v2/");
            assertThat(RegistryProbe.ofRegistry(answers(), registry, Map.of()).isReachable())
                    .isTrue();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aRegistryThatRefusesIsNot() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var registry = URI.create("http://127.0.0.1:" + port + "/v2/");
        assertThat(RegistryProbe.ofRegistry(answers(), registry, Map.of()).isReachable())
                .isFalse();
    }

    @Test
    void aSilentRegistryIsGivenUpInTime() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var registry = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/v2/");
            var began = System.nanoTime();
            assertThat(RegistryProbe.ofRegistry(answers(), registry, Map.of()).isReachable())
                    .isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void anAnswerHoldsForAMinuteAndForOtherProcesses() {
        var asked = new AtomicInteger();
        probeAt(NOW, asked).isReachable();
        assertThat(probeAt(NOW.plusSeconds(59), asked).isReachable()).isTrue();
        assertThat(asked).hasValue(1);
        probeAt(NOW.plusSeconds(61), asked).isReachable();
        assertThat(asked).hasValue(2);
    }

    @Test
    void anAnswerFromTheFutureIsAskedAgain() {
        var asked = new AtomicInteger();
        probeAt(NOW.plusSeconds(3600), asked).isReachable();
        probeAt(NOW, asked).isReachable();
        assertThat(asked).hasValue(2);
    }

    private RegistryProbe probeAt(Instant now, AtomicInteger asked) {
        return new RegistryProbe(answers(), Clock.fixed(now, ZoneOffset.UTC), () -> asked.incrementAndGet() > 0);
    }

    @Test
    void theProxyOfTheEnvironmentIsUsedUnlessTheHostIsExcluded() {
        var proxied = Map.of("https_proxy", "http://proxy.example:3128");
        assertThat(RegistryProbe.proxy("registry.example", proxied).address())
                .isEqualTo(InetSocketAddress.createUnresolved("proxy.example", 3128));
        var excluded = Map.of("HTTPS_PROXY", "proxy.example:3128", "NO_PROXY", "a.test,.example");
        assertThat(RegistryProbe.proxy("registry.example", excluded)).isEqualTo(Proxy.NO_PROXY);
        assertThat(RegistryProbe.proxy("registry.example", Map.of())).isEqualTo(Proxy.NO_PROXY);
    }
}
