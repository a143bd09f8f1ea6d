package dev.quayside.plan;

import static dev.quayside.plan.Services.changed;
import static dev.quayside.plan.Services.checked;
import static dev.quayside.plan.Services.in;
import static dev.quayside.plan.Services.once;
import static dev.quayside.plan.Services.plain;
import static dev.quayside.plan.Services.times;
import static dev.quayside.plan.Services.writing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.quayside.engine.ImageFacts;
import dev.quayside.engine.Observed.Name;
import dev.quayside.engine.Wanted;
import dev.quayside.engine.memory.Behaviour;
import dev.quayside.model.App;
import dev.quayside.model.Attachment;
import dev.quayside.model.Dependency;
import dev.quayside.model.Dependency.Condition;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Lifecycle.UpdateOrder;
import dev.quayside.model.Mount;
import dev.quayside.model.Network;
import dev.quayside.model.NetworkMode;
import dev.quayside.model.PortMapping;
import dev.quayside.model.Service;
import dev.quayside.model.ServiceImage;
import dev.quayside.model.ServiceProcess;
import dev.quayside.model.Storage;
import dev.quayside.model.Volume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which of old and new runs first, and what follows a replacement. */
class ReplacementTest {
    private final Deployment deployment = new Deployment();

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysOfReplacement")
    void aChangedServiceIsReplacedInTheWayThatItsPropertiesAllow(String reason, String way, Service service) {
        deployment.engine.addExternal(new Name(Name.Kind.NETWORK, "outside"));
        App app = app(service);
        deployment.up(app);

        Plan plan = deployment.plan(app.withService(changed(service, "2")));

        String cause = plan.steps().stream()
                .filter(step -> step.id().equals("create:web-g2-1"))
                .findFirst()
                .orElseThrow()
                .cause();
        assertThat(cause).contains(way).contains(reason);
    }

    static Stream<Arguments> waysOfReplacement() {
        Service web = plain("web");
        return Stream.of(
                arguments("two generations of it can run side by side", "start-first without a gap", web),
                arguments("writes volume data", "stop-first", writing(web)),
                arguments(
                        "side by side",
                        "start-first",
                        with(web, new Mount.VolumeMount("data", "/data", true, true, Optional.empty()))),
                arguments(
                        "writes /srv",
                        "stop-first",
                        with(
                                web,
                                new Mount.BindMount("/srv", "/srv", false, false, Optional.empty(), Optional.empty()))),
                arguments(
                        "side by side",
                        "start-first",
                        with(
                                web,
                                new Mount.BindMount("/srv", "/srv", true, false, Optional.empty(), Optional.empty()))),
                arguments("writes a volume at /x", "stop-first", with(web, new Mount.AnonymousMount("/x", false))),
                arguments(
                        "side by side",
                        "start-first",
                        with(web, new Mount.TmpfsMount("/tmp", OptionalLong.empty(), OptionalInt.empty()))),
                arguments("host port 80 can be held once", "stop-first", ports(web, PortMapping.of(80, 80))),
                arguments("side by side", "start-first", ports(web, PortMapping.ephemeral(80))),
                arguments(
                        "one container only can be called fixed",
                        "the old one cannot be kept",
                        web.withLifecycle(web.lifecycle().withContainerName("fixed"))),
                arguments("its hostname web is a service's name", "stop-first", hostname(web, "web")),
                arguments("side by side", "start-first", hostname(web, "elsewhere")),
                arguments("it uses the host's network", "stop-first", in(web, new NetworkMode.Host())),
                arguments("it has no network", "stop-first", in(web, new NetworkMode.None())),
                arguments("network outside is external", "stop-first", Services.on(web, "outside")),
                arguments("the file says so", "stop-first", order(web, UpdateOrder.STOP_FIRST)),
                arguments("one after the other", "stop-first", order(times(web, 2), UpdateOrder.STOP_FIRST)),
                arguments(
                        "the file says so, although it writes volume data",
                        "start-first without a gap",
                        order(writing(web), UpdateOrder.START_FIRST)),
                arguments(
                        "both answer for a while",
                        "start-first",
                        order(Services.on(web, "outside"), UpdateOrder.START_FIRST)),
                arguments(
                        "host port 80 can be held once",
                        "stop-first",
                        order(ports(web, PortMapping.of(80, 80)), UpdateOrder.START_FIRST)),
                arguments(
                        "address 10.0.0.9 can be held once",
                        "stop-first",
                        in(web, new NetworkMode.Networks(Map.of("default", address("10.0.0.9"))))),
                arguments("it runs to its end", "stop-first", once(web)));
    }

    @Test
    void anImagesVolumeCountsAsWritten() {
        ImageRef postgres = ImageRef.parse("postgres:17");
        deployment.engine.addImage(
                postgres,
                new ImageFacts(
                        "sha256:1",
                        List.of("/var/lib/postgresql/data"),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        Service db = Service.of("db", postgres);
        deployment.up(App.of("shop", db));

        Plan plan = deployment.plan(App.of("shop", changed(db, "2")));

        assertThat(plan.describe().getFirst()).contains("stop-first", "writes the image's volume /var/lib/postgresql");
        assertThat(plan.losses()).extracting(Step::id).containsExactly("remove:db-g1-1");
    }

    @Test
    void anEngineThatCannotMoveNamesReplacesStopFirst() {
        App app = App.of("shop", plain("web"));
        deployment.up(app);

        Plan plan = deployment.plan(
                Wanted.of(app.withService(changed(plain("web"), "2"))), PlanOptions.DEFAULT.withHandover(false));

        assertThat(plan.describe().getFirst()).contains("stop-first", "this engine cannot move names");
    }

    @Test
    void anotherImageIsNamedWithBothIds() {
        ImageRef image = plain("web").image().reference();
        deployment.engine.addImage(image, ImageFacts.of("sha256:aaaaaaaaaaaaaaaa"));
        deployment.up(App.of("shop", plain("web")));
        deployment.engine.addImage(image, ImageFacts.of("sha256:bbbbbbbbbbbbbbbb"));

        assertThat(deployment.plan(App.of("shop", plain("web"))).describe().getFirst())
                .startsWith("create web-g2-1: image changed: sha256:aaaaaaaaaaaa → sha256:bbbbbbbbbbbb;");
    }

    @Test
    void anotherTagOfTheSameImageChangesNothing() {
        ImageRef other = ImageRef.parse("busybox:latest");
        deployment.engine.addImage(plain("web").image().reference(), ImageFacts.of("sha256:1"));
        deployment.engine.addImage(other, ImageFacts.of("sha256:1"));
        deployment.up(App.of("shop", plain("web")));

        assertThat(deployment
                        .plan(App.of("shop", plain("web").withImage(ServiceImage.of(other))))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aSidecarFollowsTheContainerWhoseNetworkItUses() {
        App app = App.of("shop", plain("web"), in(plain("agent"), new NetworkMode.OfService("web")));
        deployment.up(app);

        Plan plan = deployment.plan(app.withService(changed(plain("web"), "2")));

        assertThat(Deployment.ids(plan)).containsSubsequence("promote:web-g2-1", "create:agent-g2-1");
        assertThat(plan.describe()).anyMatch(line -> line.startsWith("create agent-g2-1: container of web changed"));
    }

    @Test
    void aDependentIsReplacedWithItsDependencyOnlyIfItAsksForThat() {
        Service follower = plain("api").withDependency("db", new Dependency(Condition.HEALTHY, true, true));
        Service other = plain("web").withDependency("db", Dependency.on(Condition.HEALTHY));
        App app = App.of("shop", checked(plain("db")), follower, other);
        deployment.up(app);

        Plan plan = deployment.plan(app.withService(changed(checked(plain("db")), "2")));

        assertThat(Deployment.ids(plan))
                .containsSubsequence("promote:db-g2-1", "start:api-g2-1")
                .noneMatch(id -> id.contains("web"));
    }

    @Test
    void everythingOrNothingIsCreatedAgainIfThatIsAskedFor() {
        App app = App.of("shop", plain("web"));
        deployment.up(app);

        Plan all = deployment.plan(Wanted.of(app), PlanOptions.DEFAULT.withRecreation(PlanOptions.Recreation.ALL));
        assertThat(all.describe().getFirst()).startsWith("create web-g2-1: asked to be created again");
        Plan none = deployment.plan(
                Wanted.of(app.withService(changed(plain("web"), "2"))),
                PlanOptions.DEFAULT.withRecreation(PlanOptions.Recreation.NONE));
        assertThat(none.isEmpty()).isTrue();
    }

    @Test
    void aServiceThatRanToItsEndIsReplacedWhenItChanges() {
        deployment.engine.behave("job", Behaviour.exitsAfter(0, 0));
        deployment.up(App.of("shop", once(plain("job"))));

        assertThat(deployment.steps(App.of("shop", changed(once(plain("job")), "2"))))
                .containsExactly("create:job-g2-1", "start:job-g2-1", "remove:job-g1-1");
    }

    @Test
    void anotherNetworkMakesItAnewAndReplacesWhoIsOnIt() {
        App app = App.of("shop", plain("web"));
        deployment.up(app);
        var network = Services.internal(Network.named("default", "shop_default"));
        App changed =
                new App("shop", app.services(), Map.of("default", network), Map.of(), Map.of(), Map.of(), Set.of());

        assertThat(deployment.steps(changed))
                .containsExactly(
                        "stop:web-g1-1",
                        "remove:web-g1-1",
                        "remove-network:shop_default",
                        "create-network:shop_default",
                        "create:web-g2-1",
                        "start:web-g2-1");
    }

    @Test
    void aVolumeOfOtherOptionsIsUsedAsItIsAndThatIsSaid() {
        App app = App.of("shop", writing(plain("db"))).withVolume(Volume.named("data", "shop_data"));
        deployment.up(app);
        var other = new Volume("data", "shop_data", false, Optional.of("local"), Map.of("type", "tmpfs"), Map.of());

        Plan plan = deployment.plan(app.withVolume(other));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.notes()).singleElement().asString().contains("shop_data", "used as it is");
    }

    private static App app(Service service) {
        var outside = new Network(
                "outside", "outside", true, Optional.empty(), Map.of(), false, false, false, List.of(), Map.of());
        App app = App.of("shop", service).withVolume(Volume.named("data", "shop_data"));
        var networks = Map.of("default", Network.named("default", "shop_default"), "outside", outside);
        return new App("shop", app.services(), networks, app.volumes(), Map.of(), Map.of(), Set.of());
    }

    private static Service with(Service service, Mount mount) {
        return service.withStorage(Storage.of(mount));
    }

    private static Service ports(Service service, PortMapping port) {
        return service.withConnectivity(service.connectivity().withPorts(port));
    }

    private static Service order(Service service, UpdateOrder order) {
        return service.withLifecycle(service.lifecycle().withUpdateOrder(order));
    }

    private static Attachment address(String address) {
        return new Attachment(
                List.of(), Optional.of(address), Optional.empty(), List.of(), Optional.empty(), Map.of(), 0);
    }

    private static Service hostname(Service service, String hostname) {
        ServiceProcess process = service.process();
        return service.withProcess(new ServiceProcess(
                process.entrypoint(),
                process.command(),
                process.environment(),
                process.workingDirectory(),
                process.user(),
                process.groups(),
                Optional.of(hostname),
                process.domainName(),
                process.tty(),
                process.stdinOpen(),
                process.init()));
    }
}
