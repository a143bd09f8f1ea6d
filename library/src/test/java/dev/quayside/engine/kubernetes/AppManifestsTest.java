package dev.quayside.engine.kubernetes;

import static dev.quayside.engine.kubernetes.MappedApp.at;
import static dev.quayside.engine.kubernetes.MappedApp.refusal;
import static dev.quayside.engine.kubernetes.MappedApp.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
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

    @Test
    void eachServiceBecomesTheWorkloadThatFitsIt() {
        assertThat(MappedApp.of(SHOP).objects())
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
        MappedApp app = MappedApp.of(SHOP);
        assertThat(app.part("Service", "web", "spec", "ports", 0, "port")).isEqualTo(80L);
        assertThat(app.part("Service", "backend", "spec", "ports", 0, "targetPort"))
                .isEqualTo(8000L);
        assertThat(app.part("Service", "db", "spec", "clusterIP"))
                .as("no port is known")
                .isEqualTo("None");
        assertThat(app.objects()).doesNotContain("Service/web-published");
    }

    @Test
    void whatIsPublishedOnAllAddressesIsReachedFromOutsideIfThatIsWanted() {
        var options = ManifestOptions.DEFAULT.publishedBy(ManifestOptions.Publish.NODE_PORT);
        var app =
                MappedApp.of("services: {web: {image: nginx, ports: ['8080:80', '127.0.0.1:9:9']}}\nname: a", options);
        assertThat(app.part("Service", "web-published", "spec", "ports", 0, "port"))
                .isEqualTo(80L);
        assertThat(app.part("Service", "web-published", "spec", "ports"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(1);
    }

    @Test
    void dollarSignsReachTheProcessAsTheyAre() {
        MappedApp app = MappedApp.of(SHOP);
        assertThat(app.container("Deployment", "api", "command")).isEqualTo(List.of("run", "$$HOME"));
        assertThat(app.container("Deployment", "api", "args")).isEqualTo(List.of("--name", "$$(X)"));
        assertThat(app.container("Deployment", "api", "env", 1, "value")).isEqualTo("5$$");
        assertThat(app.container("Deployment", "api", "readinessProbe", "exec", "command"))
                .isEqualTo(List.of("ok", "$$1"));
    }

    @Test
    void aHealthCheckBecomesAReadinessProbeInWholeSeconds() {
        MappedApp app = MappedApp.of(SHOP);
        assertThat(app.container("Deployment", "api", "readinessProbe", "periodSeconds"))
                .isEqualTo(2L);
        assertThat(app.container("Deployment", "api", "readinessProbe", "failureThreshold"))
                .isEqualTo(4L);
        assertThat(app.notes()).anyMatch(note -> note.startsWith("services.api.healthcheck.interval: approximated: "));
    }

    @Test
    void aLimitReservesNothing() {
        assertThat(MappedApp.of(SHOP).container("Deployment", "api", "resources"))
                .isEqualTo(Map.of(
                        "limits", Map.of("cpu", "500m", "memory", "67108864"),
                        "requests", Map.of("cpu", "0", "memory", "0")));
    }

    @Test
    void theProcessGetsTheRightsThatTheFileSaysAndNoMore() {
        MappedApp app = MappedApp.of(SHOP);
        assertThat(app.container("Deployment", "api", "securityContext"))
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
        assertThat(app.pod("Deployment", "api", "automountServiceAccountToken")).isEqualTo(false);
        assertThat(app.pod("Deployment", "api", "enableServiceLinks")).isEqualTo(false);
    }

    @Test
    void podsAndSelectorsCarryOnlyWhatNeverChanges() {
        Manifest api = MappedApp.of(SHOP).find("Deployment", "api");
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
        MappedApp app = MappedApp.of(SHOP);
        assertThat(app.pod("StatefulSet", "db", "volumes", 0, "persistentVolumeClaim", "claimName"))
                .isEqualTo("data");
        assertThat(app.container("StatefulSet", "db", "volumeMounts", 0, "subPath"))
                .isEqualTo("data");
        assertThat(app.pod("StatefulSet", "db", "initContainers", 0, "image")).isEqualTo("postgres:15");
    }

    @Test
    void filesLieWhereTheFileSaysWithoutHidingOthers() {
        MappedApp app = MappedApp.of(SHOP);
        assertThat(app.container("Deployment", "api", "volumeMounts"))
                .isEqualTo(List.of(
                        Map.of("name", "files0", "mountPath", "/etc/title", "readOnly", true, "subPath", "title"),
                        Map.of("name", "files1", "mountPath", "/run/secrets", "readOnly", true)));
        assertThat(app.part("Secret", "key", "data", "content")).isEqualTo("aHVudGVyMg==");
        assertThat(app.pod("Deployment", "api", "securityContext", "fsGroup"))
                .as("only the group may read it")
                .isEqualTo(1001L);
        assertThat(app.manifests().manifests())
                .filteredOn(manifest -> manifest.kind().equals("ConfigMap"))
                .singleElement()
                .satisfies(config -> assertThat(config.name()).matches("title-[0-9a-f]{10}"));
    }

    @Test
    void anInternalNetworkHasNoWayOutAndTheOthersHave() {
        MappedApp app = MappedApp.of(SHOP);
        assertThat(app.part("NetworkPolicy", "network-front", "spec", "egress")).isEqualTo(List.of(Map.of()));
        assertThat(app.part("NetworkPolicy", "network-back", "spec", "egress"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(2)
                .doesNotContain(Map.of());
    }

    @Test
    void theOrderStandsInWaves() {
        MappedApp app = MappedApp.of(SHOP);
        assertThat(app.part("Deployment", "web", "metadata", "annotations"))
                .isEqualTo(Map.of("argocd.argoproj.io/sync-wave", "3"));
        assertThat(app.part("Job", "migrate", "metadata", "annotations"))
                .isEqualTo(Map.of("argocd.argoproj.io/sync-wave", "1"));
    }

    @Test
    void aJobThatNeedsOthersIsTriedAgainUntilTheyAreThere() {
        assertThat(MappedApp.of(SHOP).part("Job", "migrate", "spec", "backoffLimit"))
                .isEqualTo(6L);
        assertThat(service("restart: 'no'\n").part("Job", "web", "spec", "backoffLimit"))
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
        assertThat(refusal("volumes: ['/srv/www:/www']\n")).contains("/srv/www", "no folder of configuration");
        assertThat(refusal("extra_hosts: ['here:host-gateway']\n")).contains("extra_hosts");
    }

    @Test
    void aFileOfThisMachineBecomesAConfig() {
        MappedApp app = service("volumes: ['/srv/app.conf:/etc/app.conf:ro']\n");
        assertThat(app.container("Deployment", "web", "volumeMounts", 0, "mountPath"))
                .isEqualTo("/etc/app.conf");
    }

    @Test
    void namesThatKubernetesDoesNotTakeAreRefusedWithAProposal() {
        assertThatThrownBy(() -> MappedApp.of("name: a\nservices: {my_app.v2: {image: nginx}}\n"))
                .hasMessageContaining("my_app.v2")
                .hasMessageContaining("my-app-v2");
    }

    @Test
    void theSameAppGivesTheSameObjects() {
        assertThat(MappedApp.of(SHOP)).isEqualTo(MappedApp.of(SHOP));
    }
}
