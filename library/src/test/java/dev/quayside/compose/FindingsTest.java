package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.error.ErrorCode;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where findings point, and what they say. */
class FindingsTest {
    /** Lines of a service that starts in line 4, column 5. */
    static Stream<Arguments> mistakesOfAService() {
        return Stream.of(
                Arguments.of(
                        "enviroment: {A: b}", "4:5: the key services.a.enviroment does not exist; write 'environment'"),
                Arguments.of("Ports: [80]", "4:5: the key services.a.Ports does not exist; write 'ports'"),
                Arguments.of(
                        "qwertyuiop: 1",
                        "4:5: the key services.a.qwertyuiop does not exist; remove it, or start its name with 'x-'"),
                Arguments.of(
                        "healthcheck: {tset: x}",
                        "4:19: the key services.a.healthcheck.tset does not exist; write 'test'"),
                Arguments.of("command: 5", "4:14: services.a.command is "),
                Arguments.of(
                        "command: [a, 5]",
                        "4:18: services.a.command[1] is text, not an integer; put the value in quotes"),
                Arguments.of("environment: ['=b']", "4:19: services.a.environment: a value has no name"),
                Arguments.of("labels: [a=b, '=b']", "4:19: services.a.labels: a value has no name"),
                Arguments.of("environment: a", "4:18: services.a.environment is "),
                Arguments.of("environment: {A: [b]}", "4:22: services.a.environment.A is "),
                Arguments.of("ports: 80", "4:12: services.a.ports is a list"),
                Arguments.of("ports: [80, '99999:80']", "4:17: services.a.ports[1] cannot be '99999:80'"),
                Arguments.of("privileged: maybe", "4:17: services.a.privileged is "),
                Arguments.of("cgroup: hots", "4:13: services.a.cgroup cannot be 'hots'; write host"),
                Arguments.of("container_name: x", "4:21: services.a.container_name cannot be 'x'"),
                Arguments.of("pull_policy: sometimes", "4:18: services.a.pull_policy cannot be 'sometimes'"),
                Arguments.of("pull_policy: every_", "4:18: services.a.pull_policy cannot be 'every_'"),
                Arguments.of("pull_policy: every_d", "4:18: services.a.pull_policy cannot be 'every_d'"),
                Arguments.of("pull_policy: every_1d2", "4:18: services.a.pull_policy cannot be 'every_1d2'"),
                Arguments.of("pull_policy: \"always\\n\"", "4:18: services.a.pull_policy cannot be 'always"),
                Arguments.of("security_opt: [A, A]", "4:23: services.a.security_opt[1] stands in the list already"),
                Arguments.of("mem_limit: much", "4:16: services.a.mem_limit is a size, not 'much'"),
                Arguments.of("stop_grace_period: '90'", "4:24: services.a.stop_grace_period is a duration, not '90'"),
                Arguments.of(
                        "stop_grace_period: 90",
                        "4:24: services.a.stop_grace_period is text, not an integer; write a unit behind it, such as 90s"),
                Arguments.of("cpus: many", "4:11: services.a.cpus is "),
                Arguments.of(
                        "healthcheck: {test: [curl, x]}",
                        "4:26: services.a has a health test that starts with neither CMD, CMD-SHELL nor NONE"),
                Arguments.of("networks: [nope]", "4:16: services.a uses the network 'nope', which is not defined"),
                Arguments.of("volumes: ['nope:/d']", "4:15: services.a uses the volume 'nope', which is not defined"),
                Arguments.of("configs: [nope]", "4:15: services.a uses the config 'nope', which is not defined"),
                Arguments.of(
                        "secrets: [{source: nope}]", "4:16: services.a uses the secret 'nope', which is not defined"),
                Arguments.of(
                        "volumes: [/d]\ntmpfs: /d", "4:15: services.a mounts something at '/d' already, in line 5"),
                Arguments.of("volumes: [{target: /d}]", "4:15: services.a.volumes[0] needs the key 'type'"),
                Arguments.of(
                        "volumes: [{type: bind, target: /d}]", "4:15: services.a.volumes: a bind mount has no source"),
                Arguments.of(
                        "volumes: [{type: folder, target: /d}]", "4:22: services.a.volumes[0].type cannot be 'folder'"),
                Arguments.of(
                        "ports: [{target: 80, host_ip: here}]", "4:35: services.a.ports: 'here' is not an IP address"),
                Arguments.of("depends_on: [b]", "4:18: services.a depends on 'b', which is no service of this app"),
                Arguments.of("depends_on: [a]", "4:18: services wait for each other: a -> a"),
                Arguments.of(
                        "depends_on: {b: {condition: soon}}",
                        "4:33: services.a.depends_on.b.condition cannot be 'soon'"),
                Arguments.of(
                        "network_mode: host\nnetworks: [default]",
                        "4:5: services.a has both 'network_mode' and 'networks'"),
                Arguments.of("network_mode: 'service:b'", "4:19: services.a depends on 'b', which is no service"),
                Arguments.of(
                        "scale: 2\ndeploy: {replicas: 3}",
                        "4:5: services.a has 2 as 'scale' and 3 as 'deploy.replicas'"),
                Arguments.of("scale: -1", "4:5: services.a cannot have -1 replicas"),
                Arguments.of(
                        "scale: 2\ncontainer_name: here",
                        "5:5: services.a has 2 replicas, which cannot all be called 'here'"),
                Arguments.of(
                        "cpus: 1\ndeploy: {resources: {limits: {cpus: 2}}}",
                        "4:5: services.a has different values as 'cpus' and 'deploy.resources.limits.cpus'"),
                Arguments.of(
                        "build: {context: ., dockerfile: D, dockerfile_inline: FROM x}",
                        "4:40: services.a has two Dockerfiles"),
                Arguments.of("extends: {file: other.yaml}", "4:14: services.a.extends needs the key 'service'"),
                Arguments.of("extends: nope", "4:14: the service 'nope' does not exist in /p/compose.yaml"),
                Arguments.of("env_file: nope", "4:15: the env file /p/nope does not exist"),
                Arguments.of("ulimits: {nofile: {soft: 1}}", "4:23: services.a.ulimits.nofile needs the key 'hard'"),
                Arguments.of("extra_hosts: [a]", "4:19: services.a.extra_hosts: 'a' has no address"));
    }

    @ParameterizedTest
    @MethodSource("mistakesOfAService")
    void pointsAtMistakesOfAService(String lines, String expected) {
        assertThat(ComposeReader.check(Reading.service(lines).options()))
                .anySatisfy(finding -> assertThat(finding.toString()).startsWith("/p/compose.yaml:" + expected));
        assertThat(Reading.service(lines).failure().code()).isEqualTo(ErrorCode.INVALID_FILE);
    }

    /** Values that docker compose shows and nobody can do. */
    static Stream<Arguments> impossibleValues() {
        return Stream.of(
                Arguments.of("restart: sometimes", "4:5: services.a: 'sometimes' is no restart policy"),
                Arguments.of("restart: on-failure:x", "4:5: services.a: 'x' is not a number of restarts"),
                Arguments.of("expose: [foo]", "4:14: services.a: 'foo' is not a container port"),
                Arguments.of(
                        "deploy: {mode: global, replicas: 2}",
                        "4:14: services.a runs once on each node and cannot have a number of replicas"),
                Arguments.of("scale: 99999", "4:5: services.a cannot have 99999 replicas"),
                Arguments.of("ports: [{target: 99999}]", "4:13: services.a: port 99999 does not exist"),
                Arguments.of("ports: [{target: 80, published: foo}]", "4:13: services.a.ports: 'foo' is not a port"),
                Arguments.of("extra_hosts: ['a=']", "4:5: services.a.extra_hosts: 'a=' lacks a name or an address"),
                Arguments.of("volumes: ['v:x/y']", "4:15: services.a.volumes: 'v:x/y' is not an absolute path"),
                Arguments.of("devices: [':/b']", "4:15: services.a.devices[0] cannot be ':/b': it names no device"),
                Arguments.of("healthcheck: {retries: 99999999999}", "4:19: services.a.healthcheck: nobody tries"),
                Arguments.of(
                        "networks: {default: {priority: 99999999999}}",
                        "4:26: services.a.networks: the priority 99999999999 is out of range"));
    }

    @ParameterizedTest
    @MethodSource("impossibleValues")
    void showsImpossibleValuesAndPointsAtThemForWhoeverRunsThem(String lines, String expected) {
        var refusal = Reading.service(lines).read().refusal().orElseThrow();

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_FILE);
        assertThat(refusal.problem()).startsWith("/p/compose.yaml:" + expected);
    }

    static Stream<Arguments> mistakesOfAFile() {
        return Stream.of(
                Arguments.of("services: {a: {}}", "1:12: services.a has neither an image nor a build"),
                Arguments.of("services: [a]", "1:11: services is a mapping, not a list"),
                Arguments.of("service: {a: {image: x}}", "1:1: the key service does not exist; write 'services'"),
                Arguments.of("services: {a b: {image: x}}", "1:12: 'a b' cannot be used as a name in services"),
                Arguments.of("services: {a: {image: Foo Bar}}", "1:23: services.a: "),
                Arguments.of("services: {a: {image: x}}\nnetworks: [n]", "2:11: networks is a mapping, not a list"),
                Arguments.of(
                        "services: {a: {image: x}}\nvolumes: {v: {nmae: x}}",
                        "2:15: the key volumes.v.nmae does not exist; write 'name'"),
                Arguments.of(
                        "services: {a: {image: x}}\nvolumes: {v: {external: true, driver: local}}",
                        "2:31: volumes.v is external, so 'driver' has no effect"),
                Arguments.of(
                        "services: {a: {image: x}}\nconfigs: {c: {file: f, content: x}}",
                        "2:24: configs.c has more than one source: file and content"),
                Arguments.of("services: {a: {image: x}}\nsecrets: {s: {name: n}}", "2:14: secrets.s has no source"),
                Arguments.of(
                        "include: [nope.yaml]\nservices: {a: {image: x}}",
                        "1:11: the file /p/nope.yaml does not exist"),
                Arguments.of(
                        "services: {a: {image: x, container_name: cc}, b: {image: x, container_name: cc}}",
                        "1:61: services.b has the container name 'cc' of services.a"),
                Arguments.of("version: 3\nservices: {a: {image: x}}", "1:10: version is text, not an integer"),
                Arguments.of("", "1:1: the file defines nothing"));
    }

    @ParameterizedTest
    @MethodSource("mistakesOfAFile")
    void pointsAtMistakesOfAFile(String text, String expected) {
        assertThat(ComposeReader.check(Reading.of(text).options()))
                .anySatisfy(finding -> assertThat(finding.toString()).startsWith("/p/compose.yaml:" + expected));
    }

    @Test
    void reportsEveryMistakeOfAllFilesInOneRun() {
        var failure = Reading.service("enviroment: {}\nports: [x]\ndepends_on: [b]")
                .overService("hostname: 5\nrestrat: always")
                .failure();

        assertThat(failure.problem())
                .contains(
                        "/p/compose.yaml:4:5: the key services.a.enviroment",
                        "/p/compose.yaml:5:13: services.a.ports[0]",
                        "/p/compose.yaml:6:18: services.a depends on 'b'",
                        "/p/override.yaml:3:15: services.a.hostname is text",
                        "/p/override.yaml:4:5: the key services.a.restrat");
        assertThat(failure.remedy()).isEqualTo("correct these 5 places");
    }

    @Test
    void showsTheLineWithACaretUnderThePlace() {
        assertThat(Reading.service("privileged: maybe").failure().problem())
                .contains("    privileged: maybe\n")
                .contains("                ^");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void showsTheLineHoweverLinesEnd(String end) {
        String text = "services:@  a:@@    image: x@    privileged: maybe".replace("@", end);

        assertThat(Reading.of(text).failure().problem())
                .contains("compose.yaml:5:17: ")
                .endsWith("\n  5 |     privileged: maybe\n    |                 ^");
    }

    @ParameterizedTest
    @CsvSource({
        "'credential_spec: {file: b}', services.a.credential_spec",
        "'pre_start: [{command: x}]', services.a.pre_start",
        "'provider: {type: b}', services.a.provider",
        "'build: {ssh: [default]}', services.a.build.ssh",
        "'logging: {driver: x}\nuse_api_socket: true', services.a.use_api_socket",
    })
    void namesFileLineKeyAndReasonOfWhatNoEngineDoes(String lines, String key) {
        var failure = Reading.service(lines).read().refusal().orElseThrow();

        assertThat(failure.code()).isEqualTo(ErrorCode.UNSUPPORTED);
        assertThat(failure.problem())
                .matches("(?s)/p/compose.yaml:[45]:[0-9]+: no engine does \\Q" + key + "\\E: [a-z].{20,}");
    }

    @ParameterizedTest
    @CsvSource({
        "networkmode, network_mode",
        "comand, command",
        "imgae, image",
        "depend_on, depends_on",
        "volume, volumes"
    })
    void suggestsTheNearestKey(String written, String meant) {
        assertThat(ComposeReader.check(Reading.service(written + ": x").options()))
                .first()
                .extracting(Finding::remedy)
                .isEqualTo("write '" + meant + "'");
    }

    @Test
    void keysForOtherProgramsAreLeftAlone() {
        var reading = Reading.service("x-mine: {a: [1, {b: c}]}").over("x-top: 1");

        assertThat(reading.errors()).isEmpty();
        assertThat(reading.key("x-mine")).isEqualTo("{\"a\": [1, {\"b\": \"c\"}]}");
    }

    @Test
    void quaysidesOwnKeysAreChecked() {
        assertThat(Reading.service("x-quayside: {drian: 5s}").errors())
                .containsExactly("4:18 the key services.a.x-quayside.drian does not exist");
    }

    @Test
    void showsTheWholeCircleOfDependencies() {
        var reading = Reading.of("""
                services:
                  a: {image: x, depends_on: [b]}
                  b: {image: x, depends_on: [c]}
                  c: {image: x, depends_on: [b], links: [d]}
                  d: {image: x}
                """);

        assertThat(reading.errors()).containsExactly("3:30 services wait for each other: b -> c -> b");
    }

    @Test
    void showsEveryCircleAndNoneThatAnotherOneMakes() {
        var reading = Reading.of("""
                services:
                  a: {image: x, depends_on: [b]}
                  b: {image: x, depends_on: [a]}
                  c: {image: x, depends_on: [d]}
                  d: {image: x, depends_on: [a]}
                  e: {image: x, depends_on: [f]}
                  f: {image: x, depends_on: [e]}
                """);

        assertThat(reading.errors())
                .containsExactly(
                        "2:30 services wait for each other: a -> b -> a",
                        "6:30 services wait for each other: e -> f -> e");
    }

    @Test
    void warnsOfWhatHasNoEffect() {
        assertThat(Reading.of("version: '3'\nservices: {a: {image: x, deploy: {labels: {a: b}}}}")
                        .warnings())
                .containsExactly(
                        "1:1 the key 'version' is obsolete",
                        "2:35 services.a.deploy.labels are labels of a Swarm service, which containers do not get");
    }

    @Test
    void theValuesOfVariablesDoNotStandInMessagesAboutKeys() {
        assertThat(Reading.service("labels: {a: $SECRET}\nfoo: 1")
                        .environment(Map.of("SECRET", "hunter2"))
                        .failure())
                .hasMessageNotContaining("hunter2");
    }
}
