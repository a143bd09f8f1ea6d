package dev.quayside.engine.docker;

import static dev.quayside.engine.docker.DockerAssertions.assertFails;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.TestEngines.TestEngine;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.Attachment;
import dev.quayside.model.HealthCheck;
import dev.quayside.model.Isolation;
import dev.quayside.model.Lifecycle;
import dev.quayside.model.Lifecycle.RestartPolicy;
import dev.quayside.model.Mount;
import dev.quayside.model.Network.AddressPool;
import dev.quayside.model.PortMapping;
import dev.quayside.model.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The seed's methods, each on real engines; images have tests of their own. */
@ParameterizedClass
@MethodSource("dev.quayside.engine.TestEngines#all")
class DockerIntegrationIT {
    private final DockerIntegration docker;
    private final Scratch scratch;

    DockerIntegrationIT(TestEngine engine) {
        docker = DockerIntegration.connect(DockerOptions.at(engine.host()));
        scratch = new Scratch(docker);
    }

    @AfterEach
    void removeEverything() {
        scratch.close();
        docker.close();
    }

    @Test
    void createContainerTakesPortsAndEnvironment() {
        var container = docker.createContainer(
                Scratch.IMAGE, scratch.name("web"), Map.of("8080/tcp", 0, "53/udp", 15353), Map.of("MODE", "a=b c"));
        assertThat(container.id()).hasSize(64);
        assertThat(container.name()).isEqualTo(scratch.name("web"));
        assertThat(container.image()).isEqualTo(Scratch.IMAGE);
        assertThat(container.status()).isEqualTo(ContainerStatus.CREATED);
        assertThat(container.ports()).extracting(PortMapping::toString).contains("0.0.0.0:15353->53/udp");
        assertThat(container.environment()).containsEntry("MODE", "a=b c");
        assertThat(container.created())
                .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(600));
    }

    @Test
    void createContainerTakesEverythingElse() {
        var network = docker.createNetwork(
                scratch.name("net"), CreateNetworkOptions.DEFAULT.withPools(pool("172.30.77.0/24")));
        var second = docker.createNetwork(scratch.name("second"), "bridge");
        docker.createVolume(scratch.name("data"));
        var options = CreateContainerOptions.DEFAULT
                .withCommand("sh", "-c", "sleep 60")
                .withNetwork(network.name(), attachment("172.30.77.50", "alias-one"))
                .withNetwork(second.name(), Attachment.withAliases("alias-two"))
                .withMounts(
                        new Mount.VolumeMount(scratch.name("data"), "/data", false, true, Optional.empty()),
                        new Mount.BindMount("/etc", "/host-etc", true, false, Optional.empty(), Optional.empty()),
                        new Mount.TmpfsMount("/scratch", OptionalLong.of(1 << 20), OptionalInt.of(01777)))
                .withHealthCheck(HealthCheck.shell("true", Duration.ofSeconds(1)))
                .withIsolation(new Isolation(
                        false,
                        true,
                        Set.of("NET_ADMIN"),
                        Set.of("MKNOD"),
                        List.of("no-new-privileges"),
                        Map.of("net.ipv4.ip_unprivileged_port_start", "80"),
                        Map.of("nofile", new Isolation.Ulimit(512, 1024)),
                        Map.of(),
                        List.of()))
                .withResources(new Resources(
                        OptionalDouble.of(0.5),
                        OptionalLong.of(64 << 20),
                        OptionalDouble.empty(),
                        OptionalLong.empty(),
                        OptionalLong.of(50),
                        OptionalLong.empty()))
                .withLifecycle(new Lifecycle(
                        1,
                        Optional.empty(),
                        Optional.of(new RestartPolicy(RestartPolicy.Mode.ON_FAILURE, 2)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("SIGKILL"),
                        Optional.of(Duration.ofSeconds(3)),
                        Optional.empty()))
                .withLabels(Map.of("one", "1"));
        var container = docker.createContainer(Scratch.IMAGE, scratch.name("full"), options);
        docker.startContainer(container);

        var details = docker.inspect(container.id());
        assertThat(details.networks()).containsOnlyKeys(network.name(), second.name());
        assertThat(requireNonNull(details.networks().get(network.name())).address())
                .isEqualTo("172.30.77.50");
        assertThat(requireNonNull(details.networks().get(network.name())).aliases())
                .contains("alias-one");
        assertThat(requireNonNull(details.networks().get(second.name())).aliases())
                .contains("alias-two");
        assertThat(details.mounts())
                .extracting(ContainerDetails.MountPoint::target)
                .contains("/data", "/host-etc");
        assertThat(details.healthCheck()).isPresent();
        assertThat(details.restartPolicy()).isEqualTo(new RestartPolicy(RestartPolicy.Mode.ON_FAILURE, 2));
        assertThat(details.stopSignal()).contains("SIGKILL");
        assertThat(details.stopGracePeriod()).contains(Duration.ofSeconds(3));
        assertThat(details.container().labels()).containsEntry("one", "1");
        assertThat(scratch.run(container, "cat", "/proc/sys/net/ipv4/ip_unprivileged_port_start"))
                .isEqualTo("80\n");
        // Of the container's own process: a command run beside it can get the hard limit from runc
        // (opencontainers/runc#4195).
        assertThat(scratch.run(container, "grep", "open files", "/proc/1/limits"))
                .containsPattern("512 +1024");
        assertThat(scratch.run(container, "sh", "-c", "touch /x 2>&1; touch /data/x && echo fine"))
                .contains("Read-only")
                .contains("fine");
    }

    @Test
    void startContainerRunsItAndMayBeRepeated() {
        var container = scratch.sleeping("c");
        docker.startContainer(container);
        docker.startContainer(container);
        assertThat(docker.inspect(container.id()).state().status()).isEqualTo(ContainerStatus.RUNNING);
    }

    @Test
    void stopContainerKillsAfterTheGracePeriodAndMayBeRepeated() {
        var container = scratch.started("c", "trap '' TERM; while true; do sleep 1; done");
        docker.stopContainer(container, StopOptions.within(Duration.ofSeconds(1)));
        docker.stopContainer(container);
        var state = docker.inspect(container.id()).state();
        assertThat(state.status()).isEqualTo(ContainerStatus.EXITED);
        assertThat(state.exitCode()).isEqualTo(137);
        assertThat(state.finished()).isPresent();
    }

    @Test
    void removeContainerRefusesARunningOneUnlessItMayBeKilled() {
        var container = scratch.started("c", "sleep 60");
        assertFails(ErrorCode.CONFLICT, () -> docker.removeContainer(container));
        docker.removeContainer(
                container, RemoveContainerOptions.DEFAULT.killing().withVolumes());
        assertThat(docker.containers().find(container.id())).isEmpty();
        assertFails(ErrorCode.NOT_FOUND, () -> docker.removeContainer(container));
    }

    @Test
    void listContainersFillsEveryAttribute() {
        var options = CreateContainerOptions.DEFAULT
                .withEnvironment(Map.of("A", "1"))
                .withPorts(PortMapping.ephemeral(80))
                .withCommand("sleep", "60")
                .withLabels(Map.of("scratch", scratch.name("")));
        var container = docker.createContainer(Scratch.IMAGE, scratch.name("one"), options);
        docker.createContainer(Scratch.IMAGE, scratch.name("two"), options);
        docker.startContainer(container);

        var all = docker.listContainers(ListContainersOptions.ALL.withLabel("scratch", scratch.name("")));
        assertThat(all).hasSize(2).allSatisfy(found -> {
            assertThat(found.environment()).containsEntry("A", "1");
            assertThat(found.ports()).hasSize(1);
            assertThat(found.image()).isEqualTo(Scratch.IMAGE);
            assertThat(found.imageId()).startsWith("sha256:");
        });
        var running = docker.listContainers(
                ListContainersOptions.RUNNING.withLabel("scratch", "").withFilter("name", scratch.name("one")));
        assertThat(running).singleElement().satisfies(found -> {
            assertThat(found.status()).isEqualTo(ContainerStatus.RUNNING);
            assertThat(found.statusText()).startsWith("Up");
            assertThat(found.ports().getFirst().hostPort()).isPresent();
            assertThat(found.addresses()).isNotEmpty();
        });
        assertThat(docker.listContainers(ListContainersOptions.ALL.brief()))
                .anySatisfy(found -> assertThat(found.name()).isEqualTo(scratch.name("two")));
        assertThat(docker.listContainers()).extracting(DockerContainer::id).contains(container.id());
    }

    @Test
    void listImagesNamesEachTag() {
        assertThat(docker.listImages()).anySatisfy(image -> {
            assertThat(image.repository()).isEqualTo("busybox");
            assertThat(image.tag()).isEqualTo("1.37");
            assertThat(image.id()).startsWith("sha256:");
            assertThat(image.sizeBytes()).isPositive();
            assertThat(image.created()).isAfter(Instant.EPOCH);
            assertThat(image.names()).contains("busybox:1.37");
        });
    }

    @Test
    void createNetworkReportsWhatTheEngineChose() {
        var network = docker.createNetwork(scratch.name("plain"), "bridge");
        assertThat(network.id()).hasSize(64);
        assertThat(network.name()).isEqualTo(scratch.name("plain"));
        assertThat(network.driver()).isEqualTo("bridge");
        assertThat(network.scope()).isEqualTo("local");
        assertThat(network.pools().getFirst().subnet()).isPresent();
        assertFails(ErrorCode.ALREADY_EXISTS, () -> docker.createNetwork(network.name(), "bridge"))
                .hasMessageContaining(network.id());
        assertThat(docker.networks().list(ListOptions.ALL))
                .extracting(DockerNetwork::id)
                .contains(network.id());
    }

    @Test
    void createNetworkTakesAddressRanges() {
        var network = docker.createNetwork(
                scratch.name("fixed"),
                CreateNetworkOptions.DEFAULT
                        .withPools(pool("172.30.78.0/24"))
                        .withoutOutside()
                        .withLabels(Map.of("k", "v")));
        assertThat(network.internal()).isTrue();
        assertThat(network.labels()).containsEntry("k", "v");
        assertThat(network.pools().getFirst().ipRange()).contains("172.30.78.128/25");
    }

    @Test
    void removeNetworkRefusesOneInUse() {
        var network = docker.createNetwork(scratch.name("used"), "bridge");
        var container = docker.createContainer(
                Scratch.IMAGE,
                scratch.name("c"),
                CreateContainerOptions.DEFAULT
                        .withCommand("sleep", "60")
                        .withNetwork(network.name(), Attachment.PLAIN));
        docker.startContainer(container);
        assertFails(ErrorCode.CONFLICT, () -> docker.removeNetwork(network));
        docker.removeContainer(container, RemoveContainerOptions.DEFAULT.killing());
        docker.removeNetwork(network);
        assertThat(docker.networks().find(network.id())).isEmpty();
        assertFails(ErrorCode.NOT_FOUND, () -> docker.removeNetwork(network));
    }

    @Test
    void createVolumeReportsWhereItsDataIs() {
        var volume =
                docker.createVolume(scratch.name("data"), CreateVolumeOptions.DEFAULT.withLabels(Map.of("k", "v")));
        assertThat(volume.name()).isEqualTo(scratch.name("data"));
        assertThat(volume.id()).isEqualTo(volume.name());
        assertThat(volume.driver()).isEqualTo("local");
        assertThat(volume.mountpoint()).contains(volume.name());
        assertThat(volume.labels()).containsEntry("k", "v");
        assertThat(volume.created()).isAfter(Instant.EPOCH);
        assertFails(ErrorCode.ALREADY_EXISTS, () -> docker.createVolume(volume.name()));
        assertThat(docker.volumes().list(ListOptions.ALL.withLabel("k", "v")))
                .extracting(DockerVolume::name)
                .contains(volume.name());
    }

    @Test
    void removeVolumeRefusesOneInUse() {
        var volume = docker.createVolume(scratch.name("used"));
        var container = docker.createContainer(
                Scratch.IMAGE,
                scratch.name("c"),
                CreateContainerOptions.DEFAULT.withMounts(
                        new Mount.VolumeMount(volume.name(), "/data", false, true, Optional.empty())));
        assertFails(ErrorCode.CONFLICT, () -> docker.removeVolume(volume));
        docker.removeContainer(container);
        docker.removeVolume(volume);
        assertThat(docker.volumes().find(volume.name())).isEmpty();
    }

    @Test
    void aTakenContainerNameIsSaidToBeTaken() {
        scratch.sleeping("c");
        assertFails(ErrorCode.ALREADY_EXISTS, () -> scratch.sleeping("c")).hasMessageContaining(scratch.name("c"));
    }

    @Test
    void anUnknownImageIsNotFound() {
        assertFails(
                        ErrorCode.NOT_FOUND,
                        () -> docker.createContainer("no-such-image:1", scratch.name("c"), Map.of(), Map.of()))
                .hasMessageContaining("no-such-image:1")
                .hasMessageContaining("pull or build");
    }

    @Test
    void aTakenPortNamesTheContainerThatHoldsIt() {
        var options = CreateContainerOptions.DEFAULT.withCommand("sleep", "60").withPorts(PortMapping.of(18431, 80));
        docker.startContainer(docker.createContainer(Scratch.IMAGE, scratch.name("holder"), options));
        var late = docker.createContainer(Scratch.IMAGE, scratch.name("late"), options);
        assertFails(ErrorCode.PORT_IN_USE, () -> docker.startContainer(late))
                .hasMessageContaining("18431")
                .hasMessageContaining(scratch.name("holder"));
    }

    @Test
    void anUnknownNetworkLeavesNoContainerBehind() {
        var options = CreateContainerOptions.DEFAULT
                .withCommand("sleep", "60")
                .withNetwork("bridge", Attachment.PLAIN)
                .withNetwork(scratch.name("nowhere"), Attachment.PLAIN);
        try {
            docker.startContainer(docker.createContainer(Scratch.IMAGE, scratch.name("c"), options));
        } catch (QuaysideException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND);
        }
        assertThat(docker.containers()
                        .find(scratch.name("c"))
                        .filter(c -> c.state().started().isPresent()))
                .isEmpty();
    }

    @Test
    void theEngineSaysWhatItIs() {
        var details = docker.system().details();
        assertThat(details.version()).isNotEmpty();
        assertThat(details.apiVersion()).isBetween(ApiVersion.OLDEST, ApiVersion.NEWEST);
        assertThat(details.storageDriver()).isNotEmpty();
        assertThat(details.rootless()).isFalse();
        assertThat(docker.system().diskUsage().imageBytes()).isPositive();
        docker.system().ping();
    }

    private static AddressPool pool(String subnet) {
        return new AddressPool(
                Optional.of(subnet), Optional.empty(), Optional.of(subnet.replace(".0/24", ".128/25")), Map.of());
    }

    private static Attachment attachment(String address, String alias) {
        return new Attachment(
                List.of(alias), Optional.of(address), Optional.empty(), List.of(), Optional.empty(), Map.of(), 1);
    }
}
