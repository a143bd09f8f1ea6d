package dev.quayside.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.Change;
import dev.quayside.engine.ImageFacts;
import dev.quayside.engine.Observed;
import dev.quayside.engine.Replica;
import dev.quayside.engine.Replica.Health;
import dev.quayside.engine.Replica.State;
import dev.quayside.engine.ReplicaId;
import dev.quayside.engine.Wanted;
import dev.quayside.engine.memory.MemoryEngine;
import dev.quayside.model.App;
import dev.quayside.model.Attachment;
import dev.quayside.model.Dependency.Condition;
import dev.quayside.model.Network;
import dev.quayside.model.NetworkMode;
import dev.quayside.model.Service;
import dev.quayside.model.Volume;
import dev.quayside.plan.Action;
import dev.quayside.plan.Deployment.PatientTicker;
import dev.quayside.plan.Plan;
import dev.quayside.plan.PlanOptions;
import dev.quayside.plan.PlanOptions.Orphans;
import dev.quayside.plan.Planner;
import dev.quayside.plan.Services;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** States that no run of ours leaves behind, but someone else may: one run brings what was wanted all the same. */
class RandomStatesTest {
    private static final int SEEDS = Integer.getInteger("quayside.test.seeds", 300);
    private static final PlanOptions OPTIONS = PlanOptions.DEFAULT.withOrphans(Orphans.REMOVE);
    private static final List<State> STATES = List.of(State.values());
    private static final List<Health> HEALTHS = List.of(Health.STARTING, Health.HEALTHY, Health.UNHEALTHY);
    private static final Map<String, Network> NETWORKS =
            Map.of("default", Network.named("default", "shop_default"), "back", Network.named("back", "shop_back"));

    private final Planner planner = new Planner();

    @ParameterizedTest
    @MethodSource("seeds")
    void oneRunBringsWhatIsWantedFromAnyState(int seed) {
        var random = new Random(seed);
        App app = app(random);
        Observed fresh = converged(app);
        Observed state = new Observed(
                "shop",
                replicas(random, fresh),
                some(random, fresh.networks()),
                fresh.volumes(),
                fresh.images(),
                Map.of(),
                Set.of(),
                Optional.empty());
        MemoryEngine engine = MemoryEngine.copyOf(app, state);

        new Applier(engine, new PatientTicker(), ApplySettings.DEFAULT)
                .up(Wanted.of(app), OPTIONS, ApplyListener.silent());

        Observed after = engine.observe(Wanted.of(app));
        assertThat(planner.plan(Wanted.of(app), after, OPTIONS).describe()).isEmpty();
        for (Service service : app.services().values()) {
            assertThat(after.replicasOf(service.name()))
                    .hasSize(service.lifecycle().replicas())
                    .allMatch(replica -> replica.state() == State.RUNNING);
        }
        assertThat(after.replicas()).allMatch(r -> r.endpoints().isEmpty() || r.serving());
        assertThat(engine.changes()).noneMatch(Change.RemoveVolume.class::isInstance);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aPlanIsTheSameForTheSameStateAndNamesOnlyWhatIsTheApps(int seed) {
        var random = new Random(seed);
        App app = app(random);
        Observed fresh = converged(app);
        Observed state = new Observed(
                "shop",
                replicas(random, fresh),
                fresh.networks(),
                fresh.volumes(),
                fresh.images(),
                Map.of(),
                Set.of(),
                Optional.empty());

        Plan plan = planner.plan(Wanted.of(app), state, OPTIONS);

        assertThat(planner.plan(Wanted.of(app), state, OPTIONS).describe()).isEqualTo(plan.describe());
        assertThat(planner.plan(Wanted.of(app), state, OPTIONS).hash()).isEqualTo(plan.hash());
        assertThat(plan.steps()).allSatisfy(step -> {
            assertThat(step.cause()).isNotBlank();
            step.replica().ifPresent(id -> assertThat(id.app()).isEqualTo("shop"));
            assertThat(step.action()).isInstanceOfAny(Action.Perform.class, Action.Await.class, Action.Drain.class);
        });
    }

    static IntStream seeds() {
        return IntStream.rangeClosed(1, SEEDS);
    }

    private static Observed converged(App app) {
        var engine = new MemoryEngine();
        app.services().values().forEach(s -> engine.addImage(s.image().reference(), ImageFacts.of("sha256:1")));
        new Applier(engine, new PatientTicker(), ApplySettings.DEFAULT)
                .up(Wanted.of(app), OPTIONS, ApplyListener.silent());
        return engine.observe(Wanted.of(app));
    }

    private static App app(Random random) {
        Service db = Services.writing(Services.checked(Services.plain("db")));
        Service web = Services.after(Services.times(Services.plain("web"), random.nextInt(4)), "db", Condition.HEALTHY);
        if (random.nextBoolean()) {
            web = Services.in(
                    web,
                    new NetworkMode.Networks(Map.of("default", Attachment.PLAIN, "back", Attachment.withAliases("b"))));
        }
        Service agent = random.nextBoolean()
                ? Services.in(Services.plain("agent"), new NetworkMode.OfService("db"))
                : Services.checked(Services.plain("agent"));
        App app = App.of("shop", db, web, agent).withVolume(Volume.named("data", "shop_data"));
        return new App("shop", app.services(), NETWORKS, app.volumes(), Map.of(), Map.of(), Set.of());
    }

    private static Map<String, Observed.Resource> some(Random random, Map<String, Observed.Resource> networks) {
        var some = new HashMap<>(networks);
        some.values().removeIf(network -> random.nextInt(8) == 0);
        return some;
    }

    private static List<Replica> replicas(Random random, Observed fresh) {
        var replicas = new ArrayList<Replica>();
        for (Replica original : fresh.replicas()) {
            for (int generation = 1; generation <= 3; generation++) {
                if (random.nextInt(3) > 0) {
                    replicas.add(variant(random, original, original.id().service(), generation));
                }
            }
        }
        if (!fresh.replicas().isEmpty() && random.nextBoolean()) {
            replicas.add(variant(random, fresh.replicas().getFirst(), "gone", 1));
        }
        return replicas;
    }

    private static Replica variant(Random random, Replica original, String service, int generation) {
        var id = new ReplicaId("shop", service, generation, original.id().number());
        State state = STATES.get(random.nextInt(STATES.size()));
        boolean alive = state == State.RUNNING || state == State.PAUSED;
        var endpoints = new HashMap<String, Replica.Endpoint>();
        original.endpoints().forEach((network, endpoint) -> {
            if (random.nextInt(5) > 0) {
                List<String> aliases = random.nextBoolean() ? endpoint.aliases() : List.of();
                endpoints.put(network, new Replica.Endpoint(aliases, endpoint.address(), endpoint.macAddress()));
            }
        });
        Health health =
                original.health() == Health.NONE || !alive ? Health.NONE : HEALTHS.get(random.nextInt(HEALTHS.size()));
        return new Replica(
                id,
                "handle-" + id.name(),
                id.name(),
                random.nextBoolean() ? original.specHash() : "another",
                original.parts(),
                original.image(),
                original.imageId(),
                state,
                health,
                state == State.EXITED ? OptionalInt.of(random.nextInt(2)) : OptionalInt.empty(),
                false,
                "",
                Instant.EPOCH,
                state == State.CREATED ? Optional.empty() : Optional.of(Instant.EPOCH),
                state == State.EXITED ? Optional.of(Instant.ofEpochSecond(random.nextInt(9))) : Optional.empty(),
                0,
                endpoints,
                List.of(),
                original.writableVolumes());
    }
}
