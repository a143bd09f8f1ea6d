package dev.quayside.engine.kubernetes;

import static dev.quayside.engine.kubernetes.KubernetesAssertions.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.ExecRequest;
import dev.quayside.engine.Progress;
import dev.quayside.engine.TestKubernetes;
import dev.quayside.engine.http.Endpoint;
import dev.quayside.engine.http.Header;
import dev.quayside.engine.http.Proxy;
import dev.quayside.engine.http.TlsMaterial;
import dev.quayside.error.ErrorCode;
import dev.quayside.json.JsonObject;
import dev.quayside.model.ContainerPort;
import dev.quayside.model.Resources;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The seed's methods, each on a real API server with its controllers; no node is needed. */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubernetesOrchestrationIT {
    private static final String IMAGE = "registry.test/app:1";
    private static final WaitOptions SOON = WaitOptions.within(Duration.ofMinutes(1));
    private static final DeleteOptions WHOLLY = DeleteOptions.DEFAULT.waiting(SOON);

    /** Pods that no node takes, so that the test can play the node. */
    private static final PodOptions UNSCHEDULED = PodOptions.DEFAULT.withNodeLabels(Map.of("quayside-test", "nowhere"));

    private final String namespace = "it-" + UUID.randomUUID();
    private final KubernetesOrchestration kubernetes = KubernetesOrchestration.connect(TestKubernetes.kubeconfig());

    @BeforeAll
    void createTheNamespace() {
        kubernetes.createNamespace(namespace);
    }

    @AfterAll
    void deleteTheNamespace() {
        kubernetes.deleteNamespace(namespace, DeleteOptions.DEFAULT.alsoForeign());
        kubernetes.close();
    }

    @Test
    void createNamespaceWaitsUntilPodsCanBeCreated() {
        var name = other();
        var created = kubernetes.createNamespace(
                name,
                CreateNamespaceOptions.DEFAULT
                        .withLabels(Map.of("team", "blue"))
                        .withAnnotations(Map.of("a", "b")));
        assertThat(created.name()).isEqualTo(name);
        assertThat(created.status()).isEqualTo(NamespaceStatus.ACTIVE);
        assertThat(created.created())
                .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(600));
        assertThat(created.metadata().labels()).containsEntry("team", "blue").containsEntry("app", name);
        assertThat(created.metadata().annotations()).containsEntry("a", "b");
        kubernetes.createPod("p", name, IMAGE, List.of(), Map.of());
        assertFails(ErrorCode.ALREADY_EXISTS, () -> kubernetes.createNamespace(name))
                .hasMessageContaining("made by 'quayside'");
        kubernetes.deleteNamespace(name);
    }

    @Test
    void createNamespaceWaitsForOneThatIsBeingDeleted() {
        var name = other();
        var first = kubernetes.createNamespace(name);
        kubernetes.createPod("p", name, IMAGE, List.of(), Map.of());
        kubernetes.deleteNamespace(name);
        var second = kubernetes.createNamespace(name);
        assertThat(second.metadata().uid()).isNotEqualTo(first.metadata().uid());
        kubernetes.deleteNamespace(name, WHOLLY);
        assertFails(ErrorCode.NOT_FOUND, () -> kubernetes.getNamespace(name)).hasMessageContaining(name);
    }

    @Test
    void deleteNamespaceRefusesWhatIsForeign() {
        assertFails(ErrorCode.NOT_OWNED, () -> kubernetes.deleteNamespace("kube-system"));
        var name = other();
        kubernetes.createNamespace(name);
        foreignConfigMap(name);
        assertFails(ErrorCode.NOT_OWNED, () -> kubernetes.deleteNamespace(name))
                .hasMessageContaining("configmap 'foreign'")
                .hasMessageContaining("'someone'");
        kubernetes.deleteNamespace(name, WHOLLY.alsoForeign());
        assertFails(ErrorCode.NOT_FOUND, () -> kubernetes.deleteNamespace(name));
    }

    @Test
    void getNamespaceReadsEveryAttribute() {
        var system = kubernetes.getNamespace("kube-system");
        assertThat(system.status()).isEqualTo(NamespaceStatus.ACTIVE);
        assertThat(system.created()).isAfter(Instant.EPOCH);
        assertThat(system.metadata().uid()).isNotEmpty();
        assertFails(ErrorCode.NOT_FOUND, () -> kubernetes.getNamespace("nowhere"))
                .hasMessageContaining("There is no namespace 'nowhere'");
    }

    @Test
    void listNamespacesListsAll() {
        assertThat(kubernetes.listNamespaces())
                .extracting(KubernetesNamespace::name)
                .contains("default", "kube-system", namespace);
    }

    @Test
    void createDeploymentTakesImageReplicasPortsAndEnvironment() {
        var environment = Map.of("NODE_ENV", "production");
        var created = kubernetes.createDeployment(
                "plain",
                namespace,
                IMAGE,
                3,
                List.of(ContainerPort.of(8080), ContainerPort.parse("53/udp")),
                environment);
        assertThat(created.name()).isEqualTo("plain");
        assertThat(created.namespace()).isEqualTo(namespace);
        assertThat(created.image()).isEqualTo(IMAGE);
        assertThat(created.replicas()).isEqualTo(3);
        assertThat(created.ports()).containsExactly(ContainerPort.of(8080), ContainerPort.parse("53/udp"));
        assertThat(created.environment()).isEqualTo(environment);
        assertThat(created.selector()).isEqualTo(Map.of("app", "plain"));
        assertFails(
                        ErrorCode.ALREADY_EXISTS,
                        () -> kubernetes.createDeployment("plain", namespace, IMAGE, 1, List.of(), Map.of()))
                .hasMessageContaining("made by 'quayside'");
        assertFails(
                        ErrorCode.NOT_FOUND,
                        () -> kubernetes.createDeployment("plain", "nowhere", IMAGE, 1, List.of(), Map.of()))
                .hasMessageContaining("There is no namespace 'nowhere'");
        awaitPods("plain", 3);
        assertThat(kubernetes.listPods(ListOptions.in(namespace).withLabel("app", "plain")))
                .extracting(KubernetesPod::image)
                .containsExactly(IMAGE, IMAGE, IMAGE);
    }

    @Test
    void createDeploymentTakesEverythingElse() {
        var pod = PodOptions.DEFAULT
                .withCommand("/bin/app")
                .withArguments("--port", "8080")
                .withWorkingDirectory("/srv")
                .withResources(new Resources(
                        OptionalDouble.of(0.5),
                        OptionalLong.of(64 << 20),
                        OptionalDouble.of(0.1),
                        OptionalLong.of(32 << 20),
                        OptionalLong.empty(),
                        OptionalLong.empty()))
                .withProbes(Probes.NONE
                        .withReadiness(Probe.of(new Probe.Check.Http(8080, "/ready")))
                        .withLiveness(Probe.of(new Probe.Check.Tcp(8080)).withInitialDelay(Duration.ofSeconds(3)))
                        .withStartup(
                                Probe.of(new Probe.Check.Exec(List.of("true"))).withFailures(30)))
                .withSecurity(PodSecurity.RESTRICTED.withUser(1000).withVolumeGroup(1000))
                .withVolumes(
                        new PodVolume.ConfigMapFiles("settings", "/etc/app"),
                        new PodVolume.SecretFiles("keys", "/etc/keys"),
                        new PodVolume.Claim("data", "/data", Optional.of("sub"), false),
                        new PodVolume.Empty("/scratch", PodVolume.Empty.Medium.MEMORY, OptionalLong.of(1 << 20)))
                .withLabels(Map.of("tier", "front"))
                .withAnnotations(Map.of("note", "x"))
                .withServiceAccount("default")
                .withPullPolicy(PodOptions.PullPolicy.IF_ABSENT)
                .withPullSecrets("registry")
                .withStopGracePeriod(Duration.ofSeconds(5));
        kubernetes.createDeployment(
                "full",
                namespace,
                IMAGE,
                0,
                List.of(ContainerPort.of(8080)),
                Map.of("A", "$(B)"),
                CreateDeploymentOptions.DEFAULT
                        .withPod(pod)
                        .withLabels(Map.of("team", "blue"))
                        .withAnnotations(Map.of("owner", "me")));
        var json = kubernetes.api().json(Call.get(Deployments.reference("full", namespace)));
        var spec = json.at("spec").at("template").at("spec");
        var container = spec.items("containers").getFirst();
        assertThat(container.texts("command")).containsExactly("/bin/app");
        assertThat(container.at("resources").toString())
                .contains("\"cpu\":\"500m\"")
                .contains("\"memory\":\"" + (32 << 20) + "\"");
        assertThat(container.at("readinessProbe").at("httpGet").text("path")).isEqualTo("/ready");
        assertThat(container.at("startupProbe").number("failureThreshold")).isEqualTo(30);
        assertThat(container.at("securityContext").toString())
                .contains("\"runAsNonRoot\":true")
                .contains("\"allowPrivilegeEscalation\":false")
                .contains("ALL");
        assertThat(spec.items("volumes")).hasSize(4);
        assertThat(spec.at("automountServiceAccountToken").text()).isEqualTo("true");
        assertThat(json.at("metadata").textMap("labels")).containsEntry("team", "blue");
        assertThat(json.at("spec").at("template").at("metadata").textMap("labels"))
                .containsEntry("tier", "front")
                .containsEntry("app", "full");
    }

    @Test
    void updateDeploymentSendsOnlyWhatTheRecordDiffersIn() {
        var environment = Map.of("KEEP", "1", "CHANGE", "old", "DROP", "x");
        var read = kubernetes.createDeployment(
                "changing", namespace, IMAGE, 1, List.of(ContainerPort.of(80)), environment);
        var updated = kubernetes.updateDeployment(read.withReplicas(2)
                .withImage("registry.test/app:2")
                .withEnvironment(Map.of("KEEP", "1", "CHANGE", "new", "ADD", "y"))
                .withPorts(List.of(ContainerPort.of(80), ContainerPort.parse("80/udp")))
                .withLabels(Map.of("app", "changing", "extra", "1")));
        assertThat(updated.replicas()).isEqualTo(2);
        assertThat(updated.image()).isEqualTo("registry.test/app:2");
        assertThat(updated.environment()).isEqualTo(Map.of("KEEP", "1", "CHANGE", "new", "ADD", "y"));
        assertThat(updated.ports()).containsExactly(ContainerPort.of(80), ContainerPort.parse("80/udp"));
        assertThat(updated.metadata().labels())
                .containsEntry("extra", "1")
                .containsEntry("dev.quayside.owner", "quayside");
        var generation = generation("changing");
        kubernetes.updateDeployment(updated);
        assertThat(generation("changing")).as("nothing was sent").isEqualTo(generation);
        assertFails(
                ErrorCode.NOT_FOUND,
                () -> kubernetes.updateDeployment(
                        KubernetesDeployment.of("absent", namespace, IMAGE, 1, List.of(), Map.of())));
    }

    @Test
    void updateDeploymentLeavesAnAutoscalersReplicasAndNamesItWhenTheyShouldChange() {
        var read = kubernetes.createDeployment("scaled", namespace, IMAGE, 1, List.of(), Map.of());
        scaleAs("autoscaler", "scaled", 4);
        assertThat(kubernetes
                        .updateDeployment(read.withImage("registry.test/app:2"))
                        .replicas())
                .as("a stale record does not undo the autoscaler")
                .isEqualTo(4);
        assertFails(ErrorCode.CONFLICT, () -> kubernetes.updateDeployment(read.withReplicas(2)))
                .hasMessageContaining("replicas is managed by 'autoscaler'");
        assertFails(ErrorCode.CONFLICT, () -> kubernetes.scale("scaled", namespace, 2))
                .hasMessageContaining("'autoscaler'");
        var forced = kubernetes.updateDeployment(read.withReplicas(2), UpdateOptions.DEFAULT.overriding());
        assertThat(forced.replicas()).isEqualTo(2);
    }

    @Test
    void updateDeploymentNamesTheManagerOfAForeignField() {
        var read = kubernetes.createDeployment("edited", namespace, IMAGE, 1, List.of(), Map.of("A", "1"));
        var container = new JsonObject().put("name", "edited").put("image", "registry.test/app:9");
        patchAs("editor", Deployments.reference("edited", namespace), template(container));
        assertFails(ErrorCode.CONFLICT, () -> kubernetes.updateDeployment(read.withImage("registry.test/app:2")))
                .hasMessageContaining("image is managed by 'editor'");
        assertThat(kubernetes
                        .updateDeployment(read.withEnvironment(Map.of("A", "2")))
                        .image())
                .isEqualTo("registry.test/app:9");
    }

    @Test
    void updateDeploymentRefusesARecordOfAnotherDeploymentOfTheName() {
        var read = kubernetes.createDeployment("twice", namespace, IMAGE, 1, List.of(), Map.of());
        kubernetes.deleteDeployment("twice", namespace, WHOLLY);
        kubernetes.createDeployment("twice", namespace, IMAGE, 1, List.of(), Map.of());
        assertFails(ErrorCode.CONFLICT, () -> kubernetes.updateDeployment(read.withReplicas(3)))
                .hasMessageContaining("created again");
    }

    @Test
    void updateDeploymentKeepsVariablesWhoseValueComesFromElsewhere() {
        var read = kubernetes.createDeployment("secretive", namespace, IMAGE, 1, List.of(), Map.of("A", "1"));
        var source = new JsonObject()
                .put("secretKeyRef", new JsonObject().put("name", "s").put("key", "k"));
        var container = new JsonObject()
                .put("name", "secretive")
                .putObjects(
                        "env", List.of(new JsonObject().put("name", "PASSWORD").put("valueFrom", source)));
        patchAs("editor", Deployments.reference("secretive", namespace), template(container));
        kubernetes.updateDeployment(read.withEnvironment(Map.of("A", "2", "B", "3")));
        var json = kubernetes.api().json(Call.get(Deployments.reference("secretive", namespace)));
        assertThat(DeploymentJson.container(json).at("env").toString())
                .contains("secretKeyRef")
                .contains("\"3\"");
        var overridden = kubernetes.updateDeployment(
                kubernetes.getDeployment("secretive", namespace).withEnvironment(Map.of("PASSWORD", "plain")),
                UpdateOptions.DEFAULT.overriding());
        assertThat(overridden.environment()).isEqualTo(Map.of("PASSWORD", "plain"));
    }

    @Test
    void deleteDeploymentDeletesItsPodsAndWaitsIfAsked() {
        kubernetes.createDeployment("leaving", namespace, IMAGE, 2, List.of(), Map.of());
        awaitPods("leaving", 2);
        kubernetes.deleteDeployment("leaving", namespace, WHOLLY.withPropagation(DeleteOptions.Propagation.FOREGROUND));
        assertThat(kubernetes.listPods(ListOptions.in(namespace).withLabel("app", "leaving")))
                .isEmpty();
        assertFails(ErrorCode.NOT_FOUND, () -> kubernetes.deleteDeployment("leaving", namespace))
                .hasMessageContaining("There is no deployment 'leaving' in namespace '" + namespace + "'");
    }

    @Test
    void getDeploymentReadsEveryAttribute() {
        kubernetes.createDeployment("read", namespace, IMAGE, 2, List.of(ContainerPort.of(80)), Map.of("A", "1"));
        var read = kubernetes.getDeployment("read", namespace);
        assertThat(read.replicas()).isEqualTo(2);
        assertThat(read.container()).isEqualTo("read");
        assertThat(read.environment()).isEqualTo(Map.of("A", "1"));
        assertThat(read.metadata().created()).isAfter(Instant.EPOCH);
        assertThat(read.rollout().desired()).isEqualTo(2);
        assertFails(ErrorCode.NOT_FOUND, () -> kubernetes.getDeployment("nothing", namespace));
    }

    @Test
    void listDeploymentsListsANamespaceOrAll() {
        kubernetes.createDeployment("listed", namespace, IMAGE, 0, List.of(), Map.of());
        assertThat(kubernetes.listDeployments(namespace))
                .extracting(KubernetesDeployment::name)
                .contains("listed");
        assertThat(kubernetes.listDeployments(ListOptions.ALL.withLabel("app", "listed")))
                .extracting(KubernetesDeployment::namespace)
                .contains(namespace);
        assertThat(kubernetes.listDeployments("nowhere")).isEmpty();
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> kubernetes.listDeployments(""));
    }

    @Test
    void createServiceTakesSelectorPortsAndType() {
        var created = kubernetes.createService(
                "web",
                namespace,
                Map.of("app", "web"),
                List.of(
                        ServicePort.of(80, 8080),
                        new ServicePort(
                                53,
                                new ServicePort.Target.PortName("dns"),
                                ContainerPort.Protocol.UDP,
                                Optional.of("dns"),
                                OptionalInt.empty())),
                ServiceType.LOAD_BALANCER);
        assertThat(created.serviceType()).isEqualTo(ServiceType.LOAD_BALANCER);
        assertThat(created.selector()).isEqualTo(Map.of("app", "web"));
        assertThat(created.ports()).extracting(ServicePort::toString).containsExactly("80->8080/tcp", "53->dns/udp");
        assertThat(created.ports().getFirst().nodePort()).isPresent();
        assertThat(created.clusterAddress()).isPresent();
        assertFails(
                ErrorCode.ALREADY_EXISTS,
                () -> kubernetes.createService(
                        "web", namespace, Map.of(), List.of(ServicePort.of(80)), ServiceType.CLUSTER_IP));
        var headless = kubernetes.createService(
                "headless",
                namespace,
                Map.of("app", "web"),
                List.of(),
                ServiceType.CLUSTER_IP,
                CreateServiceOptions.DEFAULT.headless().withLabels(Map.of("team", "blue")));
        assertThat(headless.clusterAddress()).isEmpty();
        assertThat(headless.metadata().labels()).containsEntry("team", "blue");
    }

    @Test
    void deleteServiceRefusesAForeignOne() {
        kubernetes.createService("own", namespace, Map.of(), List.of(ServicePort.of(80)), ServiceType.CLUSTER_IP);
        kubernetes.deleteService("own", namespace, WHOLLY);
        assertFails(ErrorCode.NOT_FOUND, () -> kubernetes.deleteService("own", namespace));
        assertFails(ErrorCode.NOT_OWNED, () -> kubernetes.deleteService("kubernetes", "default"))
                .hasMessageContaining("not created by Quayside");
    }

    @Test
    void deleteChecksTheIdentity() {
        var service = kubernetes.createService(
                "same", namespace, Map.of(), List.of(ServicePort.of(80)), ServiceType.CLUSTER_IP);
        assertFails(
                ErrorCode.NOT_FOUND,
                () -> kubernetes.deleteService("same", namespace, DeleteOptions.DEFAULT.withUid("another")));
        kubernetes.deleteService(
                "same",
                namespace,
                DeleteOptions.DEFAULT.withUid(service.metadata().uid()));
    }

    @Test
    void getServiceReadsEveryAttribute() {
        var service = kubernetes.getService("kubernetes", "default");
        assertThat(service.serviceType()).isEqualTo(ServiceType.CLUSTER_IP);
        assertThat(service.ports()).extracting(ServicePort::port).containsExactly(443);
        assertThat(service.selector()).isEmpty();
        assertFails(ErrorCode.NOT_FOUND, () -> kubernetes.getService("nothing", namespace));
    }

    @Test
    void listServicesListsANamespace() {
        kubernetes.createService("one", namespace, Map.of(), List.of(ServicePort.of(80)), ServiceType.NODE_PORT);
        assertThat(kubernetes.listServices(namespace))
                .filteredOn(service -> service.name().equals("one"))
                .singleElement()
                .satisfies(service -> assertThat(service.serviceType()).isEqualTo(ServiceType.NODE_PORT));
    }

    @Test
    void createPodTakesPortsAndEnvironmentAndShowsItsStatus() {
        var created = kubernetes.createPod("single", namespace, IMAGE, List.of(ContainerPort.of(80)), Map.of("A", "1"));
        assertThat(created.image()).isEqualTo(IMAGE);
        assertThat(created.status()).isEqualTo("Pending");
        assertThat(created.ports()).containsExactly(ContainerPort.of(80));
        assertThat(created.environment()).isEqualTo(Map.of("A", "1"));
        assertThat(created.ready()).isFalse();
        assertFails(
                ErrorCode.ALREADY_EXISTS, () -> kubernetes.createPod("single", namespace, IMAGE, List.of(), Map.of()));
    }

    @Test
    void createPodWaitsAndEndsEarlyWithTheCause() {
        var waiting = CreatePodOptions.DEFAULT
                .withPod(UNSCHEDULED)
                .waiting(new WaitOptions(
                        Duration.ofMinutes(1),
                        progress -> podStatus(
                                "failing",
                                new JsonObject()
                                        .put("name", "failing")
                                        .put(
                                                "state",
                                                new JsonObject()
                                                        .put(
                                                                "waiting",
                                                                new JsonObject()
                                                                        .put("reason", "ImagePullBackOff")
                                                                        .put("message", "no such image"))))));
        assertFails(
                        ErrorCode.NOT_READY,
                        () -> kubernetes.createPod("failing", namespace, IMAGE, List.of(), Map.of(), waiting))
                .hasMessageContaining("ImagePullBackOff")
                .hasMessageContaining("no such image");
        assertThat(kubernetes.getPod("failing", namespace).status()).isEqualTo("ImagePullBackOff");
    }

    @Test
    void deletePodWaitsIfAsked() {
        kubernetes.createPod("gone", namespace, IMAGE, List.of(), Map.of());
        kubernetes.deletePod("gone", namespace, WHOLLY.withGracePeriod(Duration.ZERO));
        assertFails(ErrorCode.NOT_FOUND, () -> kubernetes.getPod("gone", namespace));
        assertFails(ErrorCode.NOT_FOUND, () -> kubernetes.deletePod("gone", namespace));
    }

    @Test
    void getPodReadsEveryAttribute() {
        kubernetes.createPod(
                "seen",
                namespace,
                IMAGE,
                List.of(ContainerPort.of(80)),
                Map.of("A", "1"),
                CreatePodOptions.DEFAULT.withPod(UNSCHEDULED));
        podReady("seen");
        var pod = kubernetes.getPod("seen", namespace);
        assertThat(pod.status()).isEqualTo("Running");
        assertThat(pod.ready()).isTrue();
        assertThat(pod.environment()).isEqualTo(Map.of("A", "1"));
        assertThat(pod.metadata().labels()).containsEntry("app", "seen");
    }

    @Test
    void listPodsPagesAndHandsOverEach() {
        kubernetes.createDeployment("many", namespace, IMAGE, 12, List.of(), Map.of());
        awaitPods("many", 12);
        var names = new ArrayList<String>();
        kubernetes.listPods(ListOptions.in(namespace).withLabel("app", "many"), pod -> names.add(pod.name()));
        assertThat(names).hasSize(12).isSorted();
        assertThat(kubernetes.listPods(namespace))
                .extracting(KubernetesPod::name)
                .containsAll(names);
    }

    @Test
    void aRolloutIsAwaitedWithProgress() {
        var told = new CopyOnWriteArrayList<Progress>();
        var wait = new WaitOptions(Duration.ofMinutes(1), progress -> {
            told.add(progress);
            kubernetes.listPods(ListOptions.in(namespace).withLabel("app", "rolling"), pod -> podReady(pod.name()));
        });
        var created = kubernetes.createDeployment(
                "rolling",
                namespace,
                IMAGE,
                2,
                List.of(),
                Map.of(),
                CreateDeploymentOptions.DEFAULT.withPod(UNSCHEDULED).waiting(wait));
        assertThat(created.rollout().isComplete()).isTrue();
        assertThat(told)
                .isNotEmpty()
                .first()
                .satisfies(p -> assertThat(p.text()).contains("pods updated"));
        assertThat(kubernetes.rolloutStatus("rolling", namespace).available()).isEqualTo(2);
        var restarted = kubernetes.restart("rolling", namespace);
        assertThat(restarted.rollout().isComplete()).isFalse();
        assertThat(kubernetes.awaitRollout("rolling", namespace, wait).isComplete())
                .isTrue();
        assertThat(kubernetes.updateDeployment(restarted.withReplicas(3)).replicas())
                .isEqualTo(3);
    }

    @Test
    void aRolloutThatCannotSucceedEndsEarlyOrAtTheDeadline() {
        kubernetes.createDeployment(
                "stuck",
                namespace,
                IMAGE,
                1,
                List.of(),
                Map.of(),
                CreateDeploymentOptions.DEFAULT.withPod(UNSCHEDULED));
        assertFails(
                        ErrorCode.NOT_READY,
                        () -> kubernetes.awaitRollout("stuck", namespace, WaitOptions.within(Duration.ofSeconds(3))))
                .hasMessageContaining("longer than 3 s")
                .hasMessageContaining("0 available");
        var crash = new JsonObject()
                .put("name", "stuck")
                .put(
                        "state",
                        new JsonObject()
                                .put(
                                        "waiting",
                                        new JsonObject()
                                                .put("reason", "CrashLoopBackOff")
                                                .put("message", "back-off")))
                .put(
                        "lastState",
                        new JsonObject()
                                .put(
                                        "terminated",
                                        new JsonObject().put("exitCode", 7).put("reason", "Error")));
        kubernetes.listPods(ListOptions.in(namespace).withLabel("app", "stuck"), pod -> podStatus(pod.name(), crash));
        assertFails(ErrorCode.CONTAINER_FAILED, () -> kubernetes.awaitRollout("stuck", namespace, SOON))
                .hasMessageContaining("CrashLoopBackOff")
                .hasMessageContaining("exited with 7");
    }

    @Test
    void aDeploymentIsDescribedWithItsPodsConditionsAndEvents() {
        kubernetes.createDeployment("told", namespace, IMAGE, 1, List.of(), Map.of());
        awaitPods("told", 1);
        var description = kubernetes.describeDeployment("told", namespace);
        assertThat(description.deployment().name()).isEqualTo("told");
        assertThat(description.pods()).hasSize(1);
        assertThat(description.conditions()).extracting(Condition::type).contains("Progressing");
        assertThat(description.events()).extracting(KubernetesEvent::reason).contains("ScalingReplicaSet");
        assertThat(kubernetes.events(namespace)).containsAll(description.events());
        var pod = description.pods().getFirst();
        assertThat(kubernetes.describePod(pod.name(), namespace).pod().name()).isEqualTo(pod.name());
    }

    @Test
    void theOutputOfPodsThatHaveNotBegunIsNothing() {
        kubernetes.createPod(
                "silent", namespace, IMAGE, List.of(), Map.of(), CreatePodOptions.DEFAULT.withPod(UNSCHEDULED));
        try (var logs = kubernetes.logs("silent", namespace, LogOptions.ALL)) {
            assertThat(logs.next()).isEmpty();
        }
        try (var logs = kubernetes.logs(ListOptions.in(namespace).withLabel("app", "silent"), LogOptions.ALL)) {
            assertThat(logs.next()).isEmpty();
        }
    }

    @Test
    void aCommandInAPodThatHasNotBegunIsRefused() {
        kubernetes.createPod(
                "idle", namespace, IMAGE, List.of(), Map.of(), CreatePodOptions.DEFAULT.withPod(UNSCHEDULED));
        assertFails(
                        ErrorCode.INVALID_ARGUMENT,
                        () -> kubernetes
                                .exec("idle", namespace, ExecRequest.of("true"))
                                .close())
                .hasMessageContaining("idle");
    }

    @Test
    void aFieldThatIsWrongIsNamed() {
        assertFails(
                        ErrorCode.INVALID_ARGUMENT,
                        () -> kubernetes.createDeployment("bad", namespace, IMAGE, -1, List.of(), Map.of()))
                .hasMessageContaining("spec.replicas");
        assertFails(
                        ErrorCode.INVALID_ARGUMENT,
                        () -> kubernetes.createDeployment("Bad_Name", namespace, IMAGE, 1, List.of(), Map.of()))
                .hasMessageContaining("'Bad_Name'");
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> kubernetes.createNamespace("n".repeat(64)))
                .hasMessageContaining("63");
    }

    @Test
    void missingRightsNameVerbAndResource() {
        try (var nobody = as("nobody")) {
            assertFails(
                            ErrorCode.ENGINE_PERMISSION_DENIED,
                            () -> nobody.createDeployment("x", namespace, IMAGE, 1, List.of(), Map.of()))
                    .hasMessageContaining("'create'")
                    .hasMessageContaining("'deployments.apps'")
                    .hasMessageContaining(namespace);
            assertFails(ErrorCode.ENGINE_PERMISSION_DENIED, nobody::listNamespaces)
                    .hasMessageContaining("'list'")
                    .hasMessageContaining("'namespaces'");
        }
    }

    @ParameterizedTest
    @CsvSource({"HTTP, answered 407", "SOCKS5, refused the user 'me' or the password"})
    void aClusterBehindAProxyIsReached(Proxy.Kind kind, String refusal) throws IOException {
        try (var proxy = TestProxy.start(kind)) {
            try (var through = behind(proxy.address(TestProxy.RIGHT))) {
                assertThat(through.getNamespace("default").name()).isEqualTo("default");
            }
            try (var through = behind(proxy.address(TestProxy.WRONG))) {
                assertFails(ErrorCode.ENGINE_UNREACHABLE, through::listNamespaces)
                        .hasMessageContaining("proxy")
                        .hasMessageContaining(refusal);
            }
        }
    }

    @Test
    void aSocksProxySaysWhyItDoesNotConnect() throws IOException {
        try (var proxy = TestProxy.start(Proxy.Kind.SOCKS5)) {
            try (var through = behind(proxy.address())) {
                assertFails(ErrorCode.ENGINE_UNREACHABLE, through::listNamespaces)
                        .hasMessageContaining("wants a user and a password");
            }
            var access = access();
            var tls = (Endpoint.Tls) access.endpoint();
            // Port 1 of this machine: nobody is there, and the proxy is given a name to look up.
            var closed = new Endpoint.Tls(
                    "localhost", 1, tls.material(), tls.serverName(), Optional.of(proxy.address(TestProxy.RIGHT)));
            try (var through = at(closed, access.credentials(), List.of())) {
                assertFails(ErrorCode.ENGINE_UNREACHABLE, through::listNamespaces)
                        .hasMessageContaining("was refused the connection");
            }
        }
    }

    private static KubernetesOrchestration behind(Proxy proxy) {
        var access = access();
        var tls = (Endpoint.Tls) access.endpoint();
        var endpoint = new Endpoint.Tls(tls.host(), tls.port(), tls.material(), tls.serverName(), Optional.of(proxy));
        return at(endpoint, access.credentials(), List.of());
    }

    @Test
    void aTokenThatIsNotKnownIsSaidSo() {
        var access = access();
        var endpoint = access.endpoint() instanceof Endpoint.Tls tls
                ? new Endpoint.Tls(
                        tls.host(),
                        tls.port(),
                        new TlsMaterial(
                                tls.material().authorities(),
                                Optional.empty(),
                                tls.material().verification()),
                        tls.serverName(),
                        tls.proxy())
                : access.endpoint();
        try (var expired = at(endpoint, new Credentials.Token("expired"), List.of())) {
            assertFails(ErrorCode.AUTHENTICATION_FAILED, expired::listNamespaces)
                    .hasMessageContaining("does not accept your credentials")
                    .hasMessageContaining("token may have expired");
        }
    }

    private static KubernetesOptions options() {
        return KubernetesOptions.resolve(System.getenv(), Path.of(".")).withKubeconfig(TestKubernetes.kubeconfig());
    }

    private static ClusterAccess access() {
        return ClusterChoice.resolve(options());
    }

    private static KubernetesOrchestration as(String user) {
        var access = access();
        return at(access.endpoint(), access.credentials(), List.of(new Header("Impersonate-User", user)));
    }

    private static KubernetesOrchestration at(Endpoint endpoint, Credentials credentials, List<Header> headers) {
        var access = access();
        var other = new ClusterAccess(
                endpoint,
                access.authority(),
                access.pathPrefix(),
                credentials,
                headers,
                access.namespace(),
                access.context(),
                access.origin());
        return new KubernetesOrchestration(new KubernetesApi(other, options()));
    }

    private static String other() {
        return "it-" + UUID.randomUUID();
    }

    private void awaitPods(String app, int count) {
        new Awaiting(kubernetes.api())
                .until(
                        Deployments.reference(app, namespace),
                        SOON,
                        deployment -> deployment.filter(
                                json -> DeploymentJson.rollout(json).total() == count),
                        deployment -> "pods are missing");
    }

    private void podReady(String name) {
        var container = new JsonObject()
                .put("name", name)
                .put("ready", true)
                .put(
                        "state",
                        new JsonObject().put("running", new JsonObject().put("startedAt", "2026-01-01T00:00:00Z")));
        var status = new JsonObject()
                .put("phase", "Running")
                .putObjects(
                        "conditions",
                        List.of(new JsonObject().put("type", "Ready").put("status", "True")))
                .putObjects("containerStatuses", List.of(container));
        patchStatus(name, status);
    }

    private void podStatus(String name, JsonObject container) {
        patchStatus(name, new JsonObject().putObjects("containerStatuses", List.of(container)));
    }

    /** Plays the node, which there is none of. */
    private void patchStatus(String pod, JsonObject status) {
        kubernetes
                .api()
                .find(Call.subresource("PATCH", "patch", Pods.reference(pod, namespace), "status")
                        .body("application/strategic-merge-patch+json", new JsonObject().put("status", status)));
    }

    private long generation(String name) {
        var json = kubernetes.api().json(Call.get(Deployments.reference(name, namespace)));
        return json.at("metadata").number("generation");
    }

    private void scaleAs(String manager, String name, int replicas) {
        var scale = new JsonObject().put("spec", new JsonObject().put("replicas", replicas));
        kubernetes
                .api()
                .json(Call.subresource("PATCH", "patch", Deployments.reference(name, namespace), "scale")
                        .with("fieldManager", manager)
                        .body("application/merge-patch+json", scale));
    }

    private void patchAs(String manager, ObjectRef object, JsonObject patch) {
        kubernetes.api().json(Call.patch(object, patch).with("fieldManager", manager));
    }

    private static JsonObject template(JsonObject container) {
        var spec = new JsonObject().putObjects("containers", List.of(container));
        return new JsonObject().put("spec", new JsonObject().put("template", new JsonObject().put("spec", spec)));
    }

    private void foreignConfigMap(String in) {
        var body = new JsonObject()
                .put("apiVersion", "v1")
                .put("kind", "ConfigMap")
                .put("metadata", new JsonObject().put("name", "foreign"))
                .put("data", Map.of("a", "b"));
        kubernetes
                .api()
                .json(Call.create(ObjectRef.of(Kind.CONFIG_MAP, in, "foreign"), body)
                        .with("fieldManager", "someone"));
    }
}
