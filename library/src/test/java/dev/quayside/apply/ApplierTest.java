package dev.quayside.apply;

import static dev.quayside.plan.Services.after;
import static dev.quayside.plan.Services.changed;
import static dev.quayside.plan.Services.checked;
import static dev.quayside.plan.Services.once;
import static dev.quayside.plan.Services.plain;
import static dev.quayside.plan.Services.writing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.engine.Change;
import dev.quayside.engine.ReplicaId;
import dev.quayside.engine.ReplicaSpec;
import dev.quayside.engine.Wanted;
import dev.quayside.engine.memory.Behaviour;
import dev.quayside.engine.memory.Faults;
import dev.quayside.engine.memory.MemoryEngine;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.Dependency;
import dev.quayside.model.Dependency.Condition;
import dev.quayside.model.HealthCheck;
import dev.quayside.model.PortMapping;
import dev.quayside.model.Service;
import dev.quayside.model.Volume;
import dev.quayside.plan.Deployment;
import dev.quayside.plan.PlanOptions;
import dev.quayside.plan.PlanOptions.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a run goes on, and how it ends when something goes wrong. */
class ApplierTest {
    private static final PlanOptions WAITING = PlanOptions.DEFAULT.withWaiting(Waiting.ALL);
    private static final App DATABASE =
            App.of("shop", checked(writing(plain("db")))).withVolume(Volume.named("data", "shop_data"));

    private final Deployment deployment = new Deployment();
    private final MemoryEngine engine = deployment.engine;

    @AfterEach
    void forgetInterrupts() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aNewGenerationThatDiesGoesAgainAndTheOldOneServesAllTheTime() {
        deployment.up(App.of("shop", plain("web")));
        engine.behave("web", Behaviour.exitsAfter(1, 3).writing("first", "cannot open the database"));

        QuaysideException failure = failureOf(App.of("shop", changed(plain("web"), "2")));

        assertThat(failure.code()).isEqualTo(ErrorCode.CONTAINER_FAILED);
        assertThat(failure.problem()).contains("shop-web-g2-1", "exit code 3", "go on serving");
        assertThat(deployment.containers("shop")).containsExactly("shop-web-g1-1");
        assertThat(deployment.running("shop")).containsExactly("shop-web-g1-1");
        ApplyFailure told = told();
        assertThat(told.service()).contains("web");
        assertThat(told.lastLines())
                .extracting(line -> line.text())
                .containsExactly("first", "cannot open the database");
        assertThat(told.describe()).anyMatch(line -> line.contains("exit code 3"));
    }

    @Test
    void aDatabaseThatDoesNotBecomeHealthyGivesItsPlaceBackToTheOldOne() {
        var invariants = new Invariants();
        engine.watch(invariants);
        Service db = writing(plain("db")).withHealthCheck(HealthCheck.shell("false", Duration.ofSeconds(1)));
        engine.behave("db", ApplierTest::healthyUnlessChanged);
        deployment.up(DATABASE.withService(db));

        QuaysideException failure = failureOf(DATABASE.withService(changed(db, "2")));

        assertThat(failure.code()).isEqualTo(ErrorCode.CONTAINER_FAILED);
        assertThat(failure.problem()).contains("unhealthy", "db-g1-1 is started again");
        assertThat(deployment.running("shop")).containsExactly("shop-db-g1-1");
        assertThat(deployment.containers("shop")).containsExactly("shop-db-g1-1");
        invariants.check();
    }

    private static Behaviour healthyUnlessChanged(ReplicaSpec spec) {
        return spec.service().process().environment().containsKey("VERSION")
                ? Behaviour.unhealthyAfter(2)
                : Behaviour.healthyAfter(1);
    }

    @Test
    void aReplacementThatHasBegunIsFinishedAlthoughSomethingElseFails() {
        App shop = DATABASE.withService(plain("web"));
        deployment.up(shop);
        engine.behave("db", Behaviour.healthyAfter(8));
        engine.behave("web", Behaviour.exitsAfter(0, 1));

        failureOf(
                shop.withService(changed(checked(writing(plain("db"))), "2")).withService(changed(plain("web"), "2")));

        assertThat(deployment.running("shop")).hasSize(2).contains("shop-web-g1-1");
    }

    @Test
    void waitingEndsAtTheCallersLimit() {
        var limited = new Deployment(ApplySettings.DEFAULT.withWaitTimeout(Duration.ofSeconds(7)));
        limited.engine.behave("web", Behaviour.neverHealthy());
        Service web = plain("web").withHealthCheck(HealthCheck.shell("false", Duration.ofSeconds(30)));

        var failure = catchThrowableOfType(
                QuaysideException.class, () -> limited.up(Wanted.of(App.of("shop", web)), WAITING));

        assertThat(failure.code()).isEqualTo(ErrorCode.NOT_READY);
        assertThat(failure.problem()).contains("shop-web-g1-1", "not healthy after 7 s");
        assertThat(limited.running("shop")).containsExactly("shop-web-g1-1");
    }

    @Test
    void aLongWaitIsReportedEveryTwoSeconds() {
        engine.behave("web", Behaviour.neverHealthy());
        Service web = plain("web").withHealthCheck(HealthCheck.shell("false", Duration.ofSeconds(3)));

        var failure = catchThrowableOfType(
                QuaysideException.class, () -> deployment.up(Wanted.of(App.of("shop", web)), WAITING));

        assertThat(failure.code()).isEqualTo(ErrorCode.NOT_READY);
        List<Duration> told = deployment.events.stream()
                .filter(ApplyEvent.Waiting.class::isInstance)
                .map(event -> ((ApplyEvent.Waiting) event).since())
                .toList();
        assertThat(told).hasSizeGreaterThan(5);
        for (int i = 1; i < told.size(); i++) {
            assertThat(told.get(i).minus(told.get(i - 1))).isLessThan(Duration.ofMillis(2001));
        }
    }

    @Test
    void aHealthCheckThatIsFirstAskedLateIsAskedEarlier() {
        engine.behave("db", Behaviour.neverHealthy());
        Service db = plain("db").withHealthCheck(HealthCheck.shell("true", Duration.ofSeconds(30)));

        deployment.up(App.of("shop", db, after(plain("web"), "db", Condition.HEALTHY)));

        assertThat(deployment.running("shop")).containsExactly("shop-db-g1-1", "shop-web-g1-1");
    }

    @Test
    void aHealthCheckThatTheEngineNeverAsksIsAskedForIt() {
        engine.behave("db", Behaviour.neverHealthy());
        Service db = plain("db").withHealthCheck(HealthCheck.shell("true", Duration.ofSeconds(1)));

        deployment.up(App.of("shop", db, after(plain("web"), "db", Condition.HEALTHY)));

        assertThat(deployment.running("shop")).containsExactly("shop-db-g1-1", "shop-web-g1-1");
    }

    @Test
    void whatTheEngineCallsUnhealthyIsHealthyIfItsTestPasses() {
        engine.behave("db", Behaviour.unhealthyAfter(0));

        deployment.up(App.of("shop", checked(plain("db")), after(plain("web"), "db", Condition.HEALTHY)));

        assertThat(deployment.running("shop")).contains("shop-web-g1-1");
    }

    @Test
    void aDependencyThatIsNotRequiredMayFail() {
        engine.behave("db", Behaviour.exitsAfter(0, 1));
        Service web = plain("web").withDependency("db", new Dependency(Condition.HEALTHY, false, false));

        Applied applied = deployment.up(App.of("shop", checked(plain("db")), web));

        assertThat(deployment.running("shop")).containsExactly("shop-web-g1-1");
        assertThat(applied.warnings()).singleElement().asString().contains("await-healthy:db-g1-1");
    }

    @Test
    void aDependencyThatIsRequiredStopsItsDependents() {
        engine.behave("db", Behaviour.exitsAfter(0, 1).killedForMemory());

        QuaysideException failure =
                failureOf(App.of("shop", checked(plain("db")), after(plain("web"), "db", Condition.HEALTHY)));

        assertThat(failure.problem()).contains("exit code 137", "out of memory");
        assertThat(deployment.running("shop")).isEmpty();
        assertThat(told().left()).contains("start:web-g1-1");
    }

    @Test
    void lostAnswersDoNotStopARunAndDoNothingTwice() {
        for (int lost = 1; lost <= 10; lost++) {
            var fresh = new Deployment();
            fresh.engine.behave("migrate", Behaviour.exitsAfter(0, 0));
            fresh.engine.faults().failAfter(lost, Faults::lost);
            Service migrate = once(after(plain("migrate"), "db", Condition.HEALTHY));
            App app = DATABASE.withService(migrate).withService(after(plain("web"), "migrate", Condition.COMPLETED));

            fresh.up(app);

            assertThat(fresh.plan(app).isEmpty()).isTrue();
            assertThat(fresh.engine
                            .replica(fresh.observed(app)
                                    .replicasOf("migrate")
                                    .getFirst()
                                    .id())
                            .orElseThrow()
                            .completed())
                    .isTrue();
        }
    }

    @Test
    void aChangeThatTheEngineNeverGotIsAskedForAgain() {
        engine.faults().failBefore(2, Faults::lost);

        deployment.up(App.of("shop", plain("web")));

        assertThat(deployment.running("shop")).containsExactly("shop-web-g1-1");
    }

    @Test
    void anEngineThatStaysAwayEndsTheRunWithWhatIsLeft() {
        App app = App.of("shop", plain("web"), after(plain("api"), "web", Condition.STARTED));
        engine.faults().crashAt(6);

        QuaysideException failure = failureOf(app);

        assertThat(failure.code()).isEqualTo(ErrorCode.ENGINE_LOST);
        assertThat(failure.getMessage()).contains("left are", "start:api-g1-1", "run the command again");
        engine.faults().revive();
        deployment.up(app);
        assertThat(deployment.running("shop")).hasSize(2);
    }

    @Test
    void anInterruptEndsAWaitAndSaysHowToGoOn() {
        engine.behave("db", Behaviour.neverHealthy());
        Service db = plain("db").withHealthCheck(HealthCheck.shell("false", Duration.ofHours(1)));
        App app = App.of("shop", db, after(plain("web"), "db", Condition.HEALTHY));

        QuaysideException failure = interruptedAt("await-healthy:db-g1-1", ApplyEvent.StepStarted.class, app);

        assertThat(failure.code()).isEqualTo(ErrorCode.INTERRUPTED);
        assertThat(failure.getMessage()).contains("left are", "start:web-g1-1", "run the command again");
        assertThat(deployment.running("shop")).containsExactly("shop-db-g1-1");
    }

    @Test
    void anInterruptBetweenStoppingTheOldAndStartingTheNewStartsTheOldAgain() {
        deployment.up(DATABASE);

        interruptedAt(
                "stop:db-g1-1",
                ApplyEvent.StepFinished.class,
                DATABASE.withService(changed(checked(writing(plain("db"))), "2")));

        assertThat(deployment.running("shop")).containsExactly("shop-db-g1-1");
    }

    private QuaysideException interruptedAt(String step, Class<? extends ApplyEvent> kind, App app) {
        var applier = new Applier(engine, Ticker.system(), ApplySettings.DEFAULT);
        var failure = catchThrowableOfType(
                QuaysideException.class,
                () -> applier.up(Wanted.of(app), PlanOptions.DEFAULT, event -> {
                    if (kind.isInstance(event) && event.toString().contains("id=" + step + ",")) {
                        Thread.currentThread().interrupt();
                    }
                }));
        assertThat(Thread.interrupted()).as("the interrupt is still told").isTrue();
        return failure;
    }

    @Test
    void aContainerThatDiesAtItsStartIsNoticedByWhoeverWaits() {
        engine.behave("web", Behaviour.exitsAfter(2, 1));

        var failure = catchThrowableOfType(
                QuaysideException.class, () -> deployment.up(Wanted.of(App.of("shop", plain("web"))), WAITING));

        assertThat(failure.code()).isEqualTo(ErrorCode.CONTAINER_FAILED);
    }

    @Test
    void aRunTellsTheAddressesThatTheAppPublishes() {
        Service web = plain("web");
        Applied applied = deployment.up(
                App.of("shop", web.withConnectivity(web.connectivity().withPorts(PortMapping.ephemeral(80)))));

        assertThat(applied.addresses()).singleElement().satisfies(address -> {
            assertThat(address.service()).isEqualTo("web");
            assertThat(address.port().hostPort()).isPresent();
        });
        assertThat(applied.steps()).containsKeys("pull:" + web.image().reference(), "start:web-g1-1");
    }

    @Test
    void listenersAreCalledFromOneThreadWithEveryStepInOrder() {
        var threads = new ArrayList<Thread>();
        var applier = new Applier(engine, new Deployment.PatientTicker(), ApplySettings.DEFAULT);

        applier.up(
                Wanted.of(App.of("shop", plain("web"), plain("api"))),
                PlanOptions.DEFAULT,
                event -> threads.add(Thread.currentThread()));

        assertThat(threads).isNotEmpty().containsOnly(Thread.currentThread());
    }

    @Test
    void onlySoManyCallsAreInFlight() {
        var counting = new CountingEngine(engine);
        var services = new Service[20];
        for (int i = 0; i < services.length; i++) {
            services[i] = plain("s" + i);
        }

        new Applier(counting, Ticker.system(), ApplySettings.DEFAULT)
                .up(Wanted.of(App.of("shop", services)), PlanOptions.DEFAULT, ApplyListener.silent());

        assertThat(counting.most()).isBetween(2, 4);
        assertThat(deployment.running("shop")).hasSize(20);
    }

    @Test
    void aDryRunChangesNothing() {
        deployment.up(DATABASE);
        engine.forgetChanges();
        App changed = DATABASE.withService(changed(checked(writing(plain("db"))), "2"));

        var copy = MemoryEngine.copyOf(changed, engine.observe(Wanted.of(changed)));
        new Applier(copy, new Deployment.PatientTicker(), ApplySettings.DEFAULT)
                .up(Wanted.of(changed), PlanOptions.DEFAULT, ApplyListener.silent());

        assertThat(copy.changes()).contains(new Change.StartReplica(new ReplicaId("shop", "db", 2, 1)));
        assertThat(engine.changes()).isEmpty();
    }

    private QuaysideException failureOf(App app) {
        return catchThrowableOfType(QuaysideException.class, () -> deployment.up(app));
    }

    private ApplyFailure told() {
        return deployment.events.stream()
                .filter(ApplyEvent.Failed.class::isInstance)
                .map(event -> ((ApplyEvent.Failed) event).failure())
                .findFirst()
                .orElseThrow();
    }
}
