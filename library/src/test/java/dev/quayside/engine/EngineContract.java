package dev.quayside.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quayside.apply.Applied;
import dev.quayside.apply.Applier;
import dev.quayside.apply.ApplyEvent;
import dev.quayside.apply.ApplyListener;
import dev.quayside.engine.Replica.State;
import dev.quayside.engine.Wanted.FileKey;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.Dependency;
import dev.quayside.model.FileContent;
import dev.quayside.model.FileDefinition;
import dev.quayside.model.FileMount;
import dev.quayside.model.HealthCheck;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Lifecycle.RestartPolicy;
import dev.quayside.model.Mount;
import dev.quayside.model.Service;
import dev.quayside.model.ServiceProcess;
import dev.quayside.model.Storage;
import dev.quayside.model.Volume;
import dev.quayside.plan.DownOptions;
import dev.quayside.plan.Plan;
import dev.quayside.plan.PlanOptions;
import dev.quayside.plan.PlanOptions.Orphans;
import dev.quayside.plan.PlanOptions.Waiting;
import dev.quayside.plan.Planner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every engine makes of an app, whether it is told of every replica or keeps them by itself. A subclass says which engine, and
 * what on it differs.
 *
 * <p>The image must have what a busybox has: {@code sh echo cat sleep stat true false}.
 */
public abstract class EngineContract {
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final PlanOptions WAITING = PlanOptions.DEFAULT.withWaiting(Waiting.ALL);
    private static final String SECRET = "swordfish";

    /** The name of this test's app, which no other test uses. */
    protected final String shop =
            "shop" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);

    private final Planner planner = new Planner();

    /** The engine, the same for all tests of a class. */
    protected abstract Engine engine();

    /** Whether a replica finds another by this name. */
    protected abstract boolean resolves(ReplicaId from, String name);

    /** The image that replicas run. */
    protected ImageRef image() {
        return ImageRef.parse("busybox:1.36");
    }

    /** A command that runs until it is stopped, and stops at once. */
    protected List<String> sleeping() {
        return shell("trap 'exit 0' TERM; sleep 3600 & wait");
    }

    /** A command that prints an environment variable. */
    protected List<String> printing(String variable) {
        return List.of("printenv", variable);
    }

    static List<String> shell(String script) {
        return List.of("/bin/sh", "-c", script);
    }

    @AfterEach
    void takeTheAppDown() {
        down(DownOptions.DEFAULT.withVolumes(DownOptions.Volumes.REMOVE).withGrace(Duration.ZERO));
    }

    @Test
    void anAppComesUpAndASecondRunHasNothingToDo() {
        App app = App.of(shop, service("web"), service("db"));
        up(app);

        assertThat(plan(app).describe()).noneMatch(line -> !line.startsWith("note: "));
        assertThat(running("web")).hasSize(1);
        assertThat(running("db")).hasSize(1);
        assertThat(engine().apps()).contains(shop).isSorted();
    }

    @Test
    void nothingOfAnAppIsLeftAfterItWasTakenDown() {
        App app = App.of(shop, service("web"));
        up(app);
        down(DownOptions.DEFAULT.withVolumes(DownOptions.Volumes.REMOVE));

        assertThat(engine().observe(shop).replicas()).isEmpty();
        assertThat(engine().apps()).doesNotContain(shop);
        assertThat(planner.planDown(engine().observe(shop), DownOptions.DEFAULT).isEmpty())
                .isTrue();
    }

    @Test
    void aChangedServiceIsReplacedAndNothingElse() {
        Service web = withVariable(service("web"), "GREETING", "good day");
        up(App.of(shop, web, service("db")));
        ReplicaId before = only("web").id();
        String other = only("db").handle();
        App changed = App.of(shop, withVariable(web, "GREETING", "good evening"), service("db"));

        assertThat(String.join("\n", plan(changed).describe()))
                .contains("GREETING")
                .doesNotContain("evening");
        up(changed);

        Replica after = only("web");
        assertThat(after.id().generation()).isGreaterThan(before.generation());
        assertThat(run(after.id(), printing("GREETING")).output()).isEqualTo("good evening\n");
        assertThat(only("db").handle()).isEqualTo(other);
    }

    @Test
    void aServiceIsScaledUpAndDown() {
        Service web = service("web");
        up(App.of(shop, web));
        up(App.of(shop, scaled(web, 3)));
        assertThat(running("web")).hasSize(3).extracting(Replica::id).doesNotHaveDuplicates();

        up(App.of(shop, web));
        eventually(() -> running("web").size() == 1);
    }

    @Test
    void whatWaitsForAnEndStartsAfterIt() {
        Service job = service("migrate", shell("echo migrated; exit 0"))
                .withLifecycle(service("any").lifecycle().withRestart(RestartPolicy.of(RestartPolicy.Mode.NO)));
        Service web = service("web").withDependsOn(Map.of("migrate", Dependency.on(Dependency.Condition.COMPLETED)));
        App app = App.of(shop, web, job);
        up(app);

        Replica migrated = only("migrate");
        assertThat(migrated.completed()).isTrue();
        assertThat(only("web").started().orElseThrow())
                .isAfterOrEqualTo(migrated.finished().orElseThrow().minusMillis(1));
        assertThat(plan(app).mutating()).isFalse();
    }

    @Test
    void whatWaitsForHealthStartsWhenItIsHealthy() {
        Service db = service("db").withHealthCheck(check("true"));
        Service web = service("web").withDependsOn(Map.of("db", Dependency.on(Dependency.Condition.HEALTHY)));
        up(App.of(shop, web, db));

        assertThat(only("db").health()).isEqualTo(Replica.Health.HEALTHY);
        assertThat(running("web")).hasSize(1);
    }

    @Test
    void aServiceThatEndsAgainAndAgainFailsTheRunWithWhatItSaid() {
        Service broken = service("web", shell("echo out of cheese; exit 3"))
                .withLifecycle(service("any").lifecycle().withRestart(RestartPolicy.of(RestartPolicy.Mode.ALWAYS)));
        var events = new ArrayList<ApplyEvent>();

        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> new Applier(engine()).up(Wanted.of(App.of(shop, broken)), WAITING, events::add))
                .matches(e -> e.code() == ErrorCode.CONTAINER_FAILED, "code is CONTAINER_FAILED")
                .withMessageContaining("web");
        assertThat(events)
                .filteredOn(ApplyEvent.Failed.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    var failure = ((ApplyEvent.Failed) event).failure();
                    assertThat(failure.service()).contains("web");
                    assertThat(failure.lastLines()).extracting(LogLine::text).contains("out of cheese");
                });
    }

    @Test
    void aServiceThatTheFilesNoLongerHaveGoesOnlyWhenThatIsAskedFor() {
        up(App.of(shop, service("web"), service("old")));
        App less = App.of(shop, service("web"));

        assertThat(plan(less).describe()).anyMatch(line -> line.contains("old") && line.contains("--remove-orphans"));
        up(less);
        assertThat(running("old")).hasSize(1);

        new Applier(engine()).up(Wanted.of(less), WAITING.withOrphans(Orphans.REMOVE), ApplyListener.silent());
        assertThat(engine().observe(shop).replicasOf("old")).isEmpty();
        assertThat(running("web")).hasSize(1);
    }

    @Test
    void filesArriveAndAChangedOneReplacesItsService() {
        Wanted first = withFile("first");
        new Applier(engine()).up(first, WAITING, ApplyListener.silent());
        assertThat(run(only("web").id(), List.of("cat", "/etc/motd.txt")).output())
                .isEqualTo("first");

        new Applier(engine()).up(withFile("second"), WAITING, ApplyListener.silent());
        eventually(() -> running("web").size() == 1);
        assertThat(run(only("web").id(), List.of("cat", "/etc/motd.txt")).output())
                .isEqualTo("second");
        assertThat(planner.plan(withFile("second"), engine().observe(withFile("second")), WAITING)
                        .mutating())
                .isFalse();
    }

    private Wanted withFile(String content) {
        var storage = new Storage(
                List.of(),
                List.of(new FileMount(
                        "motd", "/etc/motd.txt", Optional.empty(), Optional.empty(), OptionalInt.empty())),
                List.of());
        App app = App.of(shop, service("web").withStorage(storage))
                .withConfig(new FileDefinition(
                        "motd", shop + "_motd", new FileDefinition.Source.Inline(content), Map.of()));
        return new Wanted(app, Map.of(FileKey.config("motd"), FileContent.of(content)));
    }

    @Test
    void secretsAreReadableInTheContainerAndNowhereElse() {
        var storage = new Storage(
                List.of(),
                List.of(),
                List.of(new FileMount(
                        "password", "/run/secrets/password", Optional.empty(), Optional.empty(), OptionalInt.empty())));
        App app = App.of(shop, service("web").withStorage(storage))
                .withSecret(new FileDefinition(
                        "password", shop + "_password", new FileDefinition.Source.Inline(SECRET), Map.of()));
        var wanted = new Wanted(app, Map.of(FileKey.secret("password"), FileContent.of(SECRET)));
        new Applier(engine()).up(wanted, WAITING, ApplyListener.silent());

        ReplicaId web = only("web").id();
        assertThat(run(web, List.of("cat", "/run/secrets/password")).output()).isEqualTo(SECRET);
        assertThat(engine().inspect(web).toString()).doesNotContain(SECRET);
    }

    @Test
    void aVolumeOutlivesItsContainersUntilItIsAskedToGo() {
        if (!keepsData()) {
            return;
        }
        Service db = service("db")
                .withStorage(Storage.of(new Mount.VolumeMount("data", "/data", false, true, Optional.empty())));
        App app = App.of(shop, db).withVolume(Volume.named("data", shop + "_data"));
        up(app);
        run(only("db").id(), shell("echo kept > /data/file"));

        down(DownOptions.DEFAULT);
        up(app);
        assertThat(run(only("db").id(), List.of("cat", "/data/file")).output()).isEqualTo("kept\n");

        down(DownOptions.DEFAULT.withVolumes(DownOptions.Volumes.REMOVE));
        up(app);
        assertThat(run(only("db").id(), List.of("cat", "/data/file")).exitCode())
                .isNotZero();
    }

    /** Whether its volumes hold what is written to them. */
    protected boolean keepsData() {
        return true;
    }

    @Test
    void servicesFindEachOtherByName() {
        up(App.of(shop, service("web"), service("db")));

        assertThat(resolves(only("web").id(), "db")).isTrue();
        assertThat(resolves(only("web").id(), "ghost")).isFalse();
    }

    @Test
    void aCommandGivesItsExitCodeAndOutput() {
        up(App.of(shop, withVariable(service("web"), "GREETING", "good day")));
        ReplicaId web = only("web").id();

        assertThat(run(web, printing("GREETING"))).isEqualTo(new ExecResult(0, "good day\n"));
        assertThat(run(web, shell("exit 7")).exitCode()).isEqualTo(7);
    }

    @Test
    void aSessionKeepsTheStreamsApart() throws IOException {
        up(App.of(shop, service("web")));

        try (ExecSession session =
                engine().exec(only("web").id(), ExecRequest.of("/bin/sh", "-c", "echo out; echo err >&2"))) {
            session.stdin().close();
            assertThat(text(session.stdout().readAllBytes())).isEqualTo("out\n");
            assertThat(text(session.stderr().readAllBytes())).isEqualTo("err\n");
            assertThat(session.exitCode()).isZero();
        }
    }

    @Test
    void aSessionPassesInputOn() throws IOException {
        up(App.of(shop, service("web")));
        var request = new ExecRequest(List.of("cat"), Optional.empty(), Optional.empty(), Map.of(), false, true, false);

        try (ExecSession session = engine().exec(only("web").id(), request)) {
            session.stdin().write("there and back".getBytes(StandardCharsets.UTF_8));
            session.stdin().close();
            assertThat(text(session.stdout().readAllBytes())).isEqualTo("there and back");
            assertThat(session.exitCode()).isZero();
        }
    }

    @Test
    void logsGiveLinesInOrder() {
        up(App.of(shop, service("web", speaking())));
        ReplicaId web = only("web").id();
        eventually(() -> lines(web, LogQuery.ALL).size() == 3);

        assertThat(lines(web, LogQuery.ALL)).extracting(LogLine::text).containsExactly("one", "two", "three");
        assertThat(lines(web, LogQuery.ALL)).allMatch(line -> line.replica().equals(web));
        assertThat(lines(web, LogQuery.lastLines(1))).extracting(LogLine::text).containsExactly("three");
        var later = new LogQuery(
                false, Optional.of(Instant.now().plusSeconds(3600)), Optional.empty(), OptionalInt.empty());
        assertThat(lines(web, later)).isEmpty();
    }

    /** A command that says three words, each on a line, and then runs until it is stopped. */
    protected List<String> speaking() {
        return shell("echo one; echo two; echo three; trap 'exit 0' TERM; sleep 3600 & wait");
    }

    @Test
    void aFollowedLogEndsWithItsContainer() {
        Service job = service("job", shell("echo started; exit 0"))
                .withLifecycle(service("any").lifecycle().withRestart(RestartPolicy.of(RestartPolicy.Mode.NO)));
        up(App.of(shop, job));

        assertThat(lines(only("job").id(), new LogQuery(true, Optional.empty(), Optional.empty(), OptionalInt.empty())))
                .extracting(LogLine::text)
                .containsExactly("started");
    }

    @Test
    void eventsTellWhatHappensToTheApp() {
        up(App.of(shop, service("web")));
        try (EntryStream<EngineEvent> events = engine().events(shop, Optional.empty())) {
            up(App.of(shop, withVariable(service("web"), "GREETING", "hello")));

            var actions = new ArrayList<String>();
            while (!actions.containsAll(List.of("create", "start", "die"))) {
                EngineEvent event = events.next().orElseThrow();
                event.replica().filter(id -> id.service().equals("web")).ifPresent(id -> actions.add(event.action()));
            }
        }
    }

    @Test
    void aClosedStreamEnds() {
        EntryStream<EngineEvent> events = engine().events(shop, Optional.empty());
        events.close();

        assertThat(events.next()).isEmpty();
    }

    @Test
    void aRunningReplicaUsesSomething() {
        up(App.of(shop, service("web")));
        ReplicaId web = only("web").id();

        eventually(() -> isMeasured(web));
        assertThat(engine().usage(web).replica()).isEqualTo(web);
    }

    private boolean isMeasured(ReplicaId id) {
        try {
            return engine().usage(id).memoryBytes() > 0;
        } catch (QuaysideException e) {
            // An engine that measures now and then has not done so yet.
            return e.code() != ErrorCode.NOT_FOUND && e.code() != ErrorCode.UNSUPPORTED;
        }
    }

    @Test
    void anEngineSaysWhatItIs() {
        EngineInfo info = engine().info();

        assertThat(info.kind()).isNotBlank();
        assertThat(info.version()).isNotBlank();
        assertThat(info.address()).isNotBlank();
        assertThat(Capability.values()).allMatch(capability -> engine().can(capability) == info.can(capability));
    }

    private Service service(String name) {
        return service(name, sleeping());
    }

    private Service service(String name, List<String> command) {
        return Service.of(name, image())
                .withProcess(ServiceProcess.DEFAULT.withCommand(command.toArray(String[]::new)));
    }

    private static Service withVariable(Service service, String name, String value) {
        return service.withProcess(service.process().withEnvironment(Map.of(name, value)));
    }

    private static Service scaled(Service service, int replicas) {
        return service.withLifecycle(service.lifecycle().withReplicas(replicas));
    }

    static HealthCheck check(String command) {
        return new HealthCheck(
                Optional.of(new HealthCheck.Test.Shell(command)),
                Optional.of(Duration.ofSeconds(1)),
                Optional.of(Duration.ofSeconds(5)),
                OptionalInt.of(2),
                Optional.empty(),
                Optional.empty());
    }

    private Applied up(App app) {
        return new Applier(engine()).up(Wanted.of(app), WAITING, ApplyListener.silent());
    }

    private Plan plan(App app) {
        PlanOptions options = WAITING.withHandover(engine().can(Capability.HANDOVER));
        return planner.plan(Wanted.of(app), engine().observe(Wanted.of(app)), options);
    }

    private void down(DownOptions options) {
        new Applier(engine()).run(planner.planDown(engine().observe(shop), options), ApplyListener.silent());
    }

    private List<Replica> running(String service) {
        return engine().observe(shop).replicasOf(service).stream()
                .filter(replica -> replica.state() == State.RUNNING)
                .toList();
    }

    /** The replica of a service that serves now, or that ended: one that is on its way out does not count. */
    private Replica only(String service) {
        List<Replica> replicas = engine().observe(shop).replicasOf(service).stream()
                .filter(replica -> replica.state() != State.REMOVING)
                .toList();
        assertThat(replicas).as("replicas of " + service).hasSize(1);
        return replicas.getFirst();
    }

    private ExecResult run(ReplicaId id, List<String> command) {
        return engine().run(id, command, PATIENCE);
    }

    private List<LogLine> lines(ReplicaId id, LogQuery query) {
        var lines = new ArrayList<LogLine>();
        try (EntryStream<LogLine> log = engine().logs(id, query)) {
            for (Optional<LogLine> line = log.next(); line.isPresent(); line = log.next()) {
                lines.add(line.get());
            }
        }
        return lines;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Engines take their time; each look is one of the few places where a test waits. */
    static void eventually(BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("what was waited for came in time").isBefore(end);
            try {
                Thread.sleep(Duration.ofMillis(20));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }
}
