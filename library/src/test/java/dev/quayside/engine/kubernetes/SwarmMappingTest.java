package dev.quayside.engine.kubernetes;

import static dev.quayside.engine.kubernetes.MappedApp.refusal;
import static dev.quayside.engine.kubernetes.MappedApp.refusalOf;
import static dev.quayside.engine.kubernetes.MappedApp.service;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was made for a Swarm or a Docker Engine, in a cluster's words. */
class SwarmMappingTest {
    private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";

    private static Object rolling(String updates, String field) {
        return service("deploy: {replicas: 3, update_config: {" + updates + "}}")
                .part("Deployment", "web", "spec", "strategy", "rollingUpdate", field);
    }

    @Test
    void asManyAreReplacedAtATimeAsTheFileSays() {
        assertThat(rolling("parallelism: 2", "maxSurge")).isEqualTo(2L);
        assertThat(rolling("parallelism: 2", "maxUnavailable")).isEqualTo(0L);
        assertThat(rolling("parallelism: 2, order: stop-first", "maxUnavailable"))
                .isEqualTo(2L);
        assertThat(rolling("parallelism: 0", "maxSurge")).isEqualTo("100%");
        assertThat(service("deploy: {mode: global, update_config: {parallelism: 2}}")
                        .part("DaemonSet", "web", "spec", "updateStrategy", "rollingUpdate", "maxUnavailable"))
                .isEqualTo(2L);
    }

    @Test
    void theNextOnesFollowAfterTheLongestOfTheTimes() {
        assertThat(service("deploy: {update_config: {delay: 3s, monitor: 1500ms}}")
                        .part("Deployment", "web", "spec", "minReadySeconds"))
                .isEqualTo(3L);
    }

    @ParameterizedTest
    @CsvSource({
        "node.labels.disk==ssd, disk, In, ssd",
        "node.labels.disk != ssd, disk, NotIn, ssd",
        "node.hostname == one, kubernetes.io/hostname, In, one",
        "node.platform.os==linux, kubernetes.io/os, In, linux",
        "node.platform.arch==x86_64, kubernetes.io/arch, In, amd64"
    })
    void aConstraintIsALabelOfTheNode(String constraint, String key, String operator, String value) {
        assertThat(service("deploy: {placement: {constraints: ['" + constraint + "']}}")
                        .pod(
                                "Deployment",
                                "web",
                                "affinity",
                                "nodeAffinity",
                                REQUIRED,
                                "nodeSelectorTerms",
                                0,
                                "matchExpressions",
                                0))
                .isEqualTo(Map.of("key", key, "operator", operator, "values", List.of(value)));
    }

    @ParameterizedTest
    @CsvSource({"node.role==manager, Exists", "node.role!=manager, DoesNotExist", "node.role==worker, DoesNotExist"})
    void aManagerIsANodeOfTheControlPlane(String constraint, String operator) {
        assertThat(service("deploy: {placement: {constraints: ['" + constraint + "']}}")
                        .pod(
                                "Deployment",
                                "web",
                                "affinity",
                                "nodeAffinity",
                                REQUIRED,
                                "nodeSelectorTerms",
                                0,
                                "matchExpressions",
                                0,
                                "operator"))
                .isEqualTo(operator);
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine.labels.a==b", "node.id==abc", "ssd", "node.labels.a==two words"})
    void whatAClusterCannotKnowOfANodeIsRefused(String constraint) {
        assertThat(refusal("deploy: {placement: {constraints: ['" + constraint + "']}}"))
                .contains("services.web.deploy.placement.constraints", constraint);
    }

    @Test
    void podsAreSpreadOrKeptApart() {
        var app = service("deploy: {replicas: 2, placement: {preferences: [{spread: node.labels.zone}]}}");
        assertThat(app.pod("Deployment", "web", "topologySpreadConstraints", 0, "topologyKey"))
                .isEqualTo("zone");
        assertThat(app.pod("Deployment", "web", "topologySpreadConstraints", 1, "topologyKey"))
                .isEqualTo("kubernetes.io/hostname");
        assertThat(refusal("deploy: {placement: {preferences: [{spread: engine.labels.a}]}}"))
                .contains("deploy.placement.preferences");

        var apart = service("deploy: {placement: {max_replicas_per_node: 1}}");
        assertThat(apart.pod("Deployment", "web", "affinity", "podAntiAffinity", REQUIRED, 0, "topologyKey"))
                .isEqualTo("kubernetes.io/hostname");
        assertThat(apart.part("Deployment", "web", "spec", "strategy", "rollingUpdate", "maxSurge"))
                .isEqualTo(0L);
        assertThat(refusal("deploy: {placement: {max_replicas_per_node: 2}}"))
                .contains("deploy.placement.max_replicas_per_node");
    }

    @Test
    void portsAreCalledAsTheFileSays() {
        var app = service("ports: [{target: 80, name: site, app_protocol: http}, {target: 81}]");

        assertThat(app.part("Service", "web", "spec", "ports", 0, "name")).isEqualTo("site");
        assertThat(app.part("Service", "web", "spec", "ports", 0, "appProtocol"))
                .isEqualTo("http");
        assertThat(app.part("Service", "web", "spec", "ports", 1, "name")).isEqualTo("tcp-81");
        assertThat(refusal("ports: [{target: 80, name: The Site}]")).contains("services.web.ports[].name");
        assertThat(refusal("ports: [{target: 80, name: tcp-81}, {target: 81}]")).contains("services.web.ports[].name");
        assertThat(refusal("ports: [{target: 80, app_protocol: a b}]")).contains("services.web.ports[].app_protocol");
    }

    @Test
    void severalHooksAreOneHandler() {
        var app = service("""
                expose: [80]
                post_start: [{command: [echo, $$HOME]}]
                pre_stop:
                - {command: [echo, "it's"], working_dir: /srv, environment: {A: B}}
                - {command: [ls]}
                """);

        assertThat(app.container("Deployment", "web", "lifecycle", "postStart", "exec", "command"))
                .isEqualTo(List.of("echo", "$HOME"));
        assertThat(app.container("Deployment", "web", "lifecycle", "preStop", "exec", "command"))
                .isEqualTo(List.of(
                        "/bin/sh",
                        "-c",
                        "sleep 3 && (cd '/srv' && export A='B' && exec 'echo' 'it'\\''s') && (exec 'ls')"));
        assertThat(refusal("pre_stop: [{command: [ls], environment: {A-B: c}}]"))
                .contains("services.web.pre_stop[].environment");
    }

    @Test
    void volumesOfAnotherAreMountedHereToo() {
        var app = MappedApp.of("""
                name: one
                services:
                  first: {image: a, volumes: ['data:/data', './a.conf:/a.conf', 'own:/own']}
                  second: {image: b, volumes_from: ['first:ro'], volumes: ['more:/own']}
                  third: {image: c, volumes_from: [second]}
                volumes: {data: , own: , more: }
                """);

        for (String workload : List.of("second", "third")) {
            assertThat(app.container("StatefulSet", workload, "volumeMounts").toString())
                    .contains("mountPath=/data, readOnly=true", "mountPath=/own, subPath", "/a.conf");
        }
        assertThat(app.notes()).anyMatch(note -> note.startsWith("services.third.volumes_from: approximated: "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"volumes: [/data]", "tmpfs: /data"})
    void whatOneContainerHasAloneIsNotShared(String lines) {
        assertThat(refusalOf("""
                        name: one
                        services: {first: {image: a, %s}, web: {image: b, volumes_from: [first]}}
                        """.formatted(lines))).contains("services.web.volumes_from", "/data");
        assertThat(refusal("volumes_from: ['container:other']")).contains("services.web.volumes_from", "other");
    }

    @Test
    void whatIsToBeFreshIsAlwaysAskedFor() {
        var app = service("pull_policy: daily");

        assertThat(app.container("Deployment", "web", "imagePullPolicy")).isEqualTo("Always");
        assertThat(app.notes()).anyMatch(note -> note.startsWith("services.web.pull_policy: approximated: "));
    }
}
