package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a later file does to an earlier one. */
class MergeTest {
    @ParameterizedTest(name = "{0} under {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                // earlier | later | key | together
                "hostname: a | hostname: b | hostname | \"b\"",
                "hostname: a | user: b | hostname | \"a\"",
                "user: a | user: | user | \"a\"",
                "command: a b | command: [c] | command | [\"c\"]",
                "entrypoint: [a] | entrypoint: [b, c] | entrypoint | [\"b\", \"c\"]",
                "healthcheck: {test: a, interval: 1s} | healthcheck: {test: b} | healthcheck | {\"test\": [\"CMD-SHELL\", \"b\"], \"interval\": \"1s\"}",
                "environment: {A: 1, B: 1} | environment: {B: 2, C: 2} | environment | {\"A\": \"1\", \"B\": \"2\", \"C\": \"2\"}",
                "environment: [A=1, B=1] | environment: {B: 2} | environment | {\"A\": \"1\", \"B\": \"2\"}",
                "environment: {A: 1} | environment: [A=2] | environment | {\"A\": \"2\"}",
                "environment: {A: 1} | environment: {A: } | environment | {\"A\": null}",
                "labels: [a=1] | labels: {b: 2} | labels | {\"a\": \"1\", \"b\": \"2\"}",
                "dns: 1.1.1.1 | dns: [8.8.8.8] | dns | [\"1.1.1.1\", \"8.8.8.8\"]",
                "dns: [1.1.1.1] | dns: 1.1.1.1 | dns | [\"1.1.1.1\"]",
                "tmpfs: /a | tmpfs: /b | tmpfs | [\"/a\", \"/b\"]",
                "cap_add: [A] | cap_add: [B, A] | cap_add | [\"A\", \"B\"]",
                "security_opt: [a] | security_opt: [b] | security_opt | [\"a\", \"b\"]",
                "expose: [80] | expose: ['80', 81] | expose | [\"80\", \"81\"]",
                "extra_hosts: ['a:1.2.3.4'] | extra_hosts: {b: 5.6.7.8} | extra_hosts | [\"a=1.2.3.4\", \"b=5.6.7.8\"]",
                "devices: ['/dev/a:/dev/x'] | devices: ['/dev/b:/dev/x'] | devices | [{\"source\": \"/dev/b\", \"target\": \"/dev/x\", \"permissions\": \"rwm\"}]",
                "ulimits: {nofile: 1, nproc: 1} | ulimits: {nofile: {soft: 2, hard: 3}} | ulimits | {\"nofile\": {\"soft\": 2, \"hard\": 3}, \"nproc\": 1}",
                "logging: {driver: a, options: {x: 1}} | logging: {driver: b} | logging | {\"driver\": \"b\"}",
                "logging: {driver: a, options: {x: 1}} | logging: {options: {y: 2}} | logging | {\"driver\": \"a\", \"options\": {\"x\": \"1\", \"y\": \"2\"}}",
                "deploy: {replicas: 1, resources: {limits: {pids: 5}}} | deploy: {replicas: 2} | deploy | {\"replicas\": 2, \"resources\": {\"limits\": {\"pids\": 5}}}",
                "x-a: {b: [1]} | x-a: {b: [2]} | x-a | {\"b\": [1, 2]}",
            })
    void mergesKeysOfAService(String earlier, String later, String key, String together) {
        assertThat(Reading.service(earlier).overService(later).key(key)).isEqualTo(together);
    }

    @Test
    void portsAreOneIfAddressBothPortsAndProtocolAre() {
        assertThat(Reading.service("ports: ['80:80', '81:81']")
                        .overService("ports: ['80:80/udp', '127.0.0.1:80:80', '81:81']")
                        .a()
                        .connectivity()
                        .ports()
                        .stream()
                        .map(Object::toString))
                .containsExactlyInAnyOrder(
                        "0.0.0.0:80->80/tcp", "0.0.0.0:81->81/tcp", "0.0.0.0:80->80/udp", "127.0.0.1:80->80/tcp");
    }

    @Test
    void aVolumeTakesThePlaceOfAnotherAtTheSameTarget() {
        assertThat(Reading.service("volumes: ['vol:/d', '/e']")
                        .overService("volumes: ['./x:/d:ro']")
                        .over("volumes: {vol: }")
                        .a()
                        .storage()
                        .mounts()
                        .stream()
                        .map(Object::toString))
                .hasSize(2)
                .anyMatch(mount -> mount.contains("/p/x") && mount.contains("readOnly=true"));
    }

    @Test
    void configsAndSecretsAreUniqueByTarget() {
        var storage = Reading.service("configs: [c]\nsecrets: [s]")
                .overService("configs: [{source: d, target: /c}]\nsecrets: [{source: t, target: s}]")
                .over("configs: {c: {content: 1x}, d: {content: 2x}}\nsecrets: {s: {file: f}, t: {file: f}}")
                .a()
                .storage();

        assertThat(storage.configs())
                .singleElement()
                .matches(config -> config.source().equals("d"));
        assertThat(storage.secrets()).hasSize(2);
    }

    @Test
    void networksAndDependenciesMergeInEitherSyntax() {
        var reading = Reading.of("""
                services:
                  a: {image: x, networks: [n], depends_on: [b]}
                  b: {image: x}
                networks: {n: , m: }
                """)
                .overService("networks: {m: {aliases: [y]}}\ndepends_on: {b: {condition: service_healthy}}");

        assertThat(reading.key("networks")).isEqualTo("{\"n\": null, \"m\": {\"aliases\": [\"y\"]}}");
        assertThat(reading.key("depends_on")).contains("service_healthy");
    }

    @Test
    void aBuildInEitherSyntaxMerges() {
        assertThat(Reading.service("build: web")
                        .overService("build: {target: t}")
                        .key("build"))
                .isEqualTo("{\"context\": \"/p/web\", \"target\": \"t\", \"dockerfile\": \"Dockerfile\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "ports: ['80:80'] | ports: !reset [] | ports",
                "environment: {A: 1} | environment: {A: !reset } | environment",
                "hostname: h | hostname: !reset null | hostname",
                "labels: {a: 1} | labels: !reset {b: 2} | labels",
            })
    void aResetTakesAway(String earlier, String later, String key) {
        assertThat(Reading.service(earlier).overService(later).key(key)).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "environment: {A: 1} | environment: !override {B: 2} | environment | {\"B\": \"2\"}",
                "dns: [1.1.1.1] | dns: !override [8.8.8.8] | dns | [\"8.8.8.8\"]",
                "labels: [a=1] | labels: !override {b: 2} | labels | {\"b\": \"2\"}",
            })
    void anOverrideTakesThePlaceOfAll(String earlier, String later, String key, String together) {
        assertThat(Reading.service(earlier).overService(later).key(key)).isEqualTo(together);
    }

    @Test
    void aWholeServiceCanBeTakenAway() {
        assertThat(Reading.of("services: {a: {image: x}, b: {image: y}}")
                        .over("services: {b: !reset }")
                        .app()
                        .services())
                .containsOnlyKeys("a");
    }

    @Test
    void kindsThatDoNotFitAreRefusedWithBothPlaces() {
        assertThat(Reading.service("cap_add: [A]")
                        .overService("cap_add: {A: b}")
                        .errors())
                .first()
                .asString()
                .startsWith("3:")
                .contains("services.a.cap_add is", "/p/compose.yaml:4:14");
    }

    @Test
    void resourcesMergeKeyByKey() {
        assertThat(Reading.service("networks: [n]")
                        .over("networks: {n: {driver: bridge, labels: {a: 1}}}")
                        .over("networks: {n: {internal: true, labels: {b: 2}}}")
                        .json("networks", "n"))
                .contains("\"driver\": \"bridge\"", "\"internal\": true", "\"a\": \"1\"", "\"b\": \"2\"");
    }
}
