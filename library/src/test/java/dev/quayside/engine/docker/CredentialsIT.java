package dev.quayside.engine.docker;

import static dev.quayside.engine.docker.DockerAssertions.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.TestEngines.TestEngine;
import dev.quayside.error.ErrorCode;
import dev.quayside.model.ImageRef;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Logging in, on real engines, to the registry that each has at its own port 5001: it knows only ada, with lovelace as password. */
@ParameterizedClass
@MethodSource("dev.quayside.engine.TestEngines#all")
@Timeout(120)
class CredentialsIT {
    private static final String REGISTRY = "127.0.0.1:5001";

    private final TestEngine engine;
    private final DockerIntegration docker;
    private final Scratch scratch;

    CredentialsIT(TestEngine engine) {
        this.engine = engine;
        docker = DockerIntegration.connect(DockerOptions.at(engine.host()));
        scratch = new Scratch(docker);
    }

    @AfterEach
    void removeEverything() {
        scratch.close();
        docker.close();
    }

    @Test
    void wrongCredentialsAreSaidToBeWrong() {
        try (var client = as("ada:babbage")) {
            assertFails(ErrorCode.AUTHENTICATION_FAILED, () -> client.pullImage(REGISTRY + "/app", "1"))
                    .hasMessageContaining(REGISTRY)
                    .hasMessageNotContaining("babbage");
            assertFails(ErrorCode.AUTHENTICATION_FAILED, () -> client.pushImage(mine(), "1"))
                    .hasMessageNotContaining("babbage");
        }
    }

    @Test
    void noCredentialsAreSaidToBeMissing() {
        assertFails(ErrorCode.AUTHENTICATION_FAILED, () -> docker.pullImage(REGISTRY + "/app", "1"));
        assertFails(ErrorCode.AUTHENTICATION_FAILED, () -> docker.pushImage(mine(), "1"));
    }

    @Test
    void rightCredentialsOpenTheRegistry() {
        try (var client = as("ada:lovelace")) {
            var name = mine();
            client.pushImage(name, "1");
            assertThat(client.pullImage(name, "1").repository()).isEqualTo(name);
            assertFails(ErrorCode.NOT_FOUND, () -> client.pullImage(REGISTRY + "/no-such-app", "1"));
        }
    }

    private String mine() {
        var name = ImageRef.parse(REGISTRY + "/" + scratch.name("app") + ":1");
        docker.images().tag(Scratch.IMAGE, name);
        assertThat(docker.images().find(name.familiar())).isPresent();
        return name.familiarName();
    }

    private DockerIntegration as(String login) {
        var auth = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        var config = "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(REGISTRY, auth);
        var at = DockerOptions.at(engine.host());
        return DockerIntegration.connect(new DockerOptions(
                at.endpoints(),
                at.apiVersion(),
                at.connectTimeout(),
                at.readTimeout(),
                List.of(),
                Map.of("DOCKER_AUTH_CONFIG", config),
                at.configFolder()));
    }
}
