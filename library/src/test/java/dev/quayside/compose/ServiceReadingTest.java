package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.model.Dependency;
import dev.quayside.model.Dependency.Condition;
import dev.quayside.model.HealthCheck;
import dev.quayside.model.HealthCheck.Test.Disabled;
import dev.quayside.model.HealthCheck.Test.Exec;
import dev.quayside.model.HealthCheck.Test.Shell;
import dev.quayside.model.Isolation;
import dev.quayside.model.Isolation.Ulimit;
import dev.quayside.model.Lifecycle.LogDriver;
import dev.quayside.model.Lifecycle.RestartPolicy;
import dev.quayside.model.Lifecycle.RestartPolicy.Mode;
import dev.quayside.model.Lifecycle.UpdateOrder;
import dev.quayside.model.Resources;
import dev.quayside.model.Service;
import dev.quayside.model.ServiceImage.PullPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each key of a service becomes in the model, in each of its spellings. */
class ServiceReadingTest {
    /** One key as it may be written, the part of the model that it fills, and with what. */
    private static Arguments row(String lines, Function<Service, Object> part, Object expected) {
        return Arguments.of(lines, part, expected);
    }

    private static void check(String lines, Function<Service, Object> part, Object expected) {
        assertThat(part.apply(Reading.service(lines).a())).isEqualTo(expected);
    }

    static Stream<Arguments> processKeys() {
        return Stream.of(
                row("command: a b", service -> service.process().command(), Optional.of(List.of("a", "b"))),
                row("command: [a, b c]", service -> service.process().command(), Optional.of(List.of("a", "b c"))),
                row("command: []", service -> service.process().command(), Optional.of(List.of())),
                row("command:", service -> service.process().command(), Optional.empty()),
                row(
                        "entrypoint: /e 'x y'",
                        service -> service.process().entrypoint(),
                        Optional.of(List.of("/e", "x y"))),
                row("entrypoint: ['']", service -> service.process().entrypoint(), Optional.of(List.of(""))),
                row(
                        "environment: {A: 1, B: x, C: true}",
                        service -> service.process().environment(),
                        Map.of("A", "1", "B", "x", "C", "true")),
                row(
                        "environment: [A=1, B=x=y, C=]",
                        service -> service.process().environment(),
                        Map.of("A", "1", "B", "x=y", "C", "")),
                row("environment: {A: , B: }", service -> service.process().environment(), Map.of()),
                row("working_dir: /w", service -> service.process().workingDirectory(), Optional.of("/w")),
                row("user: '1000:1000'", service -> service.process().user(), Optional.of("1000:1000")),
                row("group_add: [a, 12]", service -> service.process().groups(), List.of("a", "12")),
                row("hostname: h", service -> service.process().hostname(), Optional.of("h")),
                row("domainname: d.example", service -> service.process().domainName(), Optional.of("d.example")),
                row("tty: true", service -> service.process().tty(), true),
                row("stdin_open: 'yes'", service -> service.process().stdinOpen(), true),
                row("init: true", service -> service.process().init(), true),
                row("labels: {a: 1, b: }", Service::labels, Map.of("a", "1", "b", "")),
                row("labels: [a=1, b]", Service::labels, Map.of("a", "1", "b", "")),
                row("annotations: {a: b}", Service::annotations, Map.of("a", "b")),
                row("platform: linux/arm64", service -> service.image().platform(), Optional.of("linux/arm64")),
                row("pull_policy: always", service -> service.image().pullPolicy(), PullPolicy.ALWAYS),
                row("pull_policy: never", service -> service.image().pullPolicy(), PullPolicy.NEVER),
                row("pull_policy: build", service -> service.image().pullPolicy(), PullPolicy.BUILD),
                row("pull_policy: if_not_present", service -> service.image().pullPolicy(), PullPolicy.MISSING));
    }

    @ParameterizedTest
    @MethodSource("processKeys")
    void readsWhatAContainerRuns(String lines, Function<Service, Object> part, Object expected) {
        check(lines, part, expected);
    }

    static Stream<Arguments> lifecycleKeys() {
        return Stream.of(
                row(
                        "restart: always",
                        service -> service.lifecycle().restart(),
                        Optional.of(RestartPolicy.of(Mode.ALWAYS))),
                row("restart: 'no'", service -> service.lifecycle().restart(), Optional.of(RestartPolicy.of(Mode.NO))),
                row(
                        "restart: unless-stopped",
                        service -> service.lifecycle().restart(),
                        Optional.of(RestartPolicy.of(Mode.UNLESS_STOPPED))),
                row(
                        "restart: on-failure:3",
                        service -> service.lifecycle().restart(),
                        Optional.of(new RestartPolicy(Mode.ON_FAILURE, 3))),
                row(
                        "deploy: {restart_policy: {condition: on-failure, max_attempts: 2}}",
                        service -> service.lifecycle().restart(),
                        Optional.of(new RestartPolicy(Mode.ON_FAILURE, 2))),
                row(
                        "deploy: {restart_policy: {condition: any}}",
                        service -> service.lifecycle().restart(),
                        Optional.of(RestartPolicy.of(Mode.ALWAYS))),
                row(
                        "deploy: {restart_policy: {condition: none}}",
                        service -> service.lifecycle().restart(),
                        Optional.of(RestartPolicy.of(Mode.NO))),
                row("scale: 2", service -> service.lifecycle().replicas(), 2),
                row("deploy: {replicas: 3}", service -> service.lifecycle().replicas(), 3),
                row(
                        "deploy: {mode: replicated, replicas: 0}",
                        service -> service.lifecycle().replicas(),
                        0),
                row("container_name: here", service -> service.lifecycle().containerName(), Optional.of("here")),
                row("stop_signal: SIGINT", service -> service.lifecycle().stopSignal(), Optional.of("SIGINT")),
                row(
                        "stop_grace_period: 1m30s",
                        service -> service.lifecycle().stopGracePeriod(),
                        Optional.of(Duration.ofSeconds(90))),
                row(
                        "deploy: {update_config: {order: start-first}}",
                        service -> service.lifecycle().updateOrder(),
                        Optional.of(UpdateOrder.START_FIRST)),
                row(
                        "deploy: {update_config: {order: stop-first}}",
                        service -> service.lifecycle().updateOrder(),
                        Optional.of(UpdateOrder.STOP_FIRST)),
                row(
                        "x-quayside: {drain: 5s}",
                        service -> service.lifecycle().drainTime(),
                        Optional.of(Duration.ofSeconds(5))),
                row(
                        "logging: {driver: local, options: {max-size: 10m, max-file: 3}}",
                        service -> service.lifecycle().logging(),
                        Optional.of(new LogDriver("local", Map.of("max-size", "10m", "max-file", "3")))),
                row(
                        "logging: {options: {max-size: 1m}}",
                        service -> service.lifecycle().logging(),
                        Optional.of(new LogDriver("json-file", Map.of("max-size", "1m")))));
    }

    @ParameterizedTest
    @MethodSource("lifecycleKeys")
    void readsHowContainersComeAndGo(String lines, Function<Service, Object> part, Object expected) {
        check(lines, part, expected);
    }

    static Stream<Arguments> isolationKeys() {
        return Stream.of(
                row("privileged: true", service -> service.isolation().privileged(), true),
                row("read_only: true", service -> service.isolation().readOnlyRoot(), true),
                row(
                        "cap_add: [NET_ADMIN, SYS_TIME]",
                        service -> service.isolation().addedCapabilities(),
                        Set.of("NET_ADMIN", "SYS_TIME")),
                row("cap_drop: [ALL]", service -> service.isolation().droppedCapabilities(), Set.of("ALL")),
                row(
                        "security_opt: ['no-new-privileges:true']",
                        service -> service.isolation().securityOptions(),
                        List.of("no-new-privileges:true")),
                row(
                        "sysctls: {net.core.somaxconn: 1024}",
                        service -> service.isolation().sysctls(),
                        Map.of("net.core.somaxconn", "1024")),
                row(
                        "sysctls: [net.core.somaxconn=1024]",
                        service -> service.isolation().sysctls(),
                        Map.of("net.core.somaxconn", "1024")),
                row(
                        "ulimits: {nproc: 5, nofile: {soft: 1, hard: 2}}",
                        service -> service.isolation().ulimits(),
                        Map.of("nproc", new Ulimit(5, 5), "nofile", new Ulimit(1, 2))),
                row(
                        "devices: [/dev/null]",
                        service -> service.isolation().devices(),
                        List.of("/dev/null:/dev/null:rwm")),
                row(
                        "devices: ['/dev/null:/dev/x:r']",
                        service -> service.isolation().devices(),
                        List.of("/dev/null:/dev/x:r")),
                row(
                        "devices: [{source: /dev/null, target: /dev/x, permissions: r}]",
                        service -> service.isolation().devices(),
                        List.of("/dev/null:/dev/x:r")),
                row(
                        "pid: host\nipc: shareable\nuts: host\nuserns_mode: host\ncgroup: private",
                        service -> service.isolation().sharedNamespaces(),
                        Map.of(
                                "pid",
                                "host",
                                "ipc",
                                "shareable",
                                "uts",
                                "host",
                                "userns",
                                "host",
                                "cgroup",
                                "private")),
                row("hostname: h", Service::isolation, Isolation.DEFAULT));
    }

    @ParameterizedTest
    @MethodSource("isolationKeys")
    void readsWhatAContainerMayDo(String lines, Function<Service, Object> part, Object expected) {
        check(lines, part, expected);
    }

    static Stream<Arguments> resourceKeys() {
        return Stream.of(
                row("cpus: 0.5", service -> service.resources().cpuLimit(), OptionalDouble.of(0.5)),
                row("cpus: '1.5'", service -> service.resources().cpuLimit(), OptionalDouble.of(1.5)),
                row("mem_limit: 512m", service -> service.resources().memoryLimitBytes(), OptionalLong.of(512L << 20)),
                row("mem_limit: 1048576", service -> service.resources().memoryLimitBytes(), OptionalLong.of(1L << 20)),
                row("mem_limit: 1.5gb", service -> service.resources().memoryLimitBytes(), OptionalLong.of(3L << 29)),
                row(
                        "mem_reservation: 64m",
                        service -> service.resources().memoryReservationBytes(),
                        OptionalLong.of(64L << 20)),
                row("pids_limit: 100", service -> service.resources().pidsLimit(), OptionalLong.of(100)),
                row("shm_size: 64m", service -> service.resources().shmSizeBytes(), OptionalLong.of(64L << 20)),
                row(
                        "deploy: {resources: {limits: {cpus: '0.5', memory: 1g, pids: 9}}}",
                        Service::resources,
                        new Resources(
                                OptionalDouble.of(0.5),
                                OptionalLong.of(1L << 30),
                                OptionalDouble.empty(),
                                OptionalLong.empty(),
                                OptionalLong.of(9),
                                OptionalLong.empty())),
                row(
                        "deploy: {resources: {reservations: {cpus: 0.25, memory: 8k}}}",
                        Service::resources,
                        new Resources(
                                OptionalDouble.empty(),
                                OptionalLong.empty(),
                                OptionalDouble.of(0.25),
                                OptionalLong.of(8192),
                                OptionalLong.empty(),
                                OptionalLong.empty())),
                row("hostname: h", Service::resources, Resources.UNLIMITED));
    }

    @ParameterizedTest
    @MethodSource("resourceKeys")
    void readsWhatAContainerMayUse(String lines, Function<Service, Object> part, Object expected) {
        check(lines, part, expected);
    }

    static Stream<Arguments> healthChecks() {
        return Stream.of(
                row("healthcheck: {test: curl -f x}", ServiceReadingTest::test, new Shell("curl -f x")),
                row("healthcheck: {test: [CMD-SHELL, a && b]}", ServiceReadingTest::test, new Shell("a && b")),
                row("healthcheck: {test: [CMD, a, b]}", ServiceReadingTest::test, new Exec(List.of("a", "b"))),
                row("healthcheck: {test: [NONE]}", ServiceReadingTest::test, new Disabled()),
                row("healthcheck: {disable: true}", ServiceReadingTest::test, new Disabled()),
                row(
                        "healthcheck: {interval: 1s, timeout: 2s, retries: 3, start_period: 4s, start_interval: 5s}",
                        service -> service.healthCheck().orElseThrow(),
                        new HealthCheck(
                                Optional.empty(),
                                Optional.of(Duration.ofSeconds(1)),
                                Optional.of(Duration.ofSeconds(2)),
                                OptionalInt.of(3),
                                Optional.of(Duration.ofSeconds(4)),
                                Optional.of(Duration.ofSeconds(5)))));
    }

    private static HealthCheck.Test test(Service service) {
        return service.healthCheck().flatMap(HealthCheck::test).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("healthChecks")
    void readsHealthChecks(String lines, Function<Service, Object> part, Object expected) {
        check(lines, part, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[b] | STARTED",
                "{b: {condition: service_started}} | STARTED",
                "{b: {condition: service_healthy}} | HEALTHY",
                "{b: {condition: service_completed_successfully}} | COMPLETED",
            })
    void readsWhatAServiceWaitsFor(String written, Condition condition) {
        var reading = Reading.of("services:\n  a: {image: x, depends_on: " + written + "}\n  b: {image: y}\n");

        assertThat(reading.a().dependsOn()).containsExactly(Map.entry("b", Dependency.on(condition)));
    }

    @Test
    void readsWhatADependencySaysBesideItsCondition() {
        var reading = Reading.of("""
                services:
                  a:
                    image: x
                    depends_on:
                      b: {condition: service_healthy, restart: true, required: false}
                  b: {image: y}
                """);

        assertThat(reading.a().dependsOn()).containsEntry("b", new Dependency(Condition.HEALTHY, true, false));
    }

    @Test
    void aLinkIsADependencyAndAnotherNameForTheService() {
        var app = Reading.of("services:\n  a: {image: x, links: ['b:db']}\n  b: {image: y}\n")
                .app();

        assertThat(Reading.at(app.services(), "a").dependsOn()).containsOnlyKeys("b");
        assertThat(app.toString()).contains("db");
    }

    @Test
    void bareVariablesTakeTheirValuesFromTheEnvironment() {
        assertThat(Reading.service("environment: [A, B, C=1]")
                        .environment(Map.of("A", "one"))
                        .a()
                        .process()
                        .environment())
                .containsOnly(Map.entry("A", "one"), Map.entry("C", "1"));
    }
}
