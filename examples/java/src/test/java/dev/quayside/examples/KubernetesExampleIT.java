package dev.quayside.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quayside.engine.docker.DockerIntegration;
import dev.quayside.engine.docker.DockerOptions;
import dev.quayside.engine.kubernetes.DeleteOptions;
import dev.quayside.engine.kubernetes.KubernetesOrchestration;
import dev.quayside.engine.kubernetes.WaitOptions;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the example as a program of its own on the cluster that the build started, with an image from an engine of it. */
class KubernetesExampleIT {
    private final String kubeconfig = System.getenv().getOrDefault("QUAYSIDE_TEST_KUBERNETES", "");
    private final String engine =
            System.getenv().getOrDefault("QUAYSIDE_TEST_ENGINES", "").split(",", -1)[0];

    @BeforeEach
    @AfterEach
    void removeWhatAnInterruptedRunLeft() {
        assumeTrue(!kubeconfig.isEmpty() && engine.contains("="), "no cluster and engine were given by the build");
        try (var kubernetes = KubernetesOrchestration.connect(Path.of(kubeconfig))) {
            kubernetes.deleteNamespace(
                    "toronto-ai",
                    DeleteOptions.DEFAULT.alsoForeign().waiting(WaitOptions.within(Duration.ofMinutes(2))));
        } catch (QuaysideException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND);
        }
    }

    @Test
    void theExampleRunsFromNamespaceToRemoval() throws Exception {
        var host = engine.substring(engine.indexOf('=') + 1);
        try (var docker = DockerIntegration.connect(DockerOptions.at(host))) {
            docker.buildImage(Path.of("app"), "toronto-ai:latest", "Dockerfile");
        }
        run(Map.of("DOCKER_HOST", host), "../../lab/kubernetes", "push", "toronto-ai:latest");

        var output = run(
                Map.of(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KubernetesExample.class.getName(),
                kubeconfig);

        assertThat(output)
                .contains("Rollout: 3 of 3 pods updated, 3 available")
                .contains("Deployment: toronto-ai-app, Replicas: 3")
                .contains("Service: toronto-ai-service, Type: LoadBalancer")
                .contains("Updated: toronto-ai-app, Replicas: 5");
    }

    private static String run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
