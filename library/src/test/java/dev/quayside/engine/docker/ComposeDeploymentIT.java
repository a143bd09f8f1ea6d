package dev.quayside.engine.docker;

import static dev.quayside.engine.docker.DockerAssertions.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.apply.Applier;
import dev.quayside.apply.ApplyListener;
import dev.quayside.apply.ApplySettings;
import dev.quayside.apply.Ticker;
import dev.quayside.compose.ComposeFile;
import dev.quayside.compose.ComposeReader;
import dev.quayside.compose.ReadOptions;
import dev.quayside.engine.Change;
import dev.quayside.engine.ExecRequest;
import dev.quayside.engine.Observed;
import dev.quayside.engine.Replica;
import dev.quayside.engine.Replica.State;
import dev.quayside.engine.TestEngines.TestEngine;
import dev.quayside.engine.Wanted;
import dev.quayside.engine.Wanted.FileKey;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.Attachment;
import dev.quayside.model.FileContent;
import dev.quayside.plan.DownOptions;
import dev.quayside.plan.PlanOptions;
import dev.quayside.plan.Planner;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** From the text of a Compose file to containers on a real engine, and through everything that happens to them afterwards. */
@ParameterizedClass
@MethodSource("dev.quayside.engine.TestEngines#all")
class ComposeDeploymentIT {
    private static final String COMPOSE = """
            services:
              db:
                image: busybox:1.37
                command: ["sh", "-c", "echo $DB >> /data/log; trap 'exit 0' TERM; sleep 3600 & wait"]
                volumes: [ "data:/data" ]
                networks: [ back ]
                healthcheck: { test: "$DB_HEALTH", interval: 1s, retries: 2 }
              migrate:
                image: busybox:1.37
                command: ["sh", "-c", "echo migrated"]
                networks: [ back ]
                depends_on: { db: { condition: service_healthy } }
              web:
                image: busybox:1.37
                init: true
                command: ["sh", "-c", "mkdir -p /www; echo $WEB > /www/index.html; exec httpd -f -p 8080 -h /www"]
                networks: [ front, back ]
                configs: [ { source: settings, target: /etc/app/settings } ]
                secrets: [ { source: key, target: key, mode: 0440 } ]
                healthcheck: { test: "$WEB_HEALTH", interval: 1s, retries: 2 }
                depends_on: { migrate: { condition: service_completed_successfully } }
            volumes:
              data:
            networks:
              front:
              back:
            configs:
              settings: { content: "colour=blue" }
            secrets:
              key: { environment: KEY }
            """;

    /** Fetches the page by the service's name every 10 ms until it is told to end, and counts what it got. */
    private static final String CLIENT = """
            use IO::Socket::INET; $| = 1; my %seen; my $failed = 0; my %why; print "ready\\n";
            while (!-e '/end') {
                my $c = IO::Socket::INET->new(PeerAddr => 'web', PeerPort => 8080, Timeout => 3);
                if (!$c) { $failed++; $why{"$@"}++; } else {
                    print $c "GET / HTTP/1.0\\r\\n\\r\\n"; my $last; while (my $line = <$c>) { $last = $line; }
                    if (defined $last) { chomp $last; $seen{$last}++; } else { $failed++; $why{"no answer"}++; }
                    close $c;
                }
                select(undef, undef, undef, 0.01);
            }
            print join(' ', map { "$_=$seen{$_}" } sort keys %seen), " failed=$failed ", join(';', %why), "\\n";
            """;

    private static final Map<String, String> FIRST = Map.of(
            "DB", "one",
            "DB_HEALTH", "test -s /data/log",
            "WEB", "one",
            "WEB_HEALTH", "wget -q -O /dev/null http://127.0.0.1:8080/",
            "KEY", "swordfish");

    private final String host;
    private final String name = "qc-" + UUID.randomUUID().toString().substring(0, 8);
    private final DockerIntegration docker;
    private final RecordingEngine engine;
    private final Applier applier;

    ComposeDeploymentIT(TestEngine engine) {
        this.host = engine.host();
        this.docker = DockerIntegration.connect(DockerOptions.at(host));
        this.engine = new RecordingEngine(DockerEngine.of(docker));
        this.applier = new Applier(this.engine);
    }

    @AfterEach
    void takeDown() {
        docker.listContainers(ListContainersOptions.ALL.brief().withFilter("name", name + "-client"))
                .forEach(client -> docker.removeContainer(client, RemoveContainerOptions.DEFAULT.killing()));
        down(DownOptions.Volumes.REMOVE);
        assertThat(engine.observe(name)).isEqualTo(Observed.nothing(name));
        engine.close();
    }

    @Test
    void upTwiceChangesNothingTheSecondTime() {
        up(FIRST);
        var observed = engine.observe(name);
        assertThat(observed.replicas()).hasSize(3);
        assertThat(only("web").serving()).isTrue();
        assertThat(only("migrate").completed()).isTrue();
        assertThat(output("web", "cat", "/etc/app/settings", "/run/secrets/key"))
                .isEqualTo("colour=blueswordfish");

        engine.forget();
        var before = docker.system().details().document().text("SystemTime");
        up(FIRST);
        assertThat(engine.changes()).isEmpty();
        assertThat(engine.observe(name)).isEqualTo(observed);
        assertThat(mutations(Instant.parse(before))).isEmpty();
    }

    /** What the engine itself says happened to the app, without the runs of health checks. */
    private List<String> mutations(Instant since) {
        var options = EventOptions.FROM_NOW
                .since(since)
                .until(Instant.parse(docker.system().details().document().text("SystemTime")))
                .withLabel("dev.quayside.app", name);
        var seen = new ArrayList<String>();
        try (var events = docker.events(options)) {
            for (var event = events.next(); event.isPresent(); event = events.next()) {
                var action = event.get().action();
                if (!action.startsWith("exec_") && !action.startsWith("health_status")) {
                    seen.add(action);
                }
            }
        }
        return seen;
    }

    @Test
    void aChangeIsTakenOverWithoutALostRequest() throws Exception {
        up(FIRST);
        var client = startClient();
        try (var session = docker.exec(client.id(), ExecRequest.of("perl", "-e", CLIENT))) {
            var lines = new BufferedReader(new InputStreamReader(session.stdout(), StandardCharsets.UTF_8));
            assertThat(lines.readLine()).isEqualTo("ready");
            var begin = System.nanoTime();
            up(with("WEB", "two"));
            var took = Duration.ofNanos(System.nanoTime() - begin);
            Pauses.pause(Duration.ofMillis(500));
            try (var end = docker.exec(client.id(), ExecRequest.of("touch", "/end"))) {
                assertThat(end.exitCode()).isZero();
            }
            var summary = lines.readLine();
            System.out.println(engine.info().version() + ": replaced in " + took.toMillis() + " ms, " + summary);
            assertThat(summary).contains("failed=0 ").contains("one=").contains("two=");
        }
        assertThat(only("web").id().generation()).isEqualTo(2);
        assertThat(engine.changes()).hasAtLeastOneElementOfType(Change.PromoteReplica.class);
    }

    private DockerContainer startClient() {
        var options = CreateContainerOptions.DEFAULT
                .withCommand("sleep", "600")
                .withNetwork(name + "_front", Attachment.PLAIN);
        var client = docker.createContainer("debian:bookworm-slim", name + "-client", options);
        docker.startContainer(client);
        return client;
    }

    @Test
    void whatWritesAVolumeIsStoppedBeforeItsSuccessorStarts() {
        up(FIRST);
        var old = only("db");
        engine.forget();
        up(with("DB", "two"));
        assertThat(output("db", "cat", "/data/log")).isEqualTo("one\ntwo\n");
        var changes = engine.changes();
        var next = only("db").id();
        assertThat(changes.indexOf(new Change.StopReplica(old.id(), Optional.empty())))
                .isNotNegative()
                .isLessThan(changes.indexOf(new Change.StartReplica(next)));
    }

    @Test
    void aServiceIsReplacedInTheOrderThatTheFileSays() {
        String stopFirst = COMPOSE.replace(
                "    networks: [ front, back ]\n",
                "    networks: [ front, back ]\n    deploy: { update_config: { order: stop-first } }\n");
        applier.up(wanted(stopFirst, FIRST), PlanOptions.DEFAULT, ApplyListener.silent());
        var old = only("web");
        engine.forget();
        applier.up(wanted(stopFirst, with("WEB", "two")), PlanOptions.DEFAULT, ApplyListener.silent());

        var changes = engine.changes();
        assertThat(changes.indexOf(new Change.StopReplica(old.id(), Optional.empty())))
                .isNotNegative()
                .isLessThan(changes.indexOf(new Change.StartReplica(only("web").id())));
    }

    @Test
    void whatIsReplacedServesAsLongAsTheFileSays() {
        String longer = COMPOSE.replace(
                "    networks: [ front, back ]\n",
                "    networks: [ front, back ]\n    x-quayside: { drain: 1234ms }\n");
        applier.up(wanted(longer, FIRST), PlanOptions.DEFAULT, ApplyListener.silent());
        var waits = new CopyOnWriteArrayList<Duration>();
        var machine = Ticker.system();
        var ticker = new Ticker() {
            @Override
            public Duration elapsed() {
                return machine.elapsed();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                waits.add(duration);
                machine.sleep(duration);
            }
        };
        new Applier(engine, ticker, ApplySettings.DEFAULT)
                .up(wanted(longer, with("WEB", "two")), PlanOptions.DEFAULT, ApplyListener.silent());

        assertThat(only("web").id().generation()).isEqualTo(2);
        assertThat(waits).contains(Duration.ofMillis(1234));
    }

    @Test
    void aNewGenerationThatDoesNotWorkLeavesTheOldOneServing() {
        up(FIRST);
        var old = only("web");
        var broken = with("WEB_HEALTH", "exit 1");
        assertFails(ErrorCode.CONTAINER_FAILED, () -> up(broken));
        var still = engine.replica(old.id()).orElseThrow();
        assertThat(still.state()).isEqualTo(State.RUNNING);
        assertThat(still.serving()).isTrue();
        assertThat(still.started()).isEqualTo(old.started());
        up(FIRST);
        assertThat(only("web").id()).isEqualTo(old.id());
    }

    @Test
    void aStoppedOldGenerationIsStartedAgainIfTheNewOneDoesNotWork() {
        up(FIRST);
        var old = only("db");
        assertFails(ErrorCode.CONTAINER_FAILED, () -> up(with("DB_HEALTH", "exit 1")));
        var again = engine.replica(old.id()).orElseThrow();
        assertThat(again.state()).isEqualTo(State.RUNNING);
        assertThat(again.serving()).isTrue();
        // The MAC address is the engine's choice at each start: 29 makes a new one.
        assertThat(addresses(again)).isEqualTo(addresses(old));
    }

    @Test
    void downKeepsVolumesUnlessTheyAreAskedFor() {
        up(FIRST);
        down(DownOptions.Volumes.KEEP);
        var left = engine.observe(name);
        assertThat(left.replicas()).isEmpty();
        assertThat(left.networks()).isEmpty();
        assertThat(left.volumes()).containsOnlyKeys(name + "_data");
        up(FIRST);
        assertThat(output("db", "cat", "/data/log")).isEqualTo("one\none\n");
        down(DownOptions.Volumes.REMOVE);
        assertThat(engine.observe(name)).isEqualTo(Observed.nothing(name));
    }

    @Test
    void aRunThatIsCutOffAnywhereIsFinishedByTheNext() {
        var random = new Random(20101129);
        var states = List.of(FIRST, with("WEB", "two"), with("DB", "two"), FIRST);
        for (var trial = 0; trial < 8; trial++) {
            var wanted = states.get(trial % states.size());
            var cutAt = 1 + random.nextInt(6);
            var delay = Duration.ofMillis(random.nextInt(60));
            cutOff(wanted, cutAt, delay);
            up(wanted);
            var label = "trial " + trial + ", cut " + delay.toMillis() + " ms after change " + cutAt + " began";
            assertThat(plan(wanted)).as(label).isEmpty();
            var replicas = engine.observe(name).replicas();
            assertThat(replicas).as(label).hasSize(3);
            assertThat(only("web").serving()).as(label).isTrue();
            assertThat(only("db").state()).as(label).isEqualTo(State.RUNNING);
            if (trial == 3) {
                down(DownOptions.Volumes.REMOVE);
            }
        }
    }

    /** A client of its own loses all its connections in the middle of a change, as one that is killed does. */
    private void cutOff(Map<String, String> variables, int change, Duration delay) {
        var victim = DockerIntegration.connect(DockerOptions.at(host));
        var dying = new RecordingEngine(DockerEngine.of(victim));
        dying.beforeEach(number -> {
            if (number == change) {
                Thread.ofPlatform().daemon().start(() -> {
                    Pauses.pause(delay);
                    victim.close();
                });
            }
        });
        try (dying) {
            new Applier(dying, Ticker.system(), impatient())
                    .up(wanted(variables), PlanOptions.DEFAULT, ApplyListener.silent());
        } catch (QuaysideException lost) {
            // What a client says whose own connections were closed under it does not matter: a killed one says nothing.
            assertThat(lost.remedy()).isNotEmpty();
        }
    }

    private static Map<String, Optional<String>> addresses(Replica replica) {
        var addresses = new HashMap<String, Optional<String>>();
        replica.endpoints().forEach((network, endpoint) -> addresses.put(network, endpoint.address()));
        return addresses;
    }

    private static ApplySettings impatient() {
        return new ApplySettings(Optional.empty(), Duration.ZERO);
    }

    private static Map<String, String> with(String variable, String value) {
        var changed = new HashMap<>(FIRST);
        changed.put(variable, value);
        return changed;
    }

    private App app(String text, Map<String, String> variables) {
        var file = new ComposeFile("/project/compose.yaml", text);
        return ComposeReader.read(ReadOptions.of(file).withName(name).withEnvironment(variables))
                .app();
    }

    private Wanted wanted(Map<String, String> variables) {
        return wanted(COMPOSE, variables);
    }

    private Wanted wanted(String text, Map<String, String> variables) {
        return new Wanted(
                app(text, variables),
                Map.of(
                        FileKey.config("settings"), FileContent.of("colour=blue"),
                        FileKey.secret("key"), FileContent.of(variables.getOrDefault("KEY", ""))));
    }

    private void up(Map<String, String> variables) {
        applier.up(wanted(variables), PlanOptions.DEFAULT.withWaiting(PlanOptions.Waiting.ALL), ApplyListener.silent());
    }

    private List<String> plan(Map<String, String> variables) {
        var wanted = wanted(variables);
        return new Planner()
                .plan(wanted, engine.observe(wanted), PlanOptions.DEFAULT)
                .describe();
    }

    private void down(DownOptions.Volumes volumes) {
        var options = DownOptions.DEFAULT.withVolumes(volumes).withGrace(Duration.ofSeconds(1));
        applier.run(new Planner().planDown(engine.observe(name), options), ApplyListener.silent());
    }

    private Replica only(String service) {
        var replicas = engine.observe(name).replicasOf(service);
        assertThat(replicas).hasSize(1);
        return replicas.getFirst();
    }

    private String output(String service, String... command) {
        return engine.run(only(service).id(), List.of(command), Duration.ofSeconds(10))
                .output();
    }
}
