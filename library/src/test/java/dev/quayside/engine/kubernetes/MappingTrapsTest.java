package dev.quayside.engine.kubernetes;

import static dev.quayside.engine.kubernetes.MappedApp.at;
import static dev.quayside.engine.kubernetes.MappedApp.refusal;
import static dev.quayside.engine.kubernetes.MappedApp.refusalOf;
import static dev.quayside.engine.kubernetes.MappedApp.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.engine.ImageFacts;
import dev.quayside.model.ContainerPort;
import dev.quayside.model.FileContent;
import dev.quayside.model.HealthCheck;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What an application would trip over on Kubernetes if its file were translated word by word. */
class MappingTrapsTest {
    private static final String TOGETHER = "requiredDuringSchedulingIgnoredDuringExecution";

    @Nested
    class Workloads {
        @Test
        void whatRunsOnEachNodeIsADaemonSet() {
            var app = service("deploy: {mode: global}\n");

            assertThat(app.objects()).contains("DaemonSet/web").doesNotContain("Deployment/web");
            assertThat(refusalOf("""
                            name: one
                            services: {web: {image: nginx, deploy: {mode: global}, volumes: ["data:/data"]}}
                            volumes: {data: }
                            """)).contains("services.web.deploy.mode");
        }

        @Test
        void noReplicasStayNoReplicas() {
            assertThat(service("scale: 0\n").part("Deployment", "web", "spec", "replicas"))
                    .isEqualTo(0L);
            assertThat(service("scale: 0\nrestart: 'no'\n").part("Job", "web", "spec", "parallelism"))
                    .isEqualTo(0L);
        }

        @Test
        void aStatefulSetNamesItsHostsItself() {
            var app = MappedApp.of("""
                    name: one
                    services: {web: {image: nginx, hostname: here, volumes: ["data:/data"]}}
                    volumes: {data: }
                    """);

            assertThat(app.notes()).anyMatch(note -> note.startsWith("services.web.hostname: approximated: "));
        }

        @Test
        void replicasThatWriteOneVolumeRunOnOneNodeAndAreNoStatefulSet() {
            var app = MappedApp.of("""
                    name: one
                    services: {web: {image: nginx, scale: 3, volumes: ["data:/data"]}}
                    volumes: {data: }
                    """);

            assertThat(app.pod("Deployment", "web", "affinity", "podAffinity", TOGETHER, 0, "topologyKey"))
                    .isEqualTo("kubernetes.io/hostname");
            assertThat(app.podMembers("Deployment", "web").contains("topologySpreadConstraints"))
                    .isFalse();
            assertThat(app.notes()).anyMatch(note -> note.startsWith("services.web.volumes: approximated: "));
        }

        @Test
        void thoseWhoShareVolumesRunTogetherEvenByWayOfAThird() {
            var app = MappedApp.of("""
                    name: one
                    services:
                      a: {image: a, volumes: ["one:/1"]}
                      b: {image: b, volumes: ["one:/1:ro", "two:/2"]}
                      c: {image: c, volumes: ["two:/2:ro"]}
                      alone: {image: d, volumes: ["three:/3"]}
                    volumes: {one: , two: , three: }
                    """);

            for (String workload : List.of("StatefulSet/a", "StatefulSet/b", "Deployment/c")) {
                String[] parts = workload.split("/", 2);
                assertThat(app.pod(
                                parts[0],
                                parts[1],
                                "affinity",
                                "podAffinity",
                                TOGETHER,
                                0,
                                "labelSelector",
                                "matchExpressions",
                                0,
                                "values"))
                        .isEqualTo(List.of("a", "b", "c"));
            }
            assertThat(app.podMembers("StatefulSet", "alone").contains("affinity"))
                    .isFalse();
        }

        @Test
        void aVolumeOfManyNodesKeepsNobodyTogether() {
            var app = MappedApp.of("""
                    name: one
                    services: {web: {image: nginx, scale: 3, volumes: ["data:/data"]}}
                    volumes: {data: {x-quayside: {access: many-nodes, size: 20g}}}
                    """);

            assertThat(app.part("PersistentVolumeClaim", "data", "spec"))
                    .isEqualTo(Map.of(
                            "accessModes",
                            List.of("ReadWriteMany"),
                            "resources",
                            Map.of("requests", Map.of("storage", "20Gi"))));
            assertThat(app.podMembers("Deployment", "web").contains("affinity")).isFalse();
        }

        @Test
        void whatIsScaledByItsLoadLeavesTheNumberOfReplicasToTheScaler() {
            String reserved = "deploy: {resources: {reservations: {cpus: '0.1'}}}\n";
            var app = service(reserved + "x-quayside: {autoscale: {minimum: 2, maximum: 5, cpu_percent: 60}}\n");

            assertThat(((Map<?, ?>) app.part("Deployment", "web", "spec")).containsKey("replicas"))
                    .isFalse();
            assertThat(app.part("HorizontalPodAutoscaler", "web", "spec", "maxReplicas"))
                    .isEqualTo(5L);
            assertThat(app.objects()).contains("PodDisruptionBudget/web");
            assertThat(refusal("x-quayside: {autoscale: {maximum: 5}}\n")).contains("reservations.cpus");
        }
    }

    @Nested
    class Processes {
        @Test
        void aQuotaOfCpuTimeIsALimitOfCpus() {
            assertThat(service("cpu_quota: 25000\n").container("Deployment", "web", "resources", "limits"))
                    .isEqualTo(Map.of("cpu", "250m"));
            assertThat(service("cpu_period: 50000\ncpu_quota: 75000\n")
                            .container("Deployment", "web", "resources", "limits"))
                    .isEqualTo(Map.of("cpu", "1500m"));
            assertThat(service("cpu_period: 50000\n")
                            .containerMembers("Deployment", "web")
                            .contains("resources"))
                    .isFalse();
        }

        @Test
        void graphicsProcessorsAreCountedByTheirDevicePlugin() {
            assertThat(service("gpus: [{count: 2}]\n").container("Deployment", "web", "resources", "limits"))
                    .isEqualTo(Map.of("nvidia.com/gpu", "2"));
            assertThat(refusal("gpus: all\n")).contains("services.web.gpus", "count");
            assertThat(refusal("gpus: [{count: 1, driver: other}]\n")).contains("services.web.gpus", "nvidia");
            assertThat(refusal("gpus: [{device_ids: ['0']}]\n")).contains("services.web.gpus[].device_ids");
        }

        @Test
        void aRuntimeIsAClassOfTheCluster() {
            assertThat(service("runtime: runsc\n").pod("Deployment", "web", "runtimeClassName"))
                    .isEqualTo("runsc");
            assertThat(refusal("runtime: /usr/bin/runsc\n")).contains("services.web.runtime");
        }

        @Test
        void withoutAnEntryPointTheImagesCommandIsRun() {
            var image = new ImageFacts(
                    "sha256:1",
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.of(List.of("/entry")),
                    Optional.of(List.of("serve", "$X")),
                    Optional.empty());

            var app = service("entrypoint: []\n", image);

            assertThat(app.container("Deployment", "web", "command")).isEqualTo(List.of("serve", "$$X"));
            assertThat(refusal("entrypoint: []\n")).contains("services.web.entrypoint");
            assertThat(service("entrypoint: []\ncommand: [run]\n").container("Deployment", "web", "command"))
                    .isEqualTo(List.of("run"));
        }

        @Test
        void anEmptyCommandIsTheImagesOneAsOnDocker() {
            var members = service("command: []\n").containerMembers("Deployment", "web");

            assertThat(members.contains("args")).isFalse();
            assertThat(members.contains("command")).isFalse();
        }

        @Test
        void dollarSignsAreDoubledInCopiesToo() {
            var app = service("read_only: true\nvolumes: ['/srv/$$(X)']\n");
            var command = (List<?>) app.pod("Deployment", "web", "initContainers", 0, "command");

            assertThat(command.get(4)).isEqualTo("/srv/$$(X)");
            assertThat(command.get(2).toString().replace("$$", "")).doesNotContain("$");
        }

        @Test
        void aProcessThatIsNotTheFirstSharesThePodsNamespaceAndThatIsSaid() {
            var app = service("init: true\n");

            assertThat(app.pod("Deployment", "web", "shareProcessNamespace")).isEqualTo(true);
            assertThat(app.notes()).anyMatch(note -> note.startsWith("services.web.init: approximated: "));
        }

        @Test
        void anotherPodsNamespacesCannotBeShared() {
            String file = """
                    name: one
                    services:
                      web: {image: nginx, network_mode: "service:db"}
                      db: {image: db, pid: "service:web"}
                    """;

            assertThat(refusalOf(file.replace(", pid: \"service:web\"", ""))).contains("services.web.network_mode");
            assertThat(refusalOf(file.replace(", network_mode: \"service:db\"", "")))
                    .contains("services.db.pid");
        }

        @Test
        void noLimitIsNoLimitOfNothing() {
            assertThat(service("mem_limit: 0\n")
                            .containerMembers("Deployment", "web")
                            .contains("resources"))
                    .isFalse();
            assertThat(refusal("mem_limit: 1m\nmem_reservation: 2m\n")).contains("services.web.deploy.resources");
        }

        @Test
        void keysThatTheServerDoesNotTakeAreRefused() {
            assertThat(refusal("labels: {'two words': a}\n")).contains("services.web.labels", "'two words'");
            assertThat(refusal("annotations: {'two words': a}\n")).contains("services.web.annotations");
            assertThat(refusal("extra_hosts: ['my_host=1.2.3.4']\n")).contains("services.web.extra_hosts", "'my_host'");
        }

        @Test
        void groupsAreNumbers() {
            assertThat(service("group_add: [200, '300']\n")
                            .pod("Deployment", "web", "securityContext", "supplementalGroups"))
                    .isEqualTo(List.of(200L, 300L));
            assertThat(refusal("group_add: [audio]\n")).contains("services.web.group_add", "'audio'");
        }

        @Test
        void hardeningTakesAwayOrLeavesWhatTheFileDoesNotSay() {
            var none = (Map<?, ?>) service("tty: true\nx-quayside: {hardening: none}\nread_only: true\n")
                    .container("Deployment", "web", "securityContext");
            var restricted = service("x-quayside: {hardening: restricted}\n");

            assertThat(none.keySet()).isEqualTo(java.util.Set.of("readOnlyRootFilesystem"));
            assertThat(restricted.container("Deployment", "web", "securityContext"))
                    .isEqualTo(Map.of(
                            "runAsNonRoot",
                            true,
                            "allowPrivilegeEscalation",
                            false,
                            "seccompProfile",
                            Map.of("type", "RuntimeDefault"),
                            "capabilities",
                            Map.of("drop", List.of("ALL"))));
            assertThat(refusal("cap_add: [NET_ADMIN]\nx-quayside: {hardening: restricted}\n"))
                    .contains("services.web.x-quayside.hardening");
        }
    }

    @Nested
    class Health {
        private static final ImageFacts CHECKED = new ImageFacts(
                "sha256:1",
                List.of(),
                List.of(),
                Optional.of(HealthCheck.shell("ok $$", Duration.ofSeconds(7))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        @Test
        void theImagesTestCountsAndTheFilesTimesStandBeforeIts() {
            var app = service("healthcheck: {timeout: 2s}\n", CHECKED);

            assertThat(app.container("Deployment", "web", "readinessProbe"))
                    .isEqualTo(Map.of(
                            "exec",
                            Map.of("command", List.of("/bin/sh", "-c", "ok $$$$")),
                            "periodSeconds",
                            7L,
                            "timeoutSeconds",
                            2L,
                            "failureThreshold",
                            3L));
            assertThat(service("", CHECKED)
                            .containerMembers("Deployment", "web")
                            .contains("readinessProbe"))
                    .isTrue();
        }

        @Test
        void zeroStandsForWhatIsUsual() {
            var app = service("healthcheck: {test: [CMD, ok], interval: 0s, timeout: 0s, retries: 0}\n");

            assertThat(app.container("Deployment", "web", "readinessProbe"))
                    .isEqualTo(Map.of(
                            "exec",
                            Map.of("command", List.of("ok")),
                            "periodSeconds",
                            30L,
                            "timeoutSeconds",
                            30L,
                            "failureThreshold",
                            3L));
        }

        @Test
        void aTestThatIsSwitchedOffIsNotAsked() {
            assertThat(service("healthcheck: {disable: true}\n", CHECKED)
                            .containerMembers("Deployment", "web")
                            .contains("readinessProbe"))
                    .isFalse();
        }

        @Test
        void aPageIsAskedOnlyIfTheFileSaysSo() {
            var app = service(
                    "x-quayside: {probe: {path: /ok, port: 8080}}\nhealthcheck: {test: [CMD, ok], interval: 4s}\n");

            assertThat(app.container("Deployment", "web", "readinessProbe", "httpGet"))
                    .isEqualTo(Map.of("path", "/ok", "port", 8080L));
            assertThat(app.container("Deployment", "web", "readinessProbe", "periodSeconds"))
                    .isEqualTo(4L);
        }

        @Test
        void aContainerIsStartedAgainForItsHealthOnlyIfTheFileSaysSoAndThenMayTakeItsTimeToStart() {
            String check = "healthcheck: {test: [CMD, ok], interval: 10s, retries: 2, start_period: 25s}\n";
            var plain = service(check);
            var live = service(check + "x-quayside: {liveness: true}\n");

            assertThat(plain.containerMembers("Deployment", "web").contains("livenessProbe"))
                    .isFalse();
            assertThat(plain.containerMembers("Deployment", "web").contains("startupProbe"))
                    .isFalse();
            assertThat(live.container("Deployment", "web", "livenessProbe", "failureThreshold"))
                    .isEqualTo(2L);
            assertThat(live.container("Deployment", "web", "startupProbe", "failureThreshold"))
                    .isEqualTo(5L);
            assertThat(refusal("x-quayside: {liveness: true}\n")).contains("services.web.x-quayside.liveness");
        }
    }

    @Nested
    class Connections {
        @Test
        void whatTheImageExposesIsAPortOfTheService() {
            var image = new ImageFacts(
                    "sha256:1",
                    List.of(),
                    List.of(ContainerPort.of(80)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

            var app = service("", image);

            assertThat(app.part("Service", "web", "spec", "ports", 0, "port")).isEqualTo(80L);
            assertThat(app.container("Deployment", "web", "ports", 0, "containerPort"))
                    .isEqualTo(80L);
            assertThat(app.notes()).noneMatch(note -> note.contains("expose"));
        }

        @Test
        void aServiceSaysItselfHowItIsReachedFromOutside() {
            var app = service("ports: ['80', '127.0.0.1:81:81']\nx-quayside: {expose: loadbalancer}\n");

            assertThat(app.part("Service", "web-published", "spec", "type")).isEqualTo("LoadBalancer");
            assertThat((List<?>) app.part("Service", "web-published", "spec", "ports"))
                    .hasSize(1);
        }

        @Test
        void anIngressLeadsToTheOnePortThatIsPublishedBeyondThisMachine() {
            var app = service(
                    "ports: ['8080:80', '127.0.0.1:81:81']\nx-quayside: {expose: {ingress: {host: shop.test, class: nginx, tls_secret: shop-tls}}}\n");

            assertThat(app.part("Ingress", "web-published", "spec"))
                    .isEqualTo(Map.of(
                            "ingressClassName",
                            "nginx",
                            "tls",
                            List.of(Map.of("hosts", List.of("shop.test"), "secretName", "shop-tls")),
                            "rules",
                            List.of(Map.of(
                                    "host",
                                    "shop.test",
                                    "http",
                                    Map.of(
                                            "paths",
                                            List.of(Map.of(
                                                    "path",
                                                    "/",
                                                    "pathType",
                                                    "Prefix",
                                                    "backend",
                                                    Map.of(
                                                            "service",
                                                            Map.of(
                                                                    "name",
                                                                    "web",
                                                                    "port",
                                                                    Map.of("number", 80L))))))))));
            assertThat(refusal("ports: ['80', '81']\nx-quayside: {expose: ingress}\n"))
                    .contains("services.web.x-quayside.expose", "one TCP port");
            assertThat(service("ports: ['127.0.0.1:81:81']\nx-quayside: {expose: ingress}\n")
                            .objects())
                    .doesNotContain("Ingress/web-published");
        }

        @Test
        void aRouteHangsOnTheGatewayThatTheFileNames() {
            var app = service(
                    "ports: ['80']\nx-quayside: {expose: {gateway: {name: edge, namespace: infra, host: shop.test}}}\n");

            assertThat(app.part("HTTPRoute", "web-published", "spec", "parentRefs"))
                    .isEqualTo(List.of(Map.of(
                            "group",
                            "gateway.networking.k8s.io",
                            "kind",
                            "Gateway",
                            "name",
                            "edge",
                            "namespace",
                            "infra")));
            assertThat(app.part("HTTPRoute", "web-published", "spec", "hostnames"))
                    .isEqualTo(List.of("shop.test"));
            assertThat(app.part("HTTPRoute", "web-published", "spec", "rules", 0, "backendRefs", 0, "port"))
                    .isEqualTo(80L);
        }

        @Test
        void anAliasMeansOneThing() {
            String file = """
                    name: one
                    services:
                      a: {image: a, networks: {default: {aliases: [%s]}}}
                      b: {image: b, networks: {default: {aliases: [%s]}}}
                    """;

            assertThat(refusalOf(file.formatted("db", "DB"))).contains("services.b.networks", "'DB'", "'a'");
            assertThat(refusalOf(file.formatted("B", "c"))).contains("services.a.networks", "'B'");
            assertThat(MappedApp.of(file.formatted("c", "d")).objects()).contains("Service/c", "Service/d");
        }

        @Test
        void namesThatBecomeOneAreRefused() {
            assertThat(refusalOf("name: one\nservices: {web: {image: a}, WEB: {image: b}}\n"))
                    .contains("services.WEB", "'web'");
            assertThat(refusalOf("""
                            name: one
                            services: {web: {image: a, volumes: ["my_data:/1", "my-data:/2"]}}
                            volumes: {my_data: , my-data: }
                            """)).contains("volumes.my-data", "'my_data'");
            assertThat(refusalOf("""
                            name: one
                            services: {a: {image: a, ports: ["80"], x-quayside: {expose: nodeport}}, a-published: {image: b}}
                            """)).contains("Service/a-published");
        }

        @Test
        void aContainersNameThatIsNoNameOnKubernetesIsNoAlias() {
            assertThat(service("container_name: my_web\n").objects()).doesNotContain("Service/my_web");
        }

        @Test
        void theResolversOptionsStandBesideTheClusters() {
            assertThat(service("dns: 1.1.1.1\ndns_opt: ['ndots:2', rotate]\n").pod("Deployment", "web", "dnsConfig"))
                    .isEqualTo(Map.of(
                            "nameservers",
                            List.of("1.1.1.1"),
                            "options",
                            List.of(Map.of("name", "ndots", "value", "2"), Map.of("name", "rotate"))));
        }
    }

    @Nested
    class Files {
        private static final String SECRET = """
                name: one
                services: {web: {image: nginx, secrets: [key]}}
                secrets: {key: {environment: KEY}}
                """;

        private static Object name(MappedApp app) {
            return app.pod("Deployment", "web", "volumes", 0, "projected", "sources", 0, "secret", "name");
        }

        @Test
        void theNameOfASecretTellsNothingWithoutAKey() {
            assertThat(name(MappedApp.of(SECRET))).isEqualTo("key");
        }

        @Test
        void aChangedSecretReplacesItsPodsIfThereIsAKey() {
            var key = new SecretKeySpec("a".getBytes(StandardCharsets.UTF_8), "HmacSHA256");
            var other = new SecretKeySpec("b".getBytes(StandardCharsets.UTF_8), "HmacSHA256");
            var options = MappedApp.OPTIONS.withSecretKey(key);
            var changed = options.withFiles(Map.of(), Map.of("key", FileContent.of("hunter3")));

            Object name = name(MappedApp.of(SECRET, options));

            assertThat(name.toString()).matches("key-[0-9a-f]{10}");
            assertThat(name(MappedApp.of(SECRET, options))).isEqualTo(name);
            assertThat(name(MappedApp.of(SECRET, changed))).isNotEqualTo(name);
            assertThat(name(MappedApp.of(SECRET, MappedApp.OPTIONS.withSecretKey(other))))
                    .isNotEqualTo(name);
            assertThat(MappedApp.of(SECRET, options).part("Secret", name.toString(), "immutable"))
                    .isEqualTo(true);
            assertThat(options.toString()).doesNotContain("hunter2");
        }

        @Test
        void theFilesOfAFolderAreOneVolumeWithTheModeOfEach() {
            var app = MappedApp.of("""
                    name: one
                    services:
                      web:
                        image: nginx
                        configs: [{source: title, target: /etc/a, mode: 0755}, {source: more, target: /etc/b}]
                    configs: {title: {content: Hello}, more: {content: More}}
                    """);

            assertThat((List<?>) app.pod("Deployment", "web", "volumes")).hasSize(1);
            assertThat(app.pod("Deployment", "web", "volumes", 0, "projected", "sources", 0, "configMap", "items"))
                    .isEqualTo(List.of(Map.of("key", "content", "path", "a", "mode", 0755L)));
            assertThat((List<?>) app.container("Deployment", "web", "volumeMounts"))
                    .extracting(mount -> at(mount, "mountPath") + " " + at(mount, "subPath"))
                    .isEqualTo(List.of("/etc/a a", "/etc/b b"));
        }

        @Test
        void whatSomeoneElseMadeIsUsedByItsOwnName() {
            var app = MappedApp.of("""
                    name: one
                    services:
                      web: {image: nginx, secrets: [tls], configs: [site], volumes: ["there:/data"]}
                    secrets: {tls: {external: true, name: web.tls}}
                    configs: {site: {external: true, name: site-1}}
                    volumes: {there: {external: true, name: shop-data}}
                    """);

            assertThat(app.objects())
                    .noneMatch(object -> object.matches("(Secret|ConfigMap|PersistentVolumeClaim)/.*"));
            assertThat(app.pod("StatefulSet", "web", "volumes", 0, "persistentVolumeClaim", "claimName"))
                    .isEqualTo("shop-data");
            assertThat(((Map<?, ?>) app.container("StatefulSet", "web", "volumeMounts", 0)).containsKey("subPath"))
                    .as("its files are at its top")
                    .isFalse();
            assertThat(app.pod("StatefulSet", "web", "volumes", 2, "projected", "sources", 0, "secret"))
                    .isEqualTo(Map.of(
                            "name", "web.tls", "items", List.of(Map.of("key", "tls", "path", "tls", "mode", 0444L))));
            assertThatThrownBy(() -> MappedApp.of("""
                            name: one
                            services: {web: {image: nginx, volumes: ["there:/data"]}}
                            volumes: {there: {external: true, name: shop_data}}
                            """))
                    .hasMessageContaining("'shop_data'")
                    .hasMessageContaining("'shop-data'");
        }

        @Test
        void aFileThatNoClusterKeepsIsRefused() {
            var large = FileContent.of(new byte[FileContent.MAXIMUM_BYTES + 1]);
            var options = MappedApp.OPTIONS.withFiles(Map.of("title", large), Map.of());

            assertThatThrownBy(() -> MappedApp.of("""
                            name: one
                            services: {web: {image: nginx, configs: [title]}}
                            configs: {title: {content: Hello}}
                            """, options))
                    .hasMessageContaining("configs.title")
                    .hasMessageContaining("1 MiB");
        }

        @Test
        void aFolderOfConfigurationIsOneMapAndAFolderOfSourcesIsRefused() {
            var app = service("volumes: ['./conf.d:/etc/conf.d']\n");
            String name = app.pod("Deployment", "web", "volumes", 0, "configMap", "name")
                    .toString();

            assertThat(name).matches("conf-d-[0-9a-f]{10}");
            assertThat(app.part("ConfigMap", name, "data")).isEqualTo(Map.of("a.conf", "a", "b.yaml", "b"));
            assertThat(app.container("Deployment", "web", "volumeMounts"))
                    .isEqualTo(List.of(Map.of("name", "v0", "mountPath", "/etc/conf.d", "readOnly", true)));
            assertThat(refusal("volumes: ['./src:/app/src']\n")).contains("services.web.volumes", "/shop/src");
        }

        @Test
        void aFileOfVariablesIsNoConfig() {
            assertThat(refusal("volumes: ['./.env:/app/.env:ro']\n")).contains("services.web.volumes", "passwords");
        }

        @Test
        void volumesOfTheImageHideNothingUnlessTheRootIsReadOnly() {
            var image = new ImageFacts(
                    "sha256:1",
                    List.of("/var/lib/data", "/etc/app"),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("70"));

            assertThat(service("", image).podMembers("Deployment", "web").contains("volumes"))
                    .isFalse();
            var app = service("read_only: true\ntmpfs: /etc/app\n", image);
            assertThat((List<?>) app.container("Deployment", "web", "volumeMounts"))
                    .extracting(mount -> at(mount, "mountPath"))
                    .isEqualTo(List.of("/etc/app", "/var/lib/data"));
            assertThat((List<?>) app.pod("Deployment", "web", "initContainers")).hasSize(1);
        }

        @Test
        void theGroupOfTheImagesUserMayWriteAVolume() {
            var image = new ImageFacts(
                    "sha256:1",
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("70:71"));
            String file = """
                    name: one
                    services: {web: {image: nginx, volumes: ["data:/data"]}}
                    volumes: {data: }
                    """;

            var app = MappedApp.of(file, MappedApp.OPTIONS.withImages(Map.of("web", image)));

            assertThat(app.pod("StatefulSet", "web", "securityContext", "fsGroup"))
                    .isEqualTo(71L);
        }
    }
}
