package dev.quayside.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.Change;
import dev.quayside.engine.Replica;
import dev.quayside.engine.Wanted;
import dev.quayside.engine.memory.Behaviour;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.Attachment;
import dev.quayside.model.Dependency;
import dev.quayside.model.Dependency.Condition;
import dev.quayside.model.Lifecycle.UpdateOrder;
import dev.quayside.model.Network;
import dev.quayside.model.NetworkMode;
import dev.quayside.model.PortMapping;
import dev.quayside.model.Service;
import dev.quayside.model.Volume;
import dev.quayside.plan.Deployment;
import dev.quayside.plan.PlanOptions;
import dev.quayside.plan.PlanOptions.Orphans;
import dev.quayside.plan.Services;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random apps, changed at random, with runs that are killed at random: the last run always brings what was wanted. */
class RandomAppsTest {
    private static final int SEEDS = Integer.getInteger("quayside.test.seeds", 300);
    private static final int VERSIONS = 4;
    private static final PlanOptions OPTIONS = PlanOptions.DEFAULT.withOrphans(Orphans.REMOVE);
    private static final List<String> NAMES = List.of("db", "api", "web", "job", "cache");

    @ParameterizedTest
    @MethodSource("seeds")
    void theLastRunBringsWhatIsWanted(int seed) {
        var random = new Random(seed);
        var deployment = new Deployment();
        var invariants = new Invariants();
        deployment.engine.behave("job", Behaviour.exitsAfter(1, 0));
        deployment.engine.watch(invariants);
        deployment.up(App.of("other", Services.plain("web"), Services.plain("db")));
        App app = App.of("shop");
        for (int version = 1; version <= VERSIONS; version++) {
            app = randomApp(random, version);
            invariants.expect(app);
            killedOrNot(random, deployment, app);
            if (random.nextInt(3) == 0) {
                disturb(random, deployment, app);
            }
        }
        deployment.engine.faults().revive();
        invariants.expect(app);
        deployment.up(Wanted.of(app), OPTIONS);

        invariants.check();
        CrashTest.checkConverged(deployment, app);
        assertThat(deployment.engine.changes()).noneMatch(Change.RemoveVolume.class::isInstance);
    }

    static IntStream seeds() {
        return IntStream.rangeClosed(1, SEEDS);
    }

    private static void killedOrNot(Random random, Deployment deployment, App app) {
        if (random.nextInt(4) > 0) {
            deployment.engine.faults().crashAt(1 + random.nextInt(40));
        }
        try {
            deployment.up(Wanted.of(app), OPTIONS);
        } catch (QuaysideException e) {
            assertThat(deployment.engine.faults().crashed()).as(e.getMessage()).isTrue();
        }
        deployment.engine.faults().revive();
    }

    /** Someone stops or removes a container by hand. */
    private static void disturb(Random random, Deployment deployment, App app) {
        List<Replica> replicas = deployment.observed(app).replicas();
        if (!replicas.isEmpty()) {
            var id = replicas.get(random.nextInt(replicas.size())).id();
            deployment.engine.perform(new Change.StopReplica(id, Optional.empty()), progress -> {});
            if (random.nextBoolean()) {
                deployment.engine.perform(new Change.RemoveReplica(id), progress -> {});
            }
        }
    }

    private static App randomApp(Random random, int version) {
        var services = new LinkedHashMap<String, Service>();
        String writer = NAMES.get(random.nextInt(2));
        for (String name : NAMES) {
            if (random.nextInt(5) > 0) {
                services.put(name, randomService(random, name, writer, services, version));
            }
        }
        Network network = Network.named("default", "shop_default");
        var networks = Map.of(
                "default",
                random.nextInt(6) == 0 ? Services.internal(network) : network,
                "back",
                Network.named("back", "shop_back"));
        var volumes = Map.of("data", Volume.named("data", "shop_data"));
        return new App("shop", services, networks, volumes, Map.of(), Map.of(), Set.of());
    }

    private static Service randomService(
            Random random, String name, String writer, Map<String, Service> earlier, int version) {
        Service service = Services.plain(name);
        if (name.equals("job")) {
            return withDependencies(random, Services.once(service), earlier);
        }
        if (random.nextBoolean()) {
            service = Services.changed(service, Integer.toString(random.nextInt(version)));
        }
        if (random.nextBoolean()) {
            service = Services.checked(service);
        }
        if (name.equals(writer)) {
            service = Services.writing(service);
        }
        service = withWayOfReplacement(random, service);
        service = withNetwork(random, service, earlier);
        return withDependencies(random, service, earlier);
    }

    private static Service withWayOfReplacement(Random random, Service service) {
        return switch (random.nextInt(6)) {
            case 0 -> service.withLifecycle(service.lifecycle().withContainerName("fixed-" + service.name()));
            case 1 ->
                service.withConnectivity(service.connectivity()
                        .withPorts(PortMapping.of(8000 + random.nextInt(2) * 80 + NAMES.indexOf(service.name()), 80)));
            case 2 ->
                service.withLifecycle(service.lifecycle()
                        .withUpdateOrder(UpdateOrder.STOP_FIRST)
                        .withReplicas(2));
            default -> Services.times(service, random.nextInt(4));
        };
    }

    private static Service withNetwork(Random random, Service service, Map<String, Service> earlier) {
        return switch (random.nextInt(8)) {
            case 0 -> Services.on(service, "back");
            case 1 ->
                Services.in(
                        service,
                        new NetworkMode.Networks(
                                Map.of("default", Attachment.withAliases("alias"), "back", Attachment.PLAIN)));
            case 2 -> service.connectivity().ports().isEmpty() ? Services.in(service, new NetworkMode.Host()) : service;
            case 3 ->
                provider(earlier)
                        .map(p -> Services.in(service, new NetworkMode.OfService(p)))
                        .orElse(service);
            default -> service;
        };
    }

    private static Optional<String> provider(Map<String, Service> earlier) {
        return earlier.values().stream()
                .filter(s -> s.lifecycle().replicas() > 0 && !s.name().equals("job"))
                .filter(s -> !s.connectivity().attachments().isEmpty())
                .map(Service::name)
                .findFirst();
    }

    private static Service withDependencies(Random random, Service service, Map<String, Service> earlier) {
        Service result = service;
        for (Service other : new ArrayList<>(earlier.values())) {
            if (random.nextInt(3) == 0) {
                Condition condition = other.name().equals("job")
                        ? Condition.COMPLETED
                        : other.healthCheck().isPresent() && random.nextBoolean()
                                ? Condition.HEALTHY
                                : Condition.STARTED;
                boolean restart = !other.name().equals("job") && random.nextInt(4) == 0;
                result = result.withDependency(other.name(), new Dependency(condition, restart, true));
            }
        }
        return result;
    }
}
