package dev.quayside.plan;

import static dev.quayside.plan.Services.after;
import static dev.quayside.plan.Services.changed;
import static dev.quayside.plan.Services.checked;
import static dev.quayside.plan.Services.once;
import static dev.quayside.plan.Services.plain;
import static dev.quayside.plan.Services.times;
import static dev.quayside.plan.Services.writing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.ImageFacts;
import dev.quayside.engine.Wanted;
import dev.quayside.engine.memory.Behaviour;
import dev.quayside.model.App;
import dev.quayside.model.Dependency.Condition;
import dev.quayside.model.Volume;
import org.junit.jupiter.api.Test;

/** What a plan consists of, first of all without anything that went wrong. */
class PlannerTest {
    private static final Volume DATA = Volume.named("data", "shop_data");

    private final Deployment deployment = new Deployment();

    @Test
    void anEmptyEngineGetsImagesNetworksAndContainersInTheOrderOfDependencies() {
        App app = App.of("shop", after(plain("web"), "db", Condition.HEALTHY), checked(writing(plain("db"))))
                .withVolume(DATA);
        deployment.engine.addImage(plain("web").image().reference(), ImageFacts.of("sha256:1"));

        assertThat(deployment.steps(app))
                .containsExactly(
                        "create-network:shop_default",
                        "create-volume:shop_data",
                        "create:db-g1-1",
                        "start:db-g1-1",
                        "create:web-g1-1",
                        "await-healthy:db-g1-1",
                        "start:web-g1-1");
    }

    @Test
    void whatIsAsWantedNeedsNoStep() {
        App app = App.of("shop", after(plain("web"), "db", Condition.HEALTHY), checked(writing(plain("db"))))
                .withVolume(DATA);
        deployment.up(app);
        deployment.engine.forgetChanges();

        assertThat(deployment.plan(app).isEmpty()).isTrue();
        deployment.up(app);
        assertThat(deployment.engine.changes()).isEmpty();
    }

    @Test
    void aMissingImageIsPulledFirstAndThePlanIsProvisional() {
        App app = App.of("shop", plain("web"), plain("api"));

        Plan plan = deployment.plan(app);

        assertThat(plan.provisional()).isTrue();
        assertThat(plan.imageSteps()).extracting(Step::id).containsExactly("pull:busybox:1.36");
        assertThat(plan.steps().stream()
                        .filter(s -> s.id().equals("create:web-g1-1"))
                        .findFirst()
                        .orElseThrow()
                        .after())
                .contains("pull:busybox:1.36");
    }

    @Test
    void aChangedServiceIsReplacedStartFirstWithAHandover() {
        deployment.up(App.of("shop", checked(plain("web"))));

        Plan plan = deployment.plan(App.of("shop", changed(checked(plain("web")), "2")));

        assertThat(Deployment.ids(plan))
                .containsExactly(
                        "create:web-g2-1",
                        "start:web-g2-1",
                        "await-healthy:web-g2-1",
                        "promote:web-g2-1",
                        "demote:web-g1-1",
                        "drain:web-g1-1",
                        "stop:web-g1-1",
                        "remove:web-g1-1");
        assertThat(plan.describe().getFirst())
                .isEqualTo("create web-g2-1: environment VERSION added; start-first without a gap: "
                        + "two generations of it can run side by side");
        assertThat(plan.describe()).noneMatch(line -> line.contains("VERSION=2"));
    }

    @Test
    void aServiceThatWritesAVolumeIsReplacedStopFirstAndTheOldOneIsKeptUntilTheNewOneWorks() {
        App app = App.of("shop", checked(writing(plain("db")))).withVolume(DATA);
        deployment.up(app);

        Plan plan = deployment.plan(app.withService(changed(checked(writing(plain("db"))), "2")));

        assertThat(Deployment.ids(plan))
                .containsExactly(
                        "create:db-g2-1", "stop:db-g1-1", "start:db-g2-1", "await-healthy:db-g2-1", "remove:db-g1-1");
        assertThat(plan.fallbacks()).hasSize(1);
        assertThat(plan.describe().getFirst()).contains("stop-first", "writes volume data", "expected gap");
    }

    @Test
    void replicasAreReplacedOneAfterTheOther() {
        deployment.up(App.of("shop", times(plain("web"), 2)));

        Plan plan = deployment.plan(App.of("shop", changed(times(plain("web"), 2), "2")));

        assertThat(Deployment.ids(plan)).containsSubsequence("demote:web-g1-1", "create:web-g2-2", "demote:web-g1-2");
    }

    @Test
    void scalingUpCreatesInTheSameGenerationAndScalingDownHandsOver() {
        deployment.up(App.of("shop", plain("web")));
        App three = App.of("shop", times(plain("web"), 3));

        assertThat(deployment.steps(three))
                .containsExactly("create:web-g1-2", "start:web-g1-2", "create:web-g1-3", "start:web-g1-3");
        deployment.up(three);
        assertThat(deployment.steps(App.of("shop", times(plain("web"), 2))))
                .containsExactly("demote:web-g1-3", "drain:web-g1-3", "stop:web-g1-3", "remove:web-g1-3");
    }

    @Test
    void aCompletedServiceDoesNotRunAgainAndOneThatFailedDoes() {
        App app = App.of("shop", once(plain("good")), once(plain("bad")));
        deployment.engine.behave("good", Behaviour.exitsAfter(0, 0));
        deployment.engine.behave("bad", Behaviour.exitsAfter(0, 3));
        deployment.up(app);

        Plan plan = deployment.plan(app);

        assertThat(plan.describe()).containsExactly("start bad-g1-1: it has ended with exit code 3");
    }

    @Test
    void orphansStayUntilTheyAreToBeRemoved() {
        deployment.up(App.of("shop", plain("web"), plain("old")));
        App app = App.of("shop", plain("web"));

        Plan plan = deployment.plan(app);

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.notes()).singleElement().asString().contains("shop-old-g1-1", "--remove-orphans");
        assertThat(Deployment.ids(
                        deployment.plan(Wanted.of(app), PlanOptions.DEFAULT.withOrphans(PlanOptions.Orphans.REMOVE))))
                .containsExactly("stop:old-g1-1", "remove:old-g1-1");
    }

    @Test
    void downStopsDependentsFirstAndKeepsVolumes() {
        App app = App.of("shop", after(plain("web"), "db", Condition.STARTED), writing(plain("db")))
                .withVolume(DATA);
        deployment.up(app);
        var planner = new Planner();

        Plan plan = planner.planDown(deployment.observed(app), DownOptions.DEFAULT.withApp(app));

        assertThat(Deployment.ids(plan))
                .containsSubsequence("stop:web-g1-1", "stop:db-g1-1", "remove:db-g1-1", "remove-network:shop_default")
                .doesNotContain("remove-volume:shop_data");
        assertThat(plan.notes()).singleElement().asString().contains("shop_data");
        Plan all =
                planner.planDown(deployment.observed(app), DownOptions.DEFAULT.withVolumes(DownOptions.Volumes.REMOVE));
        assertThat(all.losses()).extracting(Step::id).containsExactly("remove-volume:shop_data");
        deployment.run(all);
        assertThat(deployment.engine.apps()).isEmpty();
    }

    @Test
    void theSameInputGivesTheSameHashAndAChangeAnother() {
        App app = App.of("shop", plain("web"));
        deployment.up(app);

        Plan first = deployment.plan(app.withService(changed(plain("web"), "2")));
        Plan again = deployment.plan(app.withService(changed(plain("web"), "2")));
        Plan other = deployment.plan(app.withService(changed(plain("web"), "3")));

        assertThat(first.hash()).isEqualTo(again.hash()).isNotEqualTo(other.hash());
    }
}
