package dev.quayside.plan;

import static dev.quayside.plan.Services.after;
import static dev.quayside.plan.Services.plain;
import static dev.quayside.plan.Services.writing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.engine.Change;
import dev.quayside.engine.ImageFacts;
import dev.quayside.engine.Observed.Name;
import dev.quayside.engine.Wanted;
import dev.quayside.engine.Wanted.FileKey;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.Build;
import dev.quayside.model.Dependency;
import dev.quayside.model.Dependency.Condition;
import dev.quayside.model.FileContent;
import dev.quayside.model.FileMount;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Network;
import dev.quayside.model.PortMapping;
import dev.quayside.model.Service;
import dev.quayside.model.ServiceImage;
import dev.quayside.model.ServiceImage.PullPolicy;
import dev.quayside.model.Storage;
import dev.quayside.model.Volume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What must be right before anything is done, and where images and files come from. */
class PreconditionsTest {
    private static final Volume DATA = Volume.named("data", "shop_data");

    private final Deployment deployment = new Deployment();

    @Test
    void namesThatSomeoneElseHoldsAreRefusedNamingTheHolder() {
        var container = new Name(Name.Kind.CONTAINER, "shop-web-g1-1");
        var network = new Name(Name.Kind.NETWORK, "shop_default");
        var volume = new Name(Name.Kind.VOLUME, "shop_data");
        for (Name name : List.of(container, network, volume)) {
            var fresh = new Deployment();
            fresh.engine.addStranger(name, "container 0123 of someone");

            var failure = catchThrowableOfType(
                    QuaysideException.class,
                    () -> fresh.up(App.of("shop", writing(plain("web"))).withVolume(DATA)));

            assertThat(failure.code()).isEqualTo(ErrorCode.NOT_OWNED);
            assertThat(failure.problem()).contains(name.name(), "container 0123 of someone");
            assertThat(fresh.engine.changes()).allMatch(Change.PullImage.class::isInstance);
        }
    }

    @Test
    void whatIsExternalMustExist() {
        var outside = new Network(
                "outside", "corporate", true, Optional.empty(), Map.of(), false, false, false, List.of(), Map.of());
        App app = new App(
                "shop",
                Map.of("web", Services.on(plain("web"), "outside")),
                Map.of("outside", outside),
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of());

        assertThat(failure(app).code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(failure(app).problem()).contains("external network 'corporate'");
        deployment.engine.addExternal(new Name(Name.Kind.NETWORK, "corporate"));
        assertThat(deployment.steps(app)).doesNotContain("create-network:corporate");
    }

    @Test
    void anImageThatMayNotBePulledMustBeThere() {
        Service web = plain("web")
                .withImage(new ServiceImage(plain("web").image().reference(), Optional.empty(), PullPolicy.NEVER));

        QuaysideException failure = failure(App.of("shop", web));

        assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(failure.problem()).contains("busybox:1.36", "web");
    }

    @Test
    void anImageIsBuiltIfItIsMissingOrIfThatIsAskedFor() {
        App app = App.of("shop", built("web", PullPolicy.MISSING));
        assertThat(deployment.steps(app)).startsWith("build:web");
        deployment.up(app);
        assertThat(deployment.plan(app).isEmpty()).isTrue();

        var always = PlanOptions.DEFAULT.withBuilding(PlanOptions.Building.ALWAYS);
        assertThat(Deployment.ids(deployment.plan(Wanted.of(app), always))).containsExactly("build:web");
        deployment.up(Wanted.of(app), always);
        assertThat(deployment.containers("shop")).containsExactly("shop-web-g1-1");
    }

    @Test
    void aServiceThatUsesWhatAnotherBuildsWaitsForTheBuild() {
        Service worker = plain("worker")
                .withImage(
                        ServiceImage.of(built("web", PullPolicy.MISSING).image().reference()));

        Plan plan = deployment.plan(App.of("shop", worker, built("web", PullPolicy.MISSING)));

        assertThat(plan.imageSteps()).extracting(Step::id).containsExactly("build:web");
    }

    @Test
    void anImageThatIsPulledEveryTimeReplacesTheServiceOnlyIfItIsAnother() {
        Service web = plain("web")
                .withImage(new ServiceImage(plain("web").image().reference(), Optional.empty(), PullPolicy.ALWAYS));
        App app = App.of("shop", web);
        deployment.up(app);

        assertThat(deployment.steps(app)).containsExactly("pull:busybox:1.36");
        deployment.up(app);
        assertThat(deployment.containers("shop")).containsExactly("shop-web-g1-1");
        deployment.engine.addRemoteImage(web.image().reference(), ImageFacts.of("sha256:another"));
        deployment.up(app);
        assertThat(deployment.containers("shop")).containsExactly("shop-web-g2-1");
    }

    @Test
    void servicesThatWaitForEachOtherAreRefused() {
        App app = App.of(
                "shop", after(plain("web"), "api", Condition.STARTED), after(plain("api"), "web", Condition.STARTED));

        assertThat(failure(app).problem()).contains("in a circle", "web → api → web");
    }

    @Test
    void aDependencyThatIsNotActiveMustRunUnlessItIsNotRequired() {
        App app = App.of("shop", after(plain("web"), "db", Condition.STARTED));
        assertThat(failure(app).problem()).contains("'web' depends on 'db'");

        deployment.up(App.of("shop", plain("db")));
        assertThat(deployment.steps(app)).contains("start:web-g1-1");
        Service free = plain("web").withDependency("cache", new Dependency(Condition.HEALTHY, false, false));
        assertThat(deployment.steps(App.of("shop", free))).contains("start:web-g1-1");
    }

    @Test
    void waitingForTheHealthOfAServiceWithoutAHealthCheckIsRefused() {
        App app = App.of("shop", plain("db"), after(plain("web"), "db", Condition.HEALTHY));
        deployment.up(App.of("shop", plain("db")));

        assertThat(failure(app).problem()).contains("'db' has no health check");
    }

    @Test
    void inactiveServicesAreLeftAlone() {
        deployment.up(App.of("shop", plain("web"), plain("tool")));
        App app = App.of("shop", plain("web"));
        App inactive = new App("shop", app.services(), app.networks(), Map.of(), Map.of(), Map.of(), Set.of("tool"));

        Plan plan = deployment.plan(Wanted.of(inactive), PlanOptions.DEFAULT.withOrphans(PlanOptions.Orphans.REMOVE));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.notes()).isEmpty();
    }

    @Test
    void anOrphanThatStillHasWhatAServiceNeedsIsNamed() {
        deployment.up(App.of("shop", writing(plain("db"))).withVolume(DATA));
        App renamed = App.of("shop", writing(plain("pg"))).withVolume(DATA);
        assertThat(failure(renamed).code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(failure(renamed).problem()).contains("volume shop_data", "shop-db-g1-1");

        var fresh = new Deployment();
        Service old = plain("old").withConnectivity(plain("old").connectivity().withPorts(PortMapping.of(80, 80)));
        Service now = plain("now").withConnectivity(plain("now").connectivity().withPorts(PortMapping.of(80, 80)));
        fresh.up(App.of("shop", old));
        assertThat(catchThrowableOfType(QuaysideException.class, () -> fresh.plan(App.of("shop", now))))
                .hasMessageContaining("host port 80/tcp");
    }

    @Test
    void aSecretsContentChangesTheServiceAndIsShownNowhere() {
        var mount = new FileMount(
                "password", "/run/secrets/password", Optional.empty(), Optional.empty(), OptionalInt.empty());
        App app = App.of("shop", plain("web").withStorage(new Storage(List.of(), List.of(), List.of(mount))));
        assertThat(failure(app).problem()).contains("secret 'password'");
        deployment.up(secret(app, "swordfish"), PlanOptions.DEFAULT);

        Plan plan = deployment.plan(secret(app, "correct horse"), PlanOptions.DEFAULT);

        assertThat(plan.describe().getFirst()).startsWith("create web-g2-1: the content of a secret changed;");
        assertThat(plan.toString()).doesNotContain("swordfish", "correct horse");
        String digest = FileContent.of("swordfish").digest().substring(0, 8);
        assertThat(deployment.observed(app).replicas().toString()).doesNotContain(digest);
        assertThat(deployment
                        .plan(secret(app, "swordfish"), PlanOptions.DEFAULT)
                        .isEmpty())
                .isTrue();
    }

    private static Wanted secret(App app, String content) {
        return new Wanted(app, Map.of(FileKey.secret("password"), FileContent.of(content)));
    }

    private static Service built(String name, PullPolicy policy) {
        var reference = ImageRef.parse("shop-" + name);
        return plain(name).withImage(new ServiceImage(reference, Optional.of(Build.of("/src")), policy));
    }

    private QuaysideException failure(App app) {
        return catchThrowableOfType(QuaysideException.class, () -> deployment.plan(app));
    }
}
