package dev.quayside.engine.kubernetes;

import static dev.quayside.engine.kubernetes.KubernetesAssertions.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.http.ScriptedPeer;
import dev.quayside.error.ErrorCode;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class NodeArchitecturesTest {
    private static final String NODES = """
            {"kind":"PartialObjectMetadataList","metadata":{},"items":[
            {"metadata":{"name":"one","labels":{"kubernetes.io/arch":"amd64"}}},
            {"metadata":{"name":"two","labels":{"kubernetes.io/arch":"s390x"}}}]}
            """;

    @Test
    void whatNoNodeCanRunIsRefused() {
        var asked = new AtomicReference<>("");
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    asked.set(c.requests().getLast());
                    c.answer(200, NODES);
                    c.request();
                    c.answer(200, NODES);
                });
                var kubernetes = ScriptedCluster.connect(peer)) {
            assertFails(ErrorCode.UNSUPPORTED, () -> NodeArchitectures.check(kubernetes.api(), Map.of("web", "arm64")))
                    .hasMessageContaining("service 'web' is built for arm64")
                    .hasMessageContaining("nodes of the cluster are amd64 and s390x")
                    .hasMessageContaining("platform: linux/amd64");
            assertThat(asked.get()).contains("/api/v1/nodes").contains("as=PartialObjectMetadataList");

            NodeArchitectures.check(kubernetes.api(), Map.of("web", "s390x"));
        }
    }

    @Test
    void whoMayNotListNodesIsNotHeldUp() {
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.answer(
                            403,
                            "{\"kind\":\"Status\",\"message\":\"nodes is forbidden: no\",\"reason\":\"Forbidden\"}");
                    c.request();
                    c.answer(201, "{\"status\":{\"allowed\":false}}");
                });
                var kubernetes = ScriptedCluster.connect(peer)) {
            NodeArchitectures.check(kubernetes.api(), Map.of("web", "arm64"));
        }
    }

    @Test
    void withoutImagesNothingIsAsked() {
        try (var peer = ScriptedPeer.start(c -> {
                    throw new AssertionError("nobody asks");
                });
                var kubernetes = ScriptedCluster.connect(peer)) {
            NodeArchitectures.check(kubernetes.api(), Map.of());
        }
    }
}
