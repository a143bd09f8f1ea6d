package dev.quayside.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quayside.engine.Observed.Name;
import dev.quayside.engine.Replica.Health;
import dev.quayside.engine.Replica.State;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an engine that is told of every replica does with them from their creation to their removal, and with the names of others. */
abstract class LifecycleContract extends EngineContract {
    /** The app of this test. */
    protected ContractApp app;

    /** Lets someone who is not Quayside hold a name on the engine until the test ends. */
    protected abstract void giveToStranger(Name name);

    /** Whether the stranger still has what holds the name. */
    protected abstract boolean strangerStillHas(Name name);

    /** An image that no registry has. */
    protected abstract ImageRef missingImage();

    @BeforeEach
    void bringImageAndNetwork() {
        app = new ContractApp(engine(), image());
        app.bringImage();
        app.bringNetwork();
    }

    @AfterEach
    void removeWhatTheTestMade() {
        app.cleanUp();
    }

    @Test
    void aCreatedReplicaIsThereAndDoesNotRun() {
        ReplicaSpec spec = app.spec(app.service("web", sleeping()));
        app.perform(new Change.CreateReplica(spec));

        Replica replica = app.replica(spec);
        assertThat(replica.state()).isEqualTo(State.CREATED);
        assertThat(replica.name()).isEqualTo(app.name + "-web-g1-1");
        assertThat(replica.specHash()).isEqualTo(ContractApp.HASH);
        assertThat(replica.parts()).isEqualTo(spec.parts());
        assertThat(replica.imageId()).isEqualTo(app.imageId());
        assertThat(replica.exitCode()).isEmpty();
        assertThat(replica.started()).isEmpty();
        assertThat(engine().observe(app.name).replicas())
                .extracting(Replica::id)
                .containsExactly(spec.id());
    }

    @Test
    void aReplicaIsStartedStoppedStartedAgainAndRemoved() {
        ReplicaSpec spec = app.spec(app.service("web", sleeping()));
        Replica running = app.run(spec);
        assertThat(running.state()).isEqualTo(State.RUNNING);
        assertThat(running.started()).isPresent();
        assertThat(running.health()).isEqualTo(Health.NONE);

        app.perform(new Change.StopReplica(spec.id(), Optional.empty()));
        assertThat(app.replica(spec).state()).isEqualTo(State.EXITED);
        assertThat(app.replica(spec).exitCode()).isPresent();
        assertThat(app.replica(spec).finished()).isPresent();

        app.perform(new Change.StartReplica(spec.id()));
        assertThat(app.replica(spec).state()).isEqualTo(State.RUNNING);

        app.perform(new Change.StopReplica(spec.id(), Optional.of(Duration.ofSeconds(1))));
        app.perform(new Change.RemoveReplica(spec.id()));
        assertThat(engine().replica(spec.id())).isEmpty();
    }

    @Test
    void everyChangeMayBeRepeated() {
        ReplicaSpec spec = app.spec(app.service("web", sleeping()));
        app.perform(new Change.CreateReplica(spec));
        String handle = app.replica(spec).handle();
        app.perform(new Change.CreateReplica(spec));
        assertThat(app.replica(spec).handle()).isEqualTo(handle);

        app.perform(new Change.StartReplica(spec.id()));
        Optional<Instant> started = app.replica(spec).started();
        app.perform(new Change.StartReplica(spec.id()));
        app.perform(new Change.CreateReplica(spec));
        assertThat(app.replica(spec).started()).isEqualTo(started);
        app.perform(new Change.PromoteReplica(spec));
        app.perform(new Change.PromoteReplica(spec));
        app.perform(new Change.DemoteReplica(spec.id()));
        app.perform(new Change.DemoteReplica(spec.id()));
        assertThat(app.replica(spec).started()).isEqualTo(started);

        app.perform(new Change.StopReplica(spec.id(), Optional.empty()));
        app.perform(new Change.StopReplica(spec.id(), Optional.empty()));
        app.perform(new Change.RemoveReplica(spec.id()));
        app.perform(new Change.RemoveReplica(spec.id()));
        app.perform(new Change.StopReplica(spec.id(), Optional.empty()));
        assertThat(engine().replica(spec.id())).isEmpty();
    }

    @Test
    void aReplicaOfAnotherSpecificationIsNotTakenForTheWantedOne() {
        Service service = app.service("web", sleeping());
        app.perform(new Change.CreateReplica(app.spec(service)));

        fails(ErrorCode.CONFLICT, new Change.CreateReplica(app.spec(service, 1, "another", true, List.of())));
    }

    @Test
    void aRunningReplicaIsNotRemoved() {
        ReplicaSpec spec = app.spec(app.service("web", sleeping()));
        app.run(spec);

        fails(ErrorCode.CONFLICT, new Change.RemoveReplica(spec.id()));
        assertThat(app.replica(spec).state()).isEqualTo(State.RUNNING);
    }

    @Test
    void whatIsNotThereCannotBeStarted() {
        fails(ErrorCode.NOT_FOUND, new Change.StartReplica(new ReplicaId(app.name, "ghost", 1, 1)));
        assertThat(engine().replica(new ReplicaId(app.name, "ghost", 1, 1))).isEmpty();
    }

    @Test
    void exitCodesAreSeen() {
        ReplicaSpec good = app.spec(app.service("good", shell("exit 0")));
        ReplicaSpec bad = app.spec(app.service("bad", shell("exit 3")));
        app.run(good);
        app.run(bad);

        eventually(() -> app.replica(good).completed());
        eventually(() -> app.replica(bad).exitCode().equals(OptionalInt.of(3)));
        assertThat(app.replica(bad).completed()).isFalse();
        assertThat(app.replica(bad).outOfMemory()).isFalse();
    }

    @Test
    void aPassingHealthCheckMakesHealthyAndAFailingOneUnhealthy() {
        ReplicaSpec good = app.spec(app.service("good", sleeping()).withHealthCheck(check("true")));
        ReplicaSpec bad = app.spec(app.service("bad", sleeping()).withHealthCheck(check("false")));
        app.run(good);
        app.run(bad);

        eventually(() -> app.replica(good).health() == Health.HEALTHY);
        eventually(() -> app.replica(bad).health() == Health.UNHEALTHY);
    }

    @Test
    void promotionGivesTheNamesAndDemotionTakesThemWithoutARestart() {
        Service service = app.service("web", sleeping());
        ReplicaSpec spec = app.spec(service, 2, ContractApp.HASH, false, List.of());
        ReplicaSpec client = app.spec(app.service("client", sleeping()));
        app.run(client);
        Replica before = app.run(spec);
        assertThat(before.serving()).isFalse();
        assertThat(resolves(client.id(), "web")).isFalse();

        app.perform(new Change.PromoteReplica(spec));
        Replica promoted = app.replica(spec);
        assertThat(promoted.serving()).isTrue();
        assertThat(promoted.state()).isEqualTo(State.RUNNING);
        assertThat(promoted.started()).isEqualTo(before.started());
        assertThat(address(promoted)).isPresent().isEqualTo(address(before));
        assertThat(resolves(client.id(), "web")).isTrue();

        app.perform(new Change.DemoteReplica(spec.id()));
        Replica demoted = app.replica(spec);
        assertThat(demoted.serving()).isFalse();
        assertThat(demoted.started()).isEqualTo(before.started());
        assertThat(address(demoted)).isEqualTo(address(before));
        assertThat(resolves(client.id(), "web")).isFalse();
    }

    @Test
    void aServingReplicaIsFoundFromItsStart() {
        ReplicaSpec client = app.spec(app.service("client", sleeping()));
        app.run(client);
        app.run(app.spec(app.service("web", sleeping())));

        assertThat(resolves(client.id(), "web")).isTrue();
    }

    @Test
    void namesOfStrangersAreReportedAndNotTouched() {
        Service service = app.service("web", sleeping());
        ReplicaSpec spec = app.spec(service);
        var name = new Name(Name.Kind.CONTAINER, spec.name());
        giveToStranger(name);

        assertThat(engine().observe(Wanted.of(app.app(service))).strangers()).containsKey(name);
        fails(ErrorCode.NOT_OWNED, new Change.CreateReplica(spec));
        app.perform(new Change.StopReplica(spec.id(), Optional.empty()));
        app.perform(new Change.RemoveReplica(spec.id()));
        assertThat(engine().replica(spec.id())).isEmpty();
        assertThat(strangerStillHas(name)).isTrue();
    }

    @Test
    void networksAndVolumesOfStrangersAreReportedAndNotTouched() {
        var other = new ContractApp(engine(), image());
        var network = new Name(Name.Kind.NETWORK, other.network.name());
        var volume = new Name(Name.Kind.VOLUME, other.volume.name());
        giveToStranger(network);
        giveToStranger(volume);

        App wanted = other.app(other.service("web", sleeping()));
        assertThat(engine().observe(Wanted.of(wanted)).strangers()).containsKeys(network, volume);
        fails(ErrorCode.NOT_OWNED, other.createNetwork("hash"));
        fails(
                ErrorCode.NOT_OWNED,
                new Change.CreateVolume(other.volume, Ownership.ofVolume(other.name, other.volume.key(), "hash")));
        assertThat(engine().observe(other.name).networks()).isEmpty();
        assertThat(strangerStillHas(network)).isTrue();
        assertThat(strangerStillHas(volume)).isTrue();
    }

    @Test
    void appsDoNotSeeEachOther() {
        var other = new ContractApp(engine(), image());
        other.bringImage();
        other.bringNetwork();
        try {
            other.run(other.spec(other.service("web", sleeping())));

            assertThat(engine().observe(app.name).replicas()).isEmpty();
            assertThat(engine().observe(app.name).networks()).containsOnlyKeys(app.network.name());
            assertThat(engine().apps()).contains(app.name, other.name).isSorted();
        } finally {
            other.cleanUp();
        }
    }

    final void fails(ErrorCode code, Change change) {
        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> app.perform(change))
                .matches(e -> e.code() == code, "code is " + code);
    }

    private Optional<String> address(Replica replica) {
        return Optional.ofNullable(replica.endpoints().get(app.network.name())).flatMap(Replica.Endpoint::address);
    }
}
