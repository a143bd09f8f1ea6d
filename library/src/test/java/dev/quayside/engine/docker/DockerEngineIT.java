package dev.quayside.engine.docker;

import static dev.quayside.engine.docker.DockerAssertions.assertFails;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.Capability;
import dev.quayside.engine.Change;
import dev.quayside.engine.ExecRequest;
import dev.quayside.engine.LogLine;
import dev.quayside.engine.LogQuery;
import dev.quayside.engine.Observed;
import dev.quayside.engine.Observed.Name;
import dev.quayside.engine.Ownership;
import dev.quayside.engine.Replica;
import dev.quayside.engine.ReplicaSpec;
import dev.quayside.engine.TestEngines.TestEngine;
import dev.quayside.engine.Wanted;
import dev.quayside.engine.http.Parallel;
import dev.quayside.error.ErrorCode;
import dev.quayside.model.App;
import dev.quayside.model.Attachment;
import dev.quayside.model.Lifecycle;
import dev.quayside.model.Lifecycle.RestartPolicy;
import dev.quayside.model.Mount;
import dev.quayside.model.Network;
import dev.quayside.model.Network.AddressPool;
import dev.quayside.model.NetworkMode;
import dev.quayside.model.PortMapping;
import dev.quayside.model.Service;
import dev.quayside.model.ServiceProcess;
import dev.quayside.model.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What only a real engine shows: addresses, strangers, ports, lost halves, streams. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@MethodSource("dev.quayside.engine.TestEngines#all")
class DockerEngineIT {
    private final DeployedApp app;

    DockerEngineIT(TestEngine engine) {
        app = new DeployedApp(engine.host());
    }

    @AfterEach
    void removeEverything() {
        app.close();
    }

    @Test
    void aNetworkLeavesItsUpperHalfToTheEngineAndGivesOursTheLower() {
        var network = app.network("front");
        var pool =
                app.docker.networks().inspect(network.name()).network().pools().getFirst();
        var subnet = AddressRange.parse(pool.subnet().orElseThrow());
        assertThat(pool.ipRange()).contains(subnet.upperHalf().toString());

        var first = app.run(app.spec(app.sleeping("web"), 1, true));
        var second = app.run(app.spec(app.sleeping("db"), 1, true));
        assertThat(address(first, network)).isNotEqualTo(address(second, network));
        assertThat(List.of(address(first, network), address(second, network)))
                .allMatch(address -> subnet.lowerHalf().contains(address));

        var stranger = app.docker.createContainer(
                Scratch.IMAGE,
                app.name + "-stranger",
                CreateContainerOptions.DEFAULT
                        .withCommand("sleep", "60")
                        .withNetwork(network.name(), Attachment.PLAIN));
        try {
            app.docker.startContainer(stranger);
            var dynamic = requireNonNull(
                    app.docker.inspect(stranger.id()).container().addresses().get(network.name()));
            assertThat(subnet.upperHalf().contains(dynamic)).isTrue();
        } finally {
            app.docker.removeContainer(
                    stranger, RemoveContainerOptions.DEFAULT.killing().withVolumes());
        }
    }

    private static String address(Replica replica, Network network) {
        return requireNonNull(replica.endpoints().get(network.name())).address().orElseThrow();
    }

    @Test
    void aRestartedReplicaKeepsItsAddress() {
        var network = app.network("front");
        var spec = app.spec(app.sleeping("web"), 1, true);
        var before = address(app.run(spec), network);
        app.perform(new Change.StopReplica(spec.id(), Optional.empty()));
        var other = app.run(app.spec(app.sleeping("db"), 1, true));
        app.perform(new Change.StartReplica(spec.id()));
        assertThat(address(app.replica(spec), network)).isEqualTo(before).isNotEqualTo(address(other, network));
    }

    @Test
    void aReplicaWhoseAddressWasTakenStartsUnderAnotherOne() {
        var network = app.network("front");
        var spec = app.spec(app.sleeping("web"), 1, true);
        app.perform(new Change.CreateReplica(spec));
        var wanted = requireNonNull(app.container(spec).networks().get(network.name()))
                .requestedAddress();
        var thief = app.docker.createContainer(
                Scratch.IMAGE,
                app.name + "-thief",
                CreateContainerOptions.DEFAULT
                        .withCommand("sleep", "60")
                        .withNetwork(
                                network.name(), Attachment.PLAIN.withAddresses(Optional.of(wanted), Optional.empty())));
        try {
            app.docker.startContainer(thief);
            app.perform(new Change.StartReplica(spec.id()));
            assertThat(address(app.replica(spec), network)).isNotEqualTo(wanted);
            assertThat(app.replica(spec).serving()).isTrue();
        } finally {
            app.docker.removeContainer(
                    thief, RemoveContainerOptions.DEFAULT.killing().withVolumes());
        }
    }

    @Test
    void aNetworkLaidOutByTheFileIsUsedAsItIs() {
        var pool = new AddressPool(Optional.of("10.213.7.0/24"), Optional.of("10.213.7.1"), Optional.empty(), Map.of());
        var network = new Network(
                "laid",
                app.name + "_laid",
                false,
                Optional.empty(),
                Map.of(),
                true,
                false,
                false,
                List.of(pool),
                Map.of("purpose", "test"));
        app.network(network);
        var made = app.docker.networks().inspect(network.name()).network();
        assertThat(made.internal()).isTrue();
        assertThat(made.labels()).containsEntry("purpose", "test");
        assertThat(made.pools()).extracting(AddressPool::subnet).containsExactly(Optional.of("10.213.7.0/24"));
        assertThat(requireNonNull(app.engine.observe(app.name).networks().get(network.name()))
                        .handover())
                .isTrue();
        var replica = app.run(app.spec(app.sleeping("web"), 1, true));
        assertThat(address(replica, network)).isEqualTo("10.213.7.127");
    }

    @Test
    void aNetworkWithIpv6GetsAPrivateRange() {
        var network = new Network(
                "six", app.name + "_six", false, Optional.empty(), Map.of(), false, false, true, List.of(), Map.of());
        app.network(network);
        var spec = app.spec(app.sleeping("web"), 1, false);
        app.run(spec);
        var before = requireNonNull(app.container(spec).networks().get(network.name()));
        assertThat(before.ipv6Address()).startsWith("fd");
        app.perform(new Change.PromoteReplica(spec));
        var after = requireNonNull(app.container(spec).networks().get(network.name()));
        assertThat(after.ipv6Address()).isEqualTo(before.ipv6Address());
        assertThat(after.address()).isEqualTo(before.address());
        assertThat(after.macAddress()).isEqualTo(before.macAddress());
    }

    @Test
    void aNetworkThatWasMadeOnTheWayIsReplaced() {
        var network = Network.named("front", app.name + "_front");
        var probe = new Ownership(app.name, "network", "front", 0, 0, "probe", Map.of());
        app.docker.createNetwork(network.name(), CreateNetworkOptions.DEFAULT.withLabels(probe.labels()));
        assertThat(requireNonNull(app.engine.observe(app.name).networks().get(network.name()))
                        .specHash())
                .isEqualTo("probe");
        app.network(network);
        assertThat(app.engine.observe(app.name).networks().values())
                .singleElement()
                .matches(Observed.Resource::handover)
                .matches(resource -> resource.specHash().equals("hash"));
    }

    @Test
    void aNetworkThatIsMadeAgainWithAnotherRangeGivesAddressesOfThat() {
        var network = app.network("front");
        var spec = app.spec(app.sleeping("web"), 1, true);
        var before = address(app.run(spec), network);
        var range = app.docker.networks().inspect(network.name()).network().pools();
        app.perform(new Change.StopReplica(spec.id(), Optional.of(Duration.ZERO)));
        app.perform(new Change.RemoveReplica(spec.id()));
        var resource = requireNonNull(app.engine.observe(app.name).networks().get(network.name()));
        app.perform(new Change.RemoveNetwork(resource, app.name));
        var other = app.docker.createNetwork(
                app.name + "-other", CreateNetworkOptions.DEFAULT.withPools(range.toArray(AddressPool[]::new)));
        try {
            app.network("front");
            assertThat(address(app.run(spec), network)).isNotEqualTo(before);
        } finally {
            app.docker.removeNetwork(other);
        }
    }

    @Test
    void manyNetworksMadeAtOnceGetSubnetsOfTheirOwn() {
        var keys = List.of("a", "b", "c", "d");
        Parallel.map(4, keys, key -> {
            var network = Network.named(key, app.name + "_" + key);
            app.perform(new Change.CreateNetwork(network, Ownership.ofNetwork(app.name, key, "hash")));
            return key;
        });
        var subnets = new ArrayList<String>();
        for (var key : keys) {
            subnets.add(app.docker
                    .networks()
                    .inspect(app.name + "_" + key)
                    .network()
                    .pools()
                    .getFirst()
                    .subnet()
                    .orElseThrow());
        }
        assertThat(subnets).doesNotHaveDuplicates();
        assertThat(app.engine.observe(app.name).networks()).hasSize(4);
    }

    @Test
    void aTakenHostPortNamesWhoHasIt() {
        app.network("front");
        var port = freePort();
        var first = app.sleeping("first");
        var second = app.sleeping("second");
        var holder =
                app.spec(first.withConnectivity(first.connectivity().withPorts(PortMapping.of(port, 80))), 1, true);
        app.run(holder);
        var late =
                app.spec(second.withConnectivity(second.connectivity().withPorts(PortMapping.of(port, 80))), 1, true);
        app.perform(new Change.CreateReplica(late));
        assertFails(ErrorCode.PORT_IN_USE, () -> app.perform(new Change.StartReplica(late.id())))
                .hasMessageContaining(holder.name())
                .hasMessageContaining(Integer.toString(port));
        app.perform(new Change.StopReplica(holder.id(), Optional.of(Duration.ZERO)));
        app.perform(new Change.StartReplica(late.id()));
        assertThat(app.replica(late).state()).isEqualTo(Replica.State.RUNNING);
    }

    private static int freePort() {
        return 20_000 + (int) (System.nanoTime() % 10_000);
    }

    @Test
    void labelsThatCameFromAnImageMakeNoReplica() {
        app.network("front");
        var spec = app.spec(app.sleeping("web"), 1, true);
        app.run(spec);
        var labels = app.container(spec).container().labels();
        var copy = app.docker.createContainer(
                Scratch.IMAGE, app.name + "-copy", CreateContainerOptions.DEFAULT.withLabels(labels));
        try {
            assertThat(app.engine.observe(app.name).replicas())
                    .extracting(Replica::name)
                    .containsExactly(spec.name());
            app.perform(new Change.StopReplica(spec.id(), Optional.of(Duration.ZERO)));
            app.perform(new Change.RemoveReplica(spec.id()));
            app.perform(new Change.RemoveReplica(spec.id()));
            assertThat(app.docker.containers().find(copy.id())).isPresent();
        } finally {
            app.docker.removeContainer(copy);
        }
    }

    @Test
    void aContainerOfSomeoneElseIsNamedByItsComposeProject() {
        app.network("front");
        var spec = app.spec(app.sleeping("web"), 1, true);
        var stranger = app.docker.createContainer(
                Scratch.IMAGE,
                spec.name(),
                CreateContainerOptions.DEFAULT.withLabels(Map.of("com.docker.compose.project", "theirs")));
        try {
            assertThat(app.engine
                            .observe(Wanted.of(app.app(app.sleeping("web"))))
                            .strangers())
                    .containsEntry(new Name(Name.Kind.CONTAINER, spec.name()), "the Docker Compose project 'theirs'");
            assertFails(ErrorCode.NOT_OWNED, () -> app.perform(new Change.CreateReplica(spec)))
                    .hasMessageContaining("theirs");
        } finally {
            app.docker.removeContainer(stranger);
        }
    }

    @Test
    void aReplicaWithAFixedNameIsFoundByItsLabels() {
        app.network("front");
        var service = app.sleeping("web");
        var fixed = service.withLifecycle(service.lifecycle().withContainerName(app.name + "-fixed"));
        var spec = app.spec(fixed, 3, true);
        assertThat(app.run(spec).name()).isEqualTo(app.name + "-fixed");
        app.perform(new Change.StopReplica(spec.id(), Optional.of(Duration.ZERO)));
        app.perform(new Change.RemoveReplica(spec.id()));
        assertThat(app.docker.containers().find(app.name + "-fixed")).isEmpty();
    }

    @Test
    void aStoppedReplicaStaysStoppedAndAStartedOneHasItsPolicyAgain() {
        app.network("front");
        var spec = app.spec(restarting(app.sleeping("web"), RestartPolicy.Mode.ALWAYS), 1, true);
        app.run(spec);
        assertThat(app.container(spec).restartPolicy().mode()).isEqualTo(RestartPolicy.Mode.ALWAYS);
        app.perform(new Change.StopReplica(spec.id(), Optional.empty()));
        assertThat(app.container(spec).restartPolicy().mode()).isEqualTo(RestartPolicy.Mode.NO);
        app.perform(new Change.StartReplica(spec.id()));
        assertThat(app.container(spec).restartPolicy().mode()).isEqualTo(RestartPolicy.Mode.ALWAYS);
    }

    private static Service restarting(Service service, RestartPolicy.Mode mode) {
        var lifecycle = service.lifecycle();
        return service.withLifecycle(new Lifecycle(
                1,
                Optional.empty(),
                Optional.of(RestartPolicy.of(mode)),
                Optional.empty(),
                Optional.empty(),
                lifecycle.stopSignal(),
                lifecycle.stopGracePeriod(),
                Optional.empty()));
    }

    @Test
    void aReplicaThatKeepsCrashingCanBeStoppedAndRemoved() {
        app.network("front");
        var crashing =
                restarting(app.service("web", DeployedApp.BUSYBOX, "sh", "-c", "exit 4"), RestartPolicy.Mode.ALWAYS);
        var spec = app.spec(crashing, 1, true);
        app.run(spec);
        DeployedApp.eventually(() -> app.replica(spec).restarts() > 1);
        app.perform(new Change.StopReplica(spec.id(), Optional.empty()));
        app.perform(new Change.RemoveReplica(spec.id()));
        assertThat(app.engine.replica(spec.id())).isEmpty();
    }

    @Test
    void aPausedReplicaCanBeStopped() {
        app.network("front");
        var spec = app.spec(app.sleeping("web"), 1, true);
        app.run(spec);
        app.docker.containers().pause(spec.name());
        app.perform(new Change.StopReplica(spec.id(), Optional.of(Duration.ofSeconds(2))));
        assertThat(app.replica(spec).state()).isEqualTo(Replica.State.EXITED);
    }

    @Test
    void aProcessThatCannotBeStartedIsAFailureOfItsContainer() {
        app.network("front");
        var spec = app.spec(app.service("web", DeployedApp.BUSYBOX, "/no/such/program"), 1, true);
        app.perform(new Change.CreateReplica(spec));
        assertFails(ErrorCode.CONTAINER_FAILED, () -> app.perform(new Change.StartReplica(spec.id())))
                .hasMessageContaining("/no/such/program");
        assertThat(app.replica(spec).message()).contains("/no/such/program");
        app.perform(new Change.RemoveReplica(spec.id()));
    }

    @Test
    void aServiceWithoutNetworksHasNone() {
        var service = app.sleeping("alone");
        var alone = service.withConnectivity(service.connectivity().withMode(new NetworkMode.Networks(Map.of())));
        var spec = app.spec(alone, 1, true);
        app.run(spec);
        assertThat(app.output(spec, "ip", "-4", "-o", "addr"))
                .contains("127.0.0.1")
                .doesNotContain("eth0");
    }

    @Test
    void anonymousVolumesGoWithTheirReplicaAndNamedOnesStay() {
        app.network("front");
        var volume = app.volume("data");
        var service = app.sleeping("db")
                .withStorage(Storage.of(
                        new Mount.VolumeMount("data", "/data", false, true, Optional.empty()),
                        new Mount.AnonymousMount("/cache", false)));
        var spec = app.spec(service, 1, true);
        var replica = app.run(spec);
        assertThat(replica.writableVolumes()).hasSize(2).contains(volume.name());
        app.perform(new Change.StopReplica(spec.id(), Optional.of(Duration.ZERO)));
        app.perform(new Change.RemoveReplica(spec.id()));
        for (var name : replica.writableVolumes()) {
            assertThat(app.docker.volumes().find(name).isPresent()).isEqualTo(name.equals(volume.name()));
        }
    }

    @Test
    void aMissingVolumeIsNotMadeOnTheQuiet() {
        app.network("front");
        var volume = app.volume("data");
        var service = app.sleeping("db")
                .withStorage(Storage.of(new Mount.VolumeMount("data", "/data", false, true, Optional.empty())));
        var spec = app.spec(service, 1, true);
        app.docker.volumes().remove(volume.name());
        assertFails(ErrorCode.NOT_FOUND, () -> app.perform(new Change.CreateReplica(spec)));
        assertThat(app.docker.volumes().find(volume.name())).isEmpty();
    }

    /** As where a run was killed whose request the engine still carries out. */
    @Test
    void aReplicaThatSeveralMakeAtTheSameTimeIsMadeOnce() {
        app.network("front");
        for (var round = 1; round <= 5; round++) {
            var spec = app.spec(app.sleeping("web" + round), 1, true);
            Parallel.map(6, List.of(1, 2, 3, 4, 5, 6), ignored -> {
                app.perform(new Change.CreateReplica(spec));
                return spec.name();
            });
            assertThat(app.replica(spec).state()).isEqualTo(Replica.State.CREATED);
        }
    }

    @Test
    void aCommandIsCutOffAfterItsTimeAndItsOutputAfter64KiB() {
        app.network("front");
        var spec = app.spec(app.sleeping("web"), 1, true);
        app.run(spec);
        assertFails(
                ErrorCode.TIMED_OUT, () -> app.engine.run(spec.id(), List.of("sleep", "20"), Duration.ofMillis(500)));
        var output = app.output(spec, "sh", "-c", "seq 1 20000");
        assertThat(output.length()).isEqualTo(64 * 1024);
        assertThat(output).endsWith("19999\n20000\n");
    }

    @Test
    void logsOfATerminalAndLongLinesComeLineByLine() {
        app.network("front");
        var script = "echo one; head -c 40000 /dev/zero | tr '\\000' x; echo; echo three";
        var service = app.service("web", DeployedApp.BUSYBOX, "sh", "-c", script);
        var plain = app.spec(service, 1, true);
        app.run(plain);
        var terminal = app.spec(withTerminal(service), 2, true);
        app.run(terminal);
        for (var spec : List.of(plain, terminal)) {
            DeployedApp.eventually(() -> app.replica(spec).completed());
            assertThat(lines(spec)).hasSize(3).first().isEqualTo("one");
            assertThat(lines(spec).get(1).length()).isEqualTo(40_000);
        }
    }

    private static Service withTerminal(Service service) {
        var process = service.process();
        return service.withProcess(new ServiceProcess(
                process.entrypoint(),
                process.command(),
                process.environment(),
                process.workingDirectory(),
                process.user(),
                process.groups(),
                process.hostname(),
                process.domainName(),
                true,
                false,
                true));
    }

    private List<String> lines(ReplicaSpec spec) {
        var lines = new ArrayList<String>();
        try (var log = app.engine.logs(spec.id(), LogQuery.ALL)) {
            for (var line = log.next(); line.isPresent(); line = log.next()) {
                lines.add(line.map(LogLine::text).orElseThrow());
            }
        }
        return lines;
    }

    @Test
    void eventsOfNetworksAndCommandsBelongToTheirApp() {
        try (var events = app.engine.events(app.name, Optional.empty())) {
            app.network("front");
            var spec = app.spec(app.sleeping("web"), 1, true);
            app.run(spec);
            app.engine.run(spec.id(), List.of("echo", "password=hunter2"), Duration.ofSeconds(10));
            var seen = new ArrayList<String>();
            while (!seen.contains("container exec_die")) {
                var event = events.next().orElseThrow();
                seen.add(event.type() + " " + event.action());
                assertThat(event.toString()).doesNotContain("hunter2");
            }
            assertThat(seen).contains("network create", "network connect", "container start");
        }
    }

    @Test
    void anInspectionShowsNoSecret() {
        app.network("front");
        var service = app.sleeping("web");
        var spec = app.spec(
                service.withProcess(service.process()
                        .withEnvironment(Map.of(
                                "DB_PASSWORD", "hunter2",
                                "DB_URL", "postgres://me:hunter2@db/app",
                                "MODE", "plain"))),
                1,
                true);
        app.run(spec);
        var tree = app.engine.inspect(spec.id());
        assertThat(tree.toString()).doesNotContain("hunter2").contains("MODE=plain", "me:(hidden)@db");
        assertThat(tree).containsKeys("Id", "State", "Config");
    }

    @Test
    void theEngineSaysWhatItCanDo() {
        var info = app.engine.info();
        assertThat(info.kind()).isEqualTo("docker");
        assertThat(info.local()).isTrue();
        assertThat(info.capabilities()).contains(Capability.BUILD, Capability.HANDOVER);
        assertThat(info.details()).containsKeys("storage driver", "rootless", "cgroup version");
        assertThat(info.can(Capability.VOLUME_SUBPATH))
                .isEqualTo(info.apiVersion().compareTo("1.45") >= 0);
    }

    @Test
    void anExternalNetworkIsKnownAndLeft() {
        var name = app.name + "_outside";
        var made = app.docker.createNetwork(name, "bridge");
        try {
            var external = new Network(
                    "outside", name, true, Optional.empty(), Map.of(), false, false, false, List.of(), Map.of());
            var wanted =
                    new App(app.name, Map.of(), Map.of("outside", external), Map.of(), Map.of(), Map.of(), Set.of());
            var observed = app.engine.observe(Wanted.of(wanted));
            assertThat(observed.external()).containsExactly(new Name(Name.Kind.NETWORK, name));
            assertThat(observed.strangers()).isEmpty();
            assertThat(observed.networks()).isEmpty();
        } finally {
            app.docker.removeNetwork(made);
        }
    }

    @Test
    void aSessionRunsAsTheUserThatWasAskedFor() {
        app.network("front");
        var spec = app.spec(app.sleeping("web"), 1, true);
        app.run(spec);
        var request = new ExecRequest(
                List.of("id", "-u"), Optional.of("1234"), Optional.empty(), Map.of(), false, false, false);
        try (var session = app.engine.exec(spec.id(), request)) {
            assertThat(new String(session.stdout().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("1234\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
