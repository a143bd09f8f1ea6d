package dev.quayside.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the example as a program of its own, on every engine that the build started. */
class DockerExampleIT {
    static List<String> engines() {
        var engines = System.getenv().getOrDefault("QUAYSIDE_TEST_ENGINES", "");
        if (engines.isEmpty() && !"1".equals(System.getenv("QUAYSIDE_REQUIRE_ENGINES"))) {
            return List.of("none");
        }
        return Arrays.asList(engines.split(",", -1));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void theExampleRunsFromBuildToRemoval(String engine) throws Exception {
        assumeTrue(engine.contains("="), "no engine was given in QUAYSIDE_TEST_ENGINES");
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DockerExample.class.getName());
        command.environment().put("DOCKER_HOST", engine.substring(engine.indexOf('=') + 1));
        Process process = command.redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();

        assertThat(output)
                .contains("Image: toronto-ai:latest")
                .containsPattern("Container: toronto-ai-app, Status: (?i:up|running)");
        assertThat(process.exitValue()).isZero();
    }
}
