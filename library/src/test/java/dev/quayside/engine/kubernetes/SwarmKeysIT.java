package dev.quayside.engine.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.compose.ComposeFile;
import dev.quayside.compose.ComposeReader;
import dev.quayside.compose.ReadOptions;
import dev.quayside.engine.TestKubernetes;
import dev.quayside.engine.Wanted;
import dev.quayside.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys that were made for a Swarm or a Docker Engine, on a real cluster. */
class SwarmKeysIT {
    private final ClusterApp app =
            ClusterApp.of("qs-" + UUID.randomUUID().toString().substring(0, 8));

    @AfterEach
    void removeEverything() {
        app.close();
    }

    private Wanted wanted(String text) {
        String files = "name: " + app.name + "\n" + text.replace("IMAGE", TestKubernetes.image());
        return Wanted.of(ComposeReader.read(ReadOptions.of(new ComposeFile("/p/compose.yaml", files)))
                .app());
    }

    private String output(String service, String script) {
        var id = app.replicas(service).getLast().id();
        return app.engine
                .run(id, List.of("sh", "-c", script), Duration.ofSeconds(20))
                .output();
    }

    private Json get(Kind kind, String name) {
        return app.kubernetes.api().json(Call.get(ObjectRef.of(kind, app.name, name)));
    }

    @Test
    void theClusterTakesAndDoesWhatTheFileSays() {
        String files = """
                services:
                  data:
                    image: IMAGE
                    command: [sh, -c, 'trap "exit 0" TERM; sleep 3600 & wait']
                    restart: always
                    volumes: ['data:/data']
                    post_start:
                    - {command: [sh, -c, 'echo "$$A $$PWD" >/data/after'], working_dir: /var, environment: {A: "it's"}}
                    - {command: touch /data/second}
                    pre_stop: [{command: touch /data/stopped}]
                  web:
                    image: IMAGE
                    command: [sh, -c, 'trap "exit 0" TERM; sleep 3600 & wait']
                    restart: always
                    volumes_from: ['data:ro']
                    ports: [{target: 8080, name: site, app_protocol: http}]
                    depends_on: [data]
                    post_start: [{command: [sh, -c, 'cat /data/after >/tmp/seen']}]
                    deploy:
                      endpoint_mode: dnsrr
                      update_config: {parallelism: 2, delay: 1s}
                      placement:
                        constraints: [node.platform.os==linux, node.labels.gone!=yes]
                        preferences: [{spread: node.labels.zone}]
                        max_replicas_per_node: 1
                volumes: {data: }
                """;
        app.up(wanted(files));

        assertThat(output("data", "cat /data/after; ls /data")).isEqualTo("it's /var\nafter\nsecond\n");
        assertThat(output("web", "cat /tmp/seen")).isEqualTo("it's /var\n");
        assertThat(output("web", "touch /data/x")).contains("Read-only");
        var port = get(Kind.SERVICE, "web").at("spec").items("ports").getFirst();
        assertThat(port.text("name")).isEqualTo("site");
        assertThat(port.text("appProtocol")).isEqualTo("http");
        assertThat(get(Kind.SERVICE, "web").at("spec").text("clusterIP")).isEqualTo("None");
        var web = get(Kind.DEPLOYMENT, "web").at("spec");
        assertThat(web.at("strategy").at("rollingUpdate").text("maxUnavailable"))
                .isEqualTo("2");
        assertThat(app.plan(wanted(files)).mutating()).isFalse();

        String otherwise = files.replace("endpoint_mode: dnsrr", "endpoint_mode: vip");
        app.up(wanted(otherwise));
        assertThat(get(Kind.SERVICE, "web").at("spec").text("clusterIP")).isNotEqualTo("None");
        assertThat(app.plan(wanted(otherwise)).mutating()).isFalse();
    }

    @Test
    void theFilesOfAnImageAreMounted() {
        String files = """
                services:
                  web:
                    image: IMAGE
                    command: [sh, -c, 'trap "exit 0" TERM; sleep 3600 & wait']
                    restart: always
                    volumes: [{type: image, source: 'IMAGE', target: /tools, image: {subpath: bin}}]
                """;
        app.up(wanted(files));

        assertThat(output("web", "ls /tools/busybox")).isEqualTo("/tools/busybox\n");
        assertThat(app.plan(wanted(files)).mutating()).isFalse();
    }
}
