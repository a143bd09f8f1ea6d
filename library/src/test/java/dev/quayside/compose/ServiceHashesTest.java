package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceHashesTest {
    private static String hash(String keys) {
        Map<String, String> hashes = Reading.of("services: {a: {image: x, " + keys + "}, b: {image: y}}")
                .read()
                .hashes();
        assertThat(hashes).containsOnlyKeys("a", "b");
        return hashes.getOrDefault("a", "");
    }

    @Test
    void theOrderOfKeysIsNoChange() {
        assertThat(hash("user: u, environment: {A: 1, B: 2}"))
                .hasSize(64)
                .isEqualTo(hash("environment: {B: 2, A: 1}, user: u"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scale: 3",
                "pull_policy: always",
                "depends_on: [b]",
                "build: .",
                "deploy: {replicas: 2}, tty: true"
            })
    void whatShapesNoContainerIsNoChange(String keys) {
        assertThat(hash(keys))
                .isEqualTo(hash(keys.contains("deploy") ? "deploy: {replicas: 7}, tty: true" : "scale: 1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"user: v", "environment: {A: '1,2'}", "command: [a b]", "runtime: runc"})
    void everythingElseIsOne(String keys) {
        assertThat(hash(keys)).isNotEqualTo(hash("user: u"));
    }
}
