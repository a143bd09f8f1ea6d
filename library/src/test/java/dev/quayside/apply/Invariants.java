package dev.quayside.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.Replica;
import dev.quayside.engine.Replica.Health;
import dev.quayside.engine.Replica.State;
import dev.quayside.engine.ReplicaId;
import dev.quayside.model.App;
import dev.quayside.model.Dependency;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What must be true at every moment of every run. It is called with the engine's lock held. */
final class Invariants implements Consumer<List<Replica>> {
    private final List<String> violations = new ArrayList<>();
    private Set<ReplicaId> ran = new HashSet<>();
    private App app = App.of("none");

    /** From now on this app is brought up. */
    void expect(App wanted) {
        app = wanted;
    }

    void check() {
        assertThat(violations).isEmpty();
    }

    @Override
    public void accept(List<Replica> replicas) {
        List<Replica> alive = replicas.stream().filter(Invariants::alive).toList();
        for (Replica one : alive) {
            for (Replica other : alive) {
                if (one.id().compareTo(other.id()) < 0 && sameVolumeTwice(one, other)) {
                    violations.add(one.name() + " and " + other.name() + " run on one volume");
                }
            }
            if (!ran.contains(one.id())) {
                checkDependencies(one, replicas);
            }
        }
        ran = new HashSet<>(alive.stream().map(Replica::id).toList());
    }

    private static boolean sameVolumeTwice(Replica one, Replica other) {
        boolean sameGeneration = one.id().service().equals(other.id().service())
                && one.specHash().equals(other.specHash());
        return !sameGeneration && one.writableVolumes().stream().anyMatch(other.writableVolumes()::contains);
    }

    private void checkDependencies(Replica started, List<Replica> replicas) {
        var service = app.services().get(started.id().service());
        if (service == null || !started.id().app().equals(app.name())) {
            return;
        }
        for (Map.Entry<String, Dependency> entry : service.dependsOn().entrySet()) {
            boolean there = replicas.stream()
                    .filter(r ->
                            r.id().app().equals(app.name()) && r.id().service().equals(entry.getKey()))
                    .anyMatch(r -> fulfils(r, entry.getValue().condition()));
            boolean some = !app.services().containsKey(entry.getKey())
                    || app.services().get(entry.getKey()).lifecycle().replicas() > 0;
            if (!there && some) {
                violations.add(started.name() + " started before " + entry.getKey() + " was "
                        + entry.getValue().condition() + ": " + replicas);
            }
        }
    }

    private static boolean fulfils(Replica replica, Dependency.Condition condition) {
        return switch (condition) {
            case STARTED -> replica.started().isPresent();
            case HEALTHY -> alive(replica) && replica.health() == Health.HEALTHY;
            case COMPLETED -> replica.completed();
        };
    }

    private static boolean alive(Replica replica) {
        return replica.state() == State.RUNNING || replica.state() == State.PAUSED;
    }
}
