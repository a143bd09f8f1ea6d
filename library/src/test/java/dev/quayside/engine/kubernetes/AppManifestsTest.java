package dev.quayside.engine.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.compose.ComposeFile;
import dev.quayside.compose.ComposeReader;
import dev.quayside.compose.ReadOptions;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.FileContent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppManifestsTest {
    private static final String SHOP = """
            name: shop
            services:
              web:
                image: nginx:1.22
                ports: ["127.0.0.1:8080:80"]
                networks: [front]
                depends_on: { api: { condition: service_healthy } }
                deploy: { replicas: 2 }
                restart: always
              api:
                image: team/api:3
                entrypoint: ["run", "$$HOME"]
                command: ["--name", "$$(X)"]
                environment: { DB: db, PRICE: "5$$" }
                expose: [8000]
                networks: { front: , back: { aliases: [backend] } }
                user: "1000:1001"
                read_only: true
                cap_drop: [ALL]
                cap_add: [CAP_NET_BIND_SERVICE]
                secrets: [{ source: key, mode: 0400 }]
                configs: [{ source: title, target: /etc/title }]
                healthcheck: { test: ["CMD", "ok", "$$1"], interval: 1500ms, timeout: 2s, retries: 4 }
                depends_on: { migrate: { condition: service_completed_successfully } }
                restart: unless-stopped
                deploy: { resources: { limits: { cpus: "0.5", memory: 64M } } }
              migrate:
                image: team/api:3
                networks: [back]
                depends_on: { db: { condition: service_healthy } }
              db:
                image: postgres:15
                networks: [back]
                volumes: ["data:/var/lib/postgresql/data"]
                restart: always
            networks: { front: , back: { internal: true } }
            volumes: { data: }
            configs: { title: { content: Hello } }
            secrets: { key: { environment: KEY } }
            """;

    private static App app(String text) {
        return ComposeReader.read(ReadOptions.of(new ComposeFile("/shop/compose.yaml", text)))
                .app();
    }

    private static AppManifests mapped(String text) {
        var files = ManifestOptions.DEFAULT
                .withFiles(Map.of("title", FileContent.of("Hello")), Map.of("key", FileContent.of("hunter2")))
                .withLocalFiles(
                        path -> path.endsWith(".conf") ? Optional.of(FileContent.of("conf")) : Optional.empty());
        return AppManifests.of(app(text), files);
    }

    private static AppManifests service(String body) {
        return mapped("name: one\nservices:\n  web:\n    image: nginx\n" + body.indent(4));
    }

    private static String refusal(String body) {
        try {
            service(body);
            throw new AssertionError("it was mapped");
        } catch (QuaysideException e) {
            return e.problem();
        }
    }

    private static Object at(Object tree, Object... path) {
        Object here = tree;
        for (Object step : path) {
            here = step instanceof Integer index
                    ? ((List<?>) here).get(index)
                    : Optional.<Object>ofNullable(((Map<?, ?>) here).get(step))
                            .orElseThrow(() -> new AssertionError("no '" + step + "' in " + tree));
        }
        return here;
    }

    private static Object container(AppManifests app, String kind, String name, Object... path) {
        return at(at(pod(app, kind, name, "containers"), 0), path);
    }

    private static Object pod(AppManifests app, String kind, String name, Object... path) {
        return at(at(find(app, kind, name).content(), "spec", "template", "spec"), path);
    }

    private static Manifest find(AppManifests app, String kind, String name) {
        return app.manifests().stream()
                .filter(manifest ->
                        manifest.kind().equals(kind) && manifest.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + "/" + name + " in " + app.manifests()));
    }

    @Test
    void eachServiceBecomesTheWorkloadThatFitsIt() {
        assertThat(mapped(SHOP).manifests())
                .extracting(Manifest::toString)
                .contains(
                        "Namespace/shop",
                        "Deployment/web",
                        "PodDisruptionBudget/web",
                        "Deployment/api",
                        "Job/migrate",
                        "StatefulSet/db",
                        "PersistentVolumeClaim/data",
                        "NetworkPolicy/network-front",
                        "NetworkPolicy/network-back")
                .doesNotContain("PodDisruptionBudget/db", "NetworkPolicy/network-default");
    }

    @Test
    void servicesAnswerOnTheirContainersPortsAndUnderTheirAliases() {
        AppManifests app = mapped(SHOP);
        assertThat(at(find(app, "Service", "web").content(), "spec", "ports", 0, "port"))
                .isEqualTo(80L);
        assertThat(at(find(app, "Service", "backend").content(), "spec", "ports", 0, "targetPort"))
                .isEqualTo(8000L);
        assertThat(at(find(app, "Service", "db").content(), "spec", "clusterIP"))
                .as("no port is known")
                .isEqualTo("None");
        assertThat(app.manifests()).extracting(Manifest::toString).doesNotContain("Service/web-published");
    }

    @Test
    void whatIsPublishedOnAllAddressesIsReachedFromOutsideIfThatIsWanted() {
        var options = ManifestOptions.DEFAULT.publishedBy(ManifestOptions.Publish.NODE_PORT);
        var app = AppManifests.of(
                app("services: {web: {image: nginx, ports: ['8080:80', '127.0.0.1:9:9']}}\nname: a"), options);
        assertThat(at(find(app, "Service", "web-published").content(), "spec", "ports", 0, "port"))
                .isEqualTo(80L);
        assertThat(at(find(app, "Service", "web-published").content(), "spec", "ports"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(1);
    }

    @Test
    void dollarSignsReachTheProcessAsTheyAre() {
        AppManifests app = mapped(SHOP);
        assertThat(container(app, "Deployment", "api", "command")).isEqualTo(List.of("run", "$$HOME"));
        assertThat(container(app, "Deployment", "api", "args")).isEqualTo(List.of("--name", "$$(X)"));
        assertThat(container(app, "Deployment", "api", "env", 1, "value")).isEqualTo("5$$");
        assertThat(container(app, "Deployment", "api", "readinessProbe", "exec", "command"))
                .isEqualTo(List.of("ok", "$$1"));
    }

    @Test
    void aHealthCheckBecomesAReadinessProbeInWholeSeconds() {
        AppManifests app = mapped(SHOP);
        assertThat(container(app, "Deployment", "api", "readinessProbe", "periodSeconds"))
                .isEqualTo(2L);
        assertThat(container(app, "Deployment", "api", "readinessProbe", "failureThreshold"))
                .isEqualTo(4L);
        assertThat(app.notes())
                .extracting(MappingNote::toString)
                .anyMatch(note -> note.startsWith("services.api.healthcheck.interval: approximated: "));
    }

    @Test
    void aLimitReservesNothing() {
        assertThat(container(mapped(SHOP), "Deployment", "api", "resources"))
                .isEqualTo(Map.of(
                        "limits", Map.of("cpu", "500m", "memory", "67108864"),
                        "requests", Map.of("cpu", "0", "memory", "0")));
    }

    @Test
    void theProcessGetsTheRightsThatTheFileSaysAndNoMore() {
        AppManifests app = mapped(SHOP);
        assertThat(container(app, "Deployment", "api", "securityContext"))
                .isEqualTo(Map.of(
                        "runAsUser",
                        1000L,
                        "runAsGroup",
                        1001L,
                        "allowPrivilegeEscalation",
                        false,
                        "seccompProfile",
                        Map.of("type", "RuntimeDefault"),
                        "readOnlyRootFilesystem",
                        true,
                        "capabilities",
                        Map.of("add", List.of("NET_BIND_SERVICE"), "drop", List.of("ALL"))));
        assertThat(pod(app, "Deployment", "api", "automountServiceAccountToken"))
                .isEqualTo(false);
        assertThat(pod(app, "Deployment", "api", "enableServiceLinks")).isEqualTo(false);
    }

    @Test
    void podsAndSelectorsCarryOnlyWhatNeverChanges() {
        Manifest api = find(mapped(SHOP), "Deployment", "api");
        assertThat(at(api.content(), "spec", "selector", "matchLabels"))
                .isEqualTo(Map.of("dev.quayside.app", "shop", "dev.quayside.service", "api"));
        assertThat(at(api.content(), "spec", "template", "metadata", "labels"))
                .isEqualTo(Map.of(
                        "dev.quayside.app", "shop",
                        "dev.quayside.service", "api",
                        "network.dev.quayside/front", "true",
                        "network.dev.quayside/back", "true",
                        "alias.dev.quayside/backend", "true"));
    }

    @Test
    void aDatabaseKeepsItsClaimAndStartsWithWhatTheImageHas() {
        AppManifests app = mapped(SHOP);
        assertThat(pod(app, "StatefulSet", "db", "volumes", 0, "persistentVolumeClaim", "claimName"))
                .isEqualTo("data");
        assertThat(container(app, "StatefulSet", "db", "volumeMounts", 0, "subPath"))
                .isEqualTo("data");
        assertThat(pod(app, "StatefulSet", "db", "initContainers", 0, "image")).isEqualTo("postgres:15");
    }

    @Test
    void filesLieWhereTheFileSaysWithoutHidingOthers() {
        AppManifests app = mapped(SHOP);
        assertThat(container(app, "Deployment", "api", "volumeMounts"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .allMatch(mount -> at(mount, "subPath").equals("content"));
        assertThat(at(find(app, "Secret", "key").content(), "data", "content")).isEqualTo("aHVudGVyMg==");
        assertThat(pod(app, "Deployment", "api", "securityContext", "fsGroup"))
                .as("only the group may read it")
                .isEqualTo(1001L);
        assertThat(app.manifests())
                .filteredOn(manifest -> manifest.kind().equals("ConfigMap"))
                .singleElement()
                .satisfies(config -> assertThat(config.name()).matches("title-[0-9a-f]{10}"));
    }

    @Test
    void anInternalNetworkHasNoWayOutAndTheOthersHave() {
        AppManifests app = mapped(SHOP);
        assertThat(at(find(app, "NetworkPolicy", "network-front").content(), "spec", "egress"))
                .isEqualTo(List.of(Map.of()));
        assertThat(at(find(app, "NetworkPolicy", "network-back").content(), "spec", "egress"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(2)
                .doesNotContain(Map.of());
    }

    @Test
    void theOrderStandsInWaves() {
        AppManifests app = mapped(SHOP);
        assertThat(at(find(app, "Deployment", "web").content(), "metadata", "annotations"))
                .isEqualTo(Map.of("argocd.argoproj.io/sync-wave", "3"));
        assertThat(at(find(app, "Job", "migrate").content(), "metadata", "annotations"))
                .isEqualTo(Map.of("argocd.argoproj.io/sync-wave", "1"));
    }

    @Test
    void aJobThatNeedsOthersIsTriedAgainUntilTheyAreThere() {
        assertThat(at(find(mapped(SHOP), "Job", "migrate").content(), "spec", "backoffLimit"))
                .isEqualTo(6L);
        assertThat(at(find(service("restart: 'no'\n"), "Job", "web").content(), "spec", "backoffLimit"))
                .isEqualTo(0L);
    }

    @Test
    void everythingThatCannotBeDoneIsSaidAtOnce() {
        assertThat(refusal("""
                user: nginx
                ulimits: { nofile: 10 }
                devices: ["/dev/fuse"]
                pid: host
                stop_signal: SIGQUIT
                """))
                .contains(
                        "services.web.user",
                        "services.web.ulimits",
                        "services.web.devices",
                        "services.web.pid",
                        "stop_signal");
        assertThat(refusal("volumes: ['/srv/www:/www']\n")).contains("/srv/www", "a folder of one machine");
        assertThat(refusal("extra_hosts: ['here:host-gateway']\n")).contains("extra_hosts");
    }

    @Test
    void aFileOfThisMachineBecomesAConfig() {
        AppManifests app = service("volumes: ['/srv/app.conf:/etc/app.conf:ro']\n");
        assertThat(container(app, "Deployment", "web", "volumeMounts", 0, "mountPath"))
                .isEqualTo("/etc/app.conf");
    }

    @Test
    void namesThatKubernetesDoesNotTakeAreRefusedWithAProposal() {
        assertThatThrownBy(() -> mapped("name: a\nservices: {my_app.v2: {image: nginx}}\n"))
                .hasMessageContaining("my_app.v2")
                .hasMessageContaining("my-app-v2");
    }

    @Test
    void theSameAppGivesTheSameObjects() {
        assertThat(mapped(SHOP)).isEqualTo(mapped(SHOP));
    }
}
