package dev.quayside.apply;

import static dev.quayside.plan.Services.after;
import static dev.quayside.plan.Services.changed;
import static dev.quayside.plan.Services.checked;
import static dev.quayside.plan.Services.in;
import static dev.quayside.plan.Services.internal;
import static dev.quayside.plan.Services.once;
import static dev.quayside.plan.Services.plain;
import static dev.quayside.plan.Services.times;
import static dev.quayside.plan.Services.writing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.quayside.engine.Replica;
import dev.quayside.engine.Replica.State;
import dev.quayside.engine.Wanted;
import dev.quayside.engine.memory.Behaviour;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.Attachment;
import dev.quayside.model.Dependency;
import dev.quayside.model.Dependency.Condition;
import dev.quayside.model.Network;
import dev.quayside.model.NetworkMode;
import dev.quayside.model.PortMapping;
import dev.quayside.model.Service;
import dev.quayside.model.Volume;
import dev.quayside.plan.Deployment;
import dev.quayside.plan.PlanOptions;
import dev.quayside.plan.PlanOptions.Orphans;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A run is killed at each moment in turn; the next run, which knows nothing of it, must bring what was wanted. */
class CrashTest {
    private static final int MORE_THAN_ANY_RUN = 500;
    private static final PlanOptions OPTIONS = PlanOptions.DEFAULT.withOrphans(Orphans.REMOVE);

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void theRunAfterAKilledOneBringsWhatWasWanted(String name, App before, App wanted) {
        int moment = 1;
        while (killedAt(moment, before, wanted, wanted)) {
            moment++;
            assertThat(moment).isLessThan(MORE_THAN_ANY_RUN);
        }
        assertThat(moment).as("moments of " + name).isGreaterThan(3);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void afterAKilledRunTheOldVersionCanBeBroughtBack(String name, App before, App wanted) {
        int moment = 1;
        while (killedAt(moment, before, wanted, before)) {
            moment++;
        }
        assertThat(moment).as("moments of " + name).isGreaterThan(3);
    }

    static Stream<Arguments> changes() {
        App empty = App.of("shop");
        App web = App.of("shop", times(checked(plain("web")), 2));
        App data = App.of("shop").withVolume(Volume.named("data", "shop_data"));
        App db = data.withService(checked(writing(plain("db"))));
        App two = twoNetworks(checked(plain("web")));
        App shop = db.withService(after(once(plain("migrate")), "db", Condition.HEALTHY))
                .withService(after(checked(plain("web")), "migrate", Condition.COMPLETED));
        App sidecar = web.withService(in(plain("agent"), new NetworkMode.OfService("web")));
        Service named = plain("web").withLifecycle(plain("web").lifecycle().withContainerName("the-web"));
        Service port = plain("web").withConnectivity(plain("web").connectivity().withPorts(PortMapping.of(8080, 80)));
        Service proxy =
                plain("proxy").withConnectivity(plain("proxy").connectivity().withPorts(PortMapping.of(8080, 80)));
        Service follower = plain("web").withDependency("db", new Dependency(Condition.HEALTHY, true, true));
        return Stream.of(
                arguments("first time", empty, shop),
                arguments(
                        "handover of two replicas",
                        web,
                        web.withService(changed(times(checked(plain("web")), 2), "2"))),
                arguments("handover on two networks", two, twoNetworks(changed(checked(plain("web")), "2"))),
                arguments("scaling down", web, App.of("shop", checked(plain("web")))),
                arguments("scaling down and changing", web, App.of("shop", changed(checked(plain("web")), "2"))),
                arguments(
                        "scaling up and changing", web, App.of("shop", changed(times(checked(plain("web")), 4), "2"))),
                arguments("a database", db, db.withService(changed(checked(writing(plain("db"))), "2"))),
                arguments("everything changes", shop, changedAll(shop)),
                arguments(
                        "a service is renamed and keeps its volume",
                        db,
                        data.withService(checked(writing(plain("pg"))))),
                arguments(
                        "a volume passes to another service",
                        db,
                        data.withService(plain("db")).withService(writing(plain("pg")))),
                arguments("a fixed name", App.of("shop", named), App.of("shop", changed(named, "2"))),
                arguments("a fixed port", App.of("shop", port), App.of("shop", changed(port, "2"))),
                arguments(
                        "a port passes to another service", App.of("shop", port), App.of("shop", plain("web"), proxy)),
                arguments("a sidecar", sidecar, changedAll(sidecar)),
                arguments("another network", shop, otherNetwork(shop)),
                arguments("a network of another name", web, renamedNetwork(web)),
                arguments(
                        "a dependent that follows",
                        db.withService(follower),
                        db.withService(changed(checked(writing(plain("db"))), "2"))
                                .withService(follower)),
                arguments("everything goes but one", shop, App.of("shop", plain("web"))));
    }

    private static boolean killedAt(int moment, App before, App wanted, App finallyWanted) {
        var deployment = new Deployment();
        var invariants = new Invariants();
        deployment.engine.behave("migrate", Behaviour.exitsAfter(1, 0));
        deployment.engine.watch(invariants);
        deployment.up(App.of("other", plain("web"), plain("db")));
        invariants.expect(before);
        deployment.up(Wanted.of(before), OPTIONS);
        invariants.expect(wanted);
        deployment.engine.faults().crashAt(moment);
        try {
            deployment.up(Wanted.of(wanted), OPTIONS);
        } catch (QuaysideException e) {
            assertThat(deployment.engine.faults().crashed()).as(e.getMessage()).isTrue();
        }
        boolean crashed = deployment.engine.faults().crashed();
        deployment.engine.faults().revive();
        invariants.expect(finallyWanted);
        deployment.up(Wanted.of(finallyWanted), OPTIONS);
        invariants.check();
        checkConverged(deployment, finallyWanted);
        return crashed;
    }

    static void checkConverged(Deployment deployment, App app) {
        var observed = deployment.observed(app);
        var plan = deployment.plan(Wanted.of(app), OPTIONS);
        assertThat(plan.describe()).isEmpty();
        for (Service service : app.services().values()) {
            assertThat(observed.replicasOf(service.name()))
                    .as(service.name())
                    .hasSize(service.lifecycle().replicas())
                    .allMatch(r -> r.state() == State.RUNNING || r.completed());
        }
        assertThat(observed.replicas().stream().map(r -> r.id().service())).allMatch(app.services()::containsKey);
        for (Replica replica : observed.replicas()) {
            Objects.requireNonNull(app.services().get(replica.id().service()))
                    .connectivity()
                    .attachments()
                    .keySet()
                    .forEach(key -> assertThat(replica.endpoints())
                            .containsKey(Objects.requireNonNull(app.networks().get(key))
                                    .name()));
            assertThat(replica.endpoints().isEmpty() || replica.serving())
                    .as(replica.name())
                    .isTrue();
        }
        assertThat(deployment.running("other")).containsExactly("other-db-g1-1", "other-web-g1-1");
    }

    private static App changedAll(App app) {
        App changed = app;
        for (Service service : app.services().values()) {
            changed = changed.withService(changed(service, "2"));
        }
        return changed;
    }

    private static App twoNetworks(Service service) {
        var attachments = new LinkedHashMap<String, Attachment>();
        attachments.put("front", Attachment.PLAIN);
        attachments.put("back", Attachment.withAliases("inner"));
        Service attached = in(service, new NetworkMode.Networks(attachments));
        return withNetworks(
                App.of("shop", attached),
                Map.of("front", Network.named("front", "shop_front"), "back", Network.named("back", "shop_back")));
    }

    private static App otherNetwork(App app) {
        return withNetworks(app, Map.of("default", internal(Network.named("default", "shop_default"))));
    }

    private static App renamedNetwork(App app) {
        return withNetworks(app, Map.of("default", Network.named("default", "shop_other")));
    }

    private static App withNetworks(App app, Map<String, Network> networks) {
        return new App(app.name(), app.services(), networks, app.volumes(), Map.of(), Map.of(), Set.of());
    }
}
