package dev.quayside.engine.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.KeyExample;
import dev.quayside.KeyExamples;
import dev.quayside.ProjectOptions;
import dev.quayside.Quayside;
import dev.quayside.engine.ImageFacts;
import dev.quayside.engine.TestKubernetes;
import dev.quayside.engine.Verdict;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.JsonObject;
import dev.quayside.model.ContainerPort;
import dev.quayside.model.HealthCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real server takes every object that an application is mapped to, and knows every field of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AcceptedManifestsIT {
    private static final Path INTENTS = Path.of("src", "test", "resources", "dev", "quayside", "intents");
    private static final Path EXAMPLES = Path.of("..", "examples");

    private final String namespace = "accept-" + UUID.randomUUID().toString().substring(0, 8);
    private final KubernetesOrchestration kubernetes = KubernetesOrchestration.connect(TestKubernetes.kubeconfig());
    private final ServerSideApply server = new ServerSideApply(TestKubernetes.kubeconfig());

    /** A dry run needs a namespace that is there. */
    @BeforeAll
    void createTheNamespace() {
        kubernetes.createNamespace(namespace);
    }

    @AfterAll
    void deleteTheNamespace() {
        kubernetes.deleteNamespace(namespace, DeleteOptions.DEFAULT.alsoForeign());
        kubernetes.close();
        server.close();
    }

    static Stream<KeyExample> mappedKeys() {
        return KeyExamples.ALL.stream()
                .filter(example -> KubernetesFidelity.TABLE.of(example.key()).kind() != Verdict.Kind.REFUSED)
                // Not every cluster knows gateways; KubernetesEngineIT has one that does.
                .filter(example -> !example.key().contains(".gateway"));
    }

    static Stream<Path> intents() throws IOException {
        try (var files = Files.list(INTENTS)) {
            return files.sorted().toList().stream();
        }
    }

    static Stream<Path> examples() throws IOException {
        try (var files = Files.walk(EXAMPLES)) {
            return files.filter(file -> file.endsWith("compose.yaml")).sorted().toList().stream();
        }
    }

    private void assertAccepted(AppManifests app) {
        var rejections = new ArrayList<String>();
        for (Manifest manifest : app.manifests()) {
            try {
                server.apply(manifest, ServerSideApply.Run.DRY);
            } catch (QuaysideException e) {
                rejections.add(manifest + ": " + e.problem());
            }
        }
        assertThat(rejections).isEmpty();
    }

    /** Else the others would prove nothing. */
    @Test
    void aFieldThatTheServerDoesNotKnowIsRejected() {
        var metadata = new JsonObject().put("name", "odd").put("namespace", namespace);
        var odd = AppManifests.manifest("v1", "ConfigMap", metadata, new JsonObject().put("unheardOf", "x"));

        assertThatThrownBy(() -> server.apply(odd, ServerSideApply.Run.DRY)).hasMessageContaining("unheardOf");
    }

    private ManifestOptions options() {
        return MappedApp.OPTIONS
                .inNamespace(namespace)
                .withSecretKey(new SecretKeySpec("key".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    }

    @ParameterizedTest
    @MethodSource("mappedKeys")
    void whatAKeyIsMappedTo(KeyExample example) {
        var app = example.appWith();
        var options = options().withFiles(KeyExample.contents(app.configs()), KeyExample.contents(app.secrets()));

        assertAccepted(AppManifests.of(app, options));
    }

    @Test
    void whatAnIngressIsMappedTo() {
        var app = MappedApp.app("""
                name: shop
                services:
                  web: {image: a, ports: ["80"], x-quayside: {expose: ingress}}
                  api:
                    image: a
                    ports: ["8000"]
                    x-quayside: {expose: {ingress: {host: api.test, class: nginx, tls_secret: api-tls}}}
                """);

        assertAccepted(AppManifests.of(app, options()));
    }

    @ParameterizedTest
    @MethodSource("intents")
    void whatAnIntentIsMappedTo(Path file) {
        var project = Quayside.read(ProjectOptions.of(file).withName("intent"));
        var image = new ImageFacts(
                "sha256:1",
                List.of("/var/lib/image"),
                List.of(ContainerPort.of(80)),
                Optional.of(HealthCheck.shell("ok", Duration.ofMillis(1500))),
                Optional.empty(),
                Optional.of(List.of("serve")),
                Optional.of("70:70"));

        assertAccepted(Quayside.manifests(project, options()));
        assertAccepted(Quayside.manifests(project, options().withImages(Map.of("web", image))));
        for (var publish : ManifestOptions.Publish.values()) {
            assertAccepted(Quayside.manifests(project, options().publishedBy(publish)));
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void whatAnExampleIsMappedTo(Path file) {
        var project = Quayside.read(ProjectOptions.of(file));
        // The files of secrets are not in the repository.
        var app = project.app();
        var options = options().withFiles(KeyExample.contents(app.configs()), KeyExample.contents(app.secrets()));

        assertAccepted(AppManifests.of(app, options));
    }
}
