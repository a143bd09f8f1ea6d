package dev.quayside.engine.docker;

import static dev.quayside.engine.docker.DockerAssertions.assertFails;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.Change;
import dev.quayside.engine.ExecRequest;
import dev.quayside.engine.Replica;
import dev.quayside.engine.ReplicaSpec;
import dev.quayside.engine.TestEngines.TestEngine;
import dev.quayside.error.ErrorCode;
import dev.quayside.model.HealthCheck;
import dev.quayside.model.PortMapping;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A service's names pass from one container to another, and nobody who uses them notices. */
@ParameterizedClass
@MethodSource("dev.quayside.engine.TestEngines#all")
class HandoverIT {
    /** Answers each connection with the word it was started with, and each line on a connection that stays open with it too. */
    private static final String SERVER = """
            use IO::Socket::INET; $SIG{CHLD} = 'IGNORE'; $| = 1;
            my $s = IO::Socket::INET->new(LocalPort => 8080, Listen => 100, ReuseAddr => 1) or die;
            while (1) {
                my $c = $s->accept or next;
                if (!fork) { while (my $line = <$c>) { print $c "$ARGV[0]\\n"; } exit 0; }
                close $c;
            }
            """;

    /** Opens a connection by the name every 10 ms until it is told to end, and counts who answered. */
    private static final String CLIENT = """
            use IO::Socket::INET; $| = 1; my %seen; my $failed = 0; my %why;
            print "ready\\n";
            while (!-e '/end') {
                my $c = IO::Socket::INET->new(PeerAddr => 'web', PeerPort => 8080, Timeout => 3);
                if (!$c) { $failed++; $why{"$@"}++; } else {
                    print $c "hello\\n"; my $answer = <$c>;
                    if (defined $answer) { chomp $answer; $seen{$answer}++; } else { $failed++; $why{"no answer"}++; }
                    close $c;
                }
                select(undef, undef, undef, 0.01);
            }
            print join(' ', map { "$_=$seen{$_}" } sort keys %seen), " failed=$failed ", join(';', %why), "\\n";
            """;

    /** Keeps one connection open and says something on it every 20 ms. */
    private static final String KEEPER = """
            use IO::Socket::INET; $| = 1;
            my $c = IO::Socket::INET->new(PeerAddr => 'web', PeerPort => 8080, Timeout => 3) or die; $c->autoflush(1);
            print "ready\\n"; my $n = 0;
            while (!-e '/end') {
                print $c "hello\\n"; my $answer = <$c>;
                if (!defined $answer) { print "broken after $n\\n"; exit 0; }
                $n++; select(undef, undef, undef, 0.02);
            }
            print "unbroken $n\\n";
            """;

    private static final int ROUNDS = 4;

    private final DeployedApp app;

    HandoverIT(TestEngine engine) {
        app = new DeployedApp(engine.host());
    }

    @AfterEach
    void removeEverything() {
        app.close();
    }

    @Test
    void aHandoverLosesNoRequestAndBreaksNoConnection() throws Exception {
        app.network("front");
        app.network("back");
        var first = server(1, true);
        var client = app.spec(app.service("client", DeployedApp.DEBIAN, "sleep", "3600"), 1, true);
        app.run(first);
        app.run(client);
        awaitServer(client, "web");

        try (var requests = app.engine.exec(client.id(), ExecRequest.of("perl", "-e", CLIENT));
                var keeper = app.engine.exec(client.id(), ExecRequest.of("perl", "-e", KEEPER))) {
            var counted = lines(requests.stdout());
            var kept = lines(keeper.stdout());
            assertThat(counted.readLine()).isEqualTo("ready");
            assertThat(kept.readLine()).isEqualTo("ready");
            var second = server(2, false);
            app.run(second);
            awaitServer(client, second.name());
            var times = new ArrayList<String>();
            for (var round = 0; round < ROUNDS; round++) {
                times.add(handOver(round % 2 == 0 ? first : second, round % 2 == 0 ? second : first));
            }
            app.output(client, "touch", "/end");

            var summary = requireNonNull(counted.readLine());
            System.out.println(app.engine.info().version() + ": promote/demote " + times + ", " + summary);
            assertThat(summary).contains("failed=0 ").contains("g1=").contains("g2=");
            assertThat(kept.readLine()).startsWith("unbroken");
        }
    }

    private String handOver(ReplicaSpec from, ReplicaSpec to) {
        var begin = System.nanoTime();
        app.perform(new Change.PromoteReplica(to));
        var promoted = System.nanoTime();
        Pauses.pause(Duration.ofMillis(300));
        var demoting = System.nanoTime();
        app.perform(new Change.DemoteReplica(from.id()));
        var end = System.nanoTime();
        Pauses.pause(Duration.ofMillis(700));
        return (promoted - begin) / 1_000_000 + "/" + (end - demoting) / 1_000_000 + " ms";
    }

    @Test
    void everyHalfDoneHandoverIsCompletedByRepeatingIt() {
        app.network("front");
        app.network("back");
        var spec = app.spec(app.sleeping("web"), 1, false);
        app.run(spec);
        var before = app.replica(spec).endpoints();

        halfStates().forEach((state, leave) -> {
            leave.accept(spec, List.of("web"));
            app.perform(new Change.PromoteReplica(spec));
            assertThat(app.replica(spec).state()).as(state).isEqualTo(Replica.State.RUNNING);
            assertThat(app.replica(spec).serving()).as(state).isTrue();
            assertThat(addresses(app.replica(spec).endpoints())).as(state).isEqualTo(addresses(before));

            leave.accept(spec, List.of());
            app.perform(new Change.DemoteReplica(spec.id()));
            assertThat(app.replica(spec).state()).as(state).isEqualTo(Replica.State.RUNNING);
            assertThat(app.replica(spec).endpoints().values())
                    .as(state)
                    .hasSize(2)
                    .allMatch(endpoint -> endpoint.aliases().isEmpty());
            assertThat(addresses(app.replica(spec).endpoints())).as(state).isEqualTo(addresses(before));
        });
    }

    private static Map<String, String> addresses(Map<String, Replica.Endpoint> endpoints) {
        var addresses = new TreeMap<String, String>();
        endpoints.forEach(
                (network, endpoint) -> addresses.put(network, endpoint.address().orElse("none")));
        return addresses;
    }

    /** What a client that was killed between two calls leaves behind. */
    private Map<String, BiConsumer<ReplicaSpec, List<String>>> halfStates() {
        var front = app.name + "_front";
        var back = app.name + "_back";
        return Map.of(
                "paused",
                (spec, names) -> app.docker.containers().pause(spec.name()),
                "paused and detached",
                (spec, names) -> {
                    app.docker.containers().pause(spec.name());
                    app.docker.networks().disconnect(front, spec.name());
                },
                "paused with a name in one network",
                (spec, names) -> {
                    app.docker.containers().pause(spec.name());
                    rejoin(spec, front, names);
                },
                "paused, one network done, detached from the other",
                (spec, names) -> {
                    app.docker.containers().pause(spec.name());
                    rejoin(spec, front, names);
                    app.docker.networks().disconnect(back, spec.name());
                },
                "paused with everything done",
                (spec, names) -> {
                    app.docker.containers().pause(spec.name());
                    rejoin(spec, front, names);
                    rejoin(spec, back, names);
                },
                "detached from everything and restarted",
                (spec, names) -> {
                    app.docker.networks().disconnect(front, spec.name());
                    app.docker.networks().disconnect(back, spec.name());
                    app.docker.containers().restart(spec.name(), StopOptions.within(Duration.ofSeconds(1)));
                });
    }

    private void rejoin(ReplicaSpec spec, String network, List<String> names) {
        var attachment = requireNonNull(Endpoints.of(app.container(spec)).get(network));
        app.docker.networks().disconnect(network, spec.name());
        app.docker.networks().connect(network, spec.name(), attachment.renamed(names));
    }

    @Test
    void aDetachedReplicaDoesNotCountAsServing() {
        app.network("front");
        app.network("back");
        var spec = app.spec(app.sleeping("web"), 1, true);
        assertThat(app.run(spec).serving()).isTrue();
        app.docker.networks().disconnect(app.name + "_front", spec.name());
        assertThat(app.replica(spec).serving()).isFalse();
    }

    @Test
    void aStoppedReplicaComesBackIntoTheNetworksItWasDetachedFrom() {
        app.network("front");
        var spec = app.spec(app.sleeping("web"), 1, true);
        var before = app.run(spec).endpoints();
        app.docker.networks().disconnect(app.name + "_front", spec.name());
        app.perform(new Change.StopReplica(spec.id(), Optional.empty()));
        app.perform(new Change.StartReplica(spec.id()));
        assertThat(addresses(app.replica(spec).endpoints())).isEqualTo(addresses(before));
    }

    @Test
    void aPromotedReplicaStaysHealthyInBetween() {
        app.network("front");
        var service = app.sleeping("web").withHealthCheck(HealthCheck.shell("true", Duration.ofSeconds(2)));
        var spec = app.spec(service, 1, false);
        app.run(spec);
        DeployedApp.eventually(() -> app.replica(spec).health() == Replica.Health.HEALTHY);

        app.perform(new Change.PromoteReplica(spec));
        var end = Instant.now().plusSeconds(4);
        while (Instant.now().isBefore(end)) {
            assertThat(app.replica(spec).health()).isEqualTo(Replica.Health.HEALTHY);
            Pauses.pause(Duration.ofMillis(50));
        }
    }

    @Test
    void aPublishedPortStillAnswersAfterAHandover() {
        app.network("front");
        var service = app.sleeping("web");
        var spec = app.spec(
                service.withConnectivity(service.connectivity().withPorts(PortMapping.ephemeral(8080))), 1, false);
        app.run(spec);
        app.perform(new Change.PromoteReplica(spec));
        assertThat(app.replica(spec).ports())
                .singleElement()
                .matches(port -> port.hostPort().isPresent());
    }

    @Test
    void whatDoesNotRunIsNotPromoted() {
        app.network("front");
        var spec = app.spec(app.sleeping("web"), 1, false);
        app.perform(new Change.CreateReplica(spec));
        assertFails(ErrorCode.CONFLICT, () -> app.perform(new Change.PromoteReplica(spec)));
    }

    @Test
    void anInterruptedHandoverIsStillCompleted() throws Exception {
        app.network("front");
        var spec = app.spec(app.sleeping("web"), 1, false);
        app.run(spec);
        var promotion = Thread.ofPlatform().start(() -> app.perform(new Change.PromoteReplica(spec)));
        DeployedApp.eventually(() -> app.replica(spec).state() == Replica.State.PAUSED || !promotion.isAlive());
        promotion.interrupt();
        promotion.join();
        assertThat(app.replica(spec).state()).isEqualTo(Replica.State.RUNNING);
        assertThat(app.replica(spec).serving()).isTrue();
    }

    private ReplicaSpec server(int generation, boolean serving) {
        var service = app.service("web", DeployedApp.DEBIAN, "perl", "-e", SERVER, "g" + generation);
        return app.spec(service, generation, serving);
    }

    private void awaitServer(ReplicaSpec client, String name) {
        var probe = "use IO::Socket::INET; exit(IO::Socket::INET->new('" + name + ":8080') ? 0 : 1)";
        DeployedApp.eventually(() -> app.engine
                        .run(client.id(), List.of("perl", "-e", probe), Duration.ofSeconds(10))
                        .exitCode()
                == 0);
    }

    private static BufferedReader lines(InputStream stream) throws IOException {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }
}
