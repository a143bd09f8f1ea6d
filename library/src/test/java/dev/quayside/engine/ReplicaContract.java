package dev.quayside.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quayside.engine.Replica.State;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.Mount;
import dev.quayside.model.NetworkMode;
import dev.quayside.model.PortMapping;
import dev.quayside.model.Service;
import dev.quayside.model.Storage;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What an engine does that is told of every replica, network and volume. A subclass says which engine, and what on it differs. */
public abstract class ReplicaContract extends LifecycleContract {
    @Test
    void aNetworkIsMadeOnceSeenAndRemoved() {
        Observed.Resource made = network();
        app.bringNetwork();

        Observed.Resource again = network();
        assertThat(again).isEqualTo(made);
        assertThat(made.key()).isEqualTo("default");
        assertThat(made.specHash()).isEqualTo("network-hash");
        assertThat(made.handover()).isTrue();
        fails(ErrorCode.CONFLICT, app.createNetwork("another"));

        app.perform(new Change.RemoveNetwork(made, app.name));
        app.perform(new Change.RemoveNetwork(made, app.name));
        assertThat(engine().observe(app.name).networks()).isEmpty();
    }

    @Test
    void aNetworkInUseIsNotRemoved() {
        app.run(app.spec(app.service("web", sleeping())));
        Observed.Resource network = network();

        fails(ErrorCode.CONFLICT, new Change.RemoveNetwork(network, app.name));
        assertThat(engine().observe(app.name).networks()).containsKey(app.network.name());
    }

    @Test
    void aVolumeIsMadeMountedAndRemovedOnlyWhenNobodyHasIt() {
        app.bringVolume();
        app.bringVolume();
        Observed.Resource made = volume();
        assertThat(made.specHash()).isEqualTo("volume-hash");

        var mount = new Mount.VolumeMount(app.volume.key(), "/data", false, true, Optional.empty());
        ReplicaSpec spec = app.spec(app.service("db", sleeping()).withStorage(Storage.of(mount)));
        app.run(spec);
        assertThat(app.replica(spec).writableVolumes()).containsExactly(app.volume.name());
        fails(ErrorCode.CONFLICT, new Change.RemoveVolume(made, app.name));

        app.perform(new Change.StopReplica(spec.id(), Optional.empty()));
        app.perform(new Change.RemoveReplica(spec.id()));
        assertThat(engine().observe(app.name).volumes()).containsKey(app.volume.name());
        app.perform(new Change.RemoveVolume(made, app.name));
        app.perform(new Change.RemoveVolume(made, app.name));
        assertThat(engine().observe(app.name).volumes()).isEmpty();
    }

    @Test
    void filesArriveWithTheirContentModeAndOwner() {
        var file = ContractApp.file("/run/secrets/password", "swordfish", "1000", 0440);
        ReplicaSpec spec = app.spec(app.service("web", sleeping()), 1, ContractApp.HASH, true, List.of(file));
        app.run(spec);

        assertThat(run(spec, "cat", "/run/secrets/password").output()).isEqualTo("swordfish");
        assertThat(run(spec, "stat", "-c", "%a %u %g", "/run/secrets/password").output())
                .isEqualToIgnoringNewLines("440 1000 1000");
        assertThat(engine().inspect(spec.id()).toString()).doesNotContain("swordfish");
    }

    @Test
    void filesArriveOnAReadOnlyRootAndAfterARestart() {
        var file = ContractApp.file("/run/secrets/password", "swordfish", "0", 0444);
        Service service = app.service("web", sleeping());
        ReplicaSpec spec = app.spec(
                service.withIsolation(service.isolation().withReadOnlyRoot()),
                1,
                ContractApp.HASH,
                true,
                List.of(file));
        app.run(spec);
        assertThat(run(spec, "cat", "/run/secrets/password").output()).isEqualTo("swordfish");

        app.perform(new Change.StopReplica(spec.id(), Optional.empty()));
        app.perform(new Change.StartReplica(spec.id()));
        assertThat(run(spec, "cat", "/run/secrets/password").output()).isEqualTo("swordfish");
    }

    @Test
    void commandsGiveTheirExitCodeAndOutput() {
        Service service = app.service("web", sleeping());
        ReplicaSpec spec =
                app.spec(service.withProcess(service.process().withEnvironment(Map.of("GREETING", "good day"))));
        app.run(spec);

        assertThat(run(spec, printing("GREETING").toArray(String[]::new))).isEqualTo(new ExecResult(0, "good day\n"));
        assertThat(run(spec, "/bin/sh", "-c", "exit 7").exitCode()).isEqualTo(7);
        app.perform(new Change.StopReplica(spec.id(), Optional.empty()));
        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> run(spec, "true"))
                .matches(e -> e.code() == ErrorCode.CONFLICT, "code is CONFLICT");
    }

    @Test
    void logsGiveLinesInOrderWithTheirSource() {
        ReplicaSpec spec = app.spec(app.service("web", shell("echo one; echo two; echo three >&2")));
        app.run(spec);
        eventually(() -> app.replica(spec).state() == State.EXITED);

        List<LogLine> lines = lines(spec, LogQuery.ALL);
        assertThat(lines).extracting(LogLine::text).containsExactlyInAnyOrder("one", "two", "three");
        assertThat(lines.stream()
                        .filter(l -> l.source() == LogLine.Source.STDOUT)
                        .map(LogLine::text))
                .containsExactly("one", "two");
        assertThat(lines).allMatch(line -> line.replica().equals(spec.id()));
        assertThat(lines(spec, LogQuery.lastLines(1))).hasSize(1);
        var later = new LogQuery(
                false, Optional.of(Instant.now().plusSeconds(3600)), Optional.empty(), OptionalInt.empty());
        assertThat(lines(spec, later)).isEmpty();
    }

    @Test
    void aPublishedPortGetsANumberAndATakenOneIsRefused() throws IOException {
        Service service = app.service("web", sleeping());
        ReplicaSpec ephemeral =
                app.spec(service.withConnectivity(service.connectivity().withPorts(PortMapping.ephemeral(8080))));
        assertThat(app.run(ephemeral).ports())
                .singleElement()
                .matches(port ->
                        port.hostPort().isPresent() && port.containerPort().number() == 8080);

        PortMapping fixed = PortMapping.of(freePort(), 8080);
        Service first = app.service("first", sleeping());
        Service second = app.service("second", sleeping());
        app.run(app.spec(first.withConnectivity(first.connectivity().withPorts(fixed))));
        ReplicaSpec late =
                app.spec(second.withConnectivity(second.connectivity().withPorts(fixed)));
        app.perform(new Change.CreateReplica(late));
        fails(ErrorCode.PORT_IN_USE, new Change.StartReplica(late.id()));
    }

    @Test
    void aReplicaCanUseTheNetworkOfAnother() {
        ReplicaSpec web = app.spec(app.service("web", sleeping()));
        app.run(web);
        Service agent = app.service("agent", sleeping());
        ReplicaSpec alone =
                app.spec(agent.withConnectivity(agent.connectivity().withMode(new NetworkMode.OfService("web"))));
        var shared = new ReplicaSpec(
                alone.id(),
                alone.name(),
                alone.service(),
                alone.imageId(),
                alone.specHash(),
                alone.parts(),
                Map.of(),
                Map.of(),
                Optional.of(web.id()),
                List.of(),
                true,
                false);

        assertThat(app.run(shared).state()).isEqualTo(State.RUNNING);
    }

    @Test
    void imagesAreKnownByTheServiceThatNeedsThem() {
        Service service = app.service("web", sleeping());
        ImageFacts facts = requireNonNull(
                engine().observe(Wanted.of(app.app(service))).images().get("web"));

        assertThat(facts.id()).isNotEmpty();
        Service without = Service.of("web", missingImage());
        assertThat(engine().observe(Wanted.of(app.app(without))).images()).isEmpty();
        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> app.perform(new Change.PullImage(missingImage(), Optional.empty())))
                .matches(
                        e -> List.of(
                                        ErrorCode.NOT_FOUND,
                                        ErrorCode.AUTHENTICATION_FAILED,
                                        ErrorCode.REGISTRY_UNREACHABLE)
                                .contains(e.code()),
                        "says that there is no such image");
    }

    @Test
    void eventsTellWhatHappensToAReplica() {
        ReplicaSpec spec = app.spec(app.service("web", sleeping()));
        try (EntryStream<EngineEvent> events = engine().events(app.name, Optional.empty())) {
            app.run(spec);

            var actions = new ArrayList<String>();
            while (!actions.contains("start")) {
                EngineEvent event = events.next().orElseThrow();
                if (event.replica().equals(Optional.of(spec.id()))) {
                    actions.add(event.action());
                }
            }
            assertThat(actions).contains("create", "start");
        }
    }

    private Observed.Resource network() {
        return requireNonNull(engine().observe(app.name).networks().get(app.network.name()), "the app's network");
    }

    private Observed.Resource volume() {
        return requireNonNull(engine().observe(app.name).volumes().get(app.volume.name()), "the app's volume");
    }

    private ExecResult run(ReplicaSpec spec, String... command) {
        return engine().run(spec.id(), List.of(command), PATIENCE);
    }

    private List<LogLine> lines(ReplicaSpec spec, LogQuery query) {
        var lines = new ArrayList<LogLine>();
        try (EntryStream<LogLine> log = engine().logs(spec.id(), query)) {
            for (Optional<LogLine> line = log.next(); line.isPresent(); line = log.next()) {
                lines.add(line.get());
            }
        }
        return lines;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
