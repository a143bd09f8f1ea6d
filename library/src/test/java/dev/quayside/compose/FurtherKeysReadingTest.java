package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.model.ContainerPort;
import dev.quayside.model.Hook;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Isolation;
import dev.quayside.model.Mount;
import dev.quayside.model.Placement;
import dev.quayside.model.PortName;
import dev.quayside.model.Rollout;
import dev.quayside.model.Service;
import dev.quayside.model.ServiceImage.PullPolicy;
import dev.quayside.model.VolumeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that others have for a Swarm, for hooks, and for what belongs to other containers, in the model. */
class FurtherKeysReadingTest {
    private static Service service(String lines) {
        return Objects.requireNonNull(
                Reading.service(lines).read().app().services().get("a"));
    }

    @Test
    void volumesAreThoseOfAServiceOrOfAnyContainer() {
        var app = Reading.of("""
                        services:
                          b: {image: x}
                          c: {image: x}
                          a: {image: x, volumes_from: [b, 'c:ro', 'container:d', 'container:e:ro']}
                        """).read().app();

        var service = Objects.requireNonNull(app.services().get("a"));
        assertThat(service.storage().volumesFrom())
                .containsExactly(
                        new VolumeSource("service:b", false),
                        new VolumeSource("service:c", true),
                        new VolumeSource("container:d", false),
                        new VolumeSource("container:e", true));
        assertThat(service.dependsOn()).containsOnlyKeys("b", "c");
    }

    @Test
    void hooksAreCommandsWithTheirSurroundings() {
        var lifecycle = service("""
                post_start:
                - {command: echo 'a b', user: root, privileged: true, working_dir: /srv, environment: [A=B]}
                pre_stop: [{command: [ls]}]
                """).lifecycle();

        assertThat(lifecycle.postStart())
                .containsExactly(new Hook(
                        List.of("echo", "a b"), Optional.of("root"), true, Optional.of("/srv"), Map.of("A", "B")));
        assertThat(lifecycle.preStop()).containsExactly(Hook.of("ls"));
    }

    @ParameterizedTest
    @CsvSource({
        "daily, PT24H",
        "weekly, PT168H",
        "every_12h, PT12H",
        "every_1w2d, PT216H",
        "'refresh\npull_refresh_after: 90m', PT1H30M"
    })
    void anImageMayGetOld(String policy, Duration after) {
        var image = service("pull_policy: " + policy).image();

        assertThat(image.pullPolicy()).isEqualTo(PullPolicy.REFRESH);
        assertThat(image.refreshAfter()).contains(after);
    }

    @Test
    void anImageThatGetsOldNeedsATime() {
        assertThat(Reading.service("pull_policy: refresh").read().refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal.problem()).contains("after which time"));
        assertThat(service("pull_policy: if_not_present").image().pullPolicy()).isEqualTo(PullPolicy.MISSING);
    }

    @Test
    void linksLeadOutOfTheAppByTheNetworksOfTheService() {
        var attachments =
                service("external_links: [db, 'queue:jobs']").connectivity().attachments();

        assertThat(attachments.values())
                .singleElement()
                .satisfies(joined -> assertThat(joined.links()).containsExactly("db:db", "queue:jobs"));
        assertThat(Reading.service("external_links: [db]\nnetwork_mode: host")
                        .read()
                        .refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal.problem()).contains("no network"));
    }

    @Test
    void anImageIsMounted() {
        assertThat(service("volumes: [{type: image, source: 'tools:1', target: /t, image: {subpath: bin}}]")
                        .storage()
                        .mounts())
                .containsExactly(new Mount.ImageMount(ImageRef.parse("tools:1"), "/t", Optional.of("bin")));
        assertThat(Reading.service("volumes: [{type: image, source: 'A B', target: /t}]")
                        .read()
                        .refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal.problem()).contains("A B"));
    }

    @Test
    void portsHaveNames() {
        var connectivity = service("ports: [{target: 80, name: site, app_protocol: http}, '81']")
                .connectivity();

        assertThat(connectivity.portNames())
                .isEqualTo(Map.of(ContainerPort.of(80), new PortName(Optional.of("site"), Optional.of("http"))));
    }

    @Test
    void whatASwarmIsToldIsThereForACluster() {
        var orchestration = service("""
                deploy:
                  endpoint_mode: dnsrr
                  update_config: {parallelism: 2, delay: 3s, monitor: 0s, failure_action: pause}
                  rollback_config: {parallelism: 1}
                  placement:
                    constraints: [node.role==worker]
                    preferences: [{spread: node.labels.zone}]
                    max_replicas_per_node: 3
                """).orchestration();

        assertThat(orchestration.rollout())
                .isEqualTo(new Rollout(
                        OptionalInt.of(2),
                        Optional.of(Duration.ofSeconds(3)),
                        Optional.empty(),
                        true,
                        Set.of("update_config.failure_action", "rollback_config")));
        assertThat(orchestration.placement())
                .isEqualTo(new Placement(List.of("node.role==worker"), List.of("node.labels.zone"), OptionalInt.of(3)));
    }

    @Test
    void aBuildHasLimitsOfItsProcesses() {
        assertThat(service("build: {context: ., ulimits: {nofile: 77, nproc: {soft: 1, hard: 2}}}")
                        .image()
                        .build()
                        .orElseThrow()
                        .ulimits())
                .isEqualTo(Map.of("nofile", new Isolation.Ulimit(77, 77), "nproc", new Isolation.Ulimit(1, 2)));
    }

    @Test
    void whatIsForTheDeveloperChangesNothing() {
        assertThat(service("develop: {watch: [{path: ./src, action: rebuild}]}"))
                .isEqualTo(service(""));
    }
}
