package dev.quayside.plan;

import dev.quayside.engine.Change;
import dev.quayside.engine.Replica;
import dev.quayside.engine.Replica.State;
import dev.quayside.engine.ReplicaId;
import dev.quayside.engine.ReplicaSpec;
import dev.quayside.model.Lifecycle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The steps of single replicas: to make one, to start it, to give it its names, to let an old one go. */
final class ReplicaSteps {
    private final Steps steps;
    private final Gates gates;
    private final Images images;
    private final SharedResources resources;
    private final Claims claims;

    ReplicaSteps(Steps steps, Gates gates, Images images, SharedResources resources, Claims claims) {
        this.steps = steps;
        this.gates = gates;
        this.images = images;
        this.resources = resources;
        this.claims = claims;
    }

    /** Whether a container gets the service's names with its creation. */
    enum Names {
        AT_ONCE,
        LATER
    }

    /** Creates what is missing, or completes what was created and never started; nothing for others. */
    List<String> create(Target target, Slot slot, Names names, Collection<String> after) {
        boolean unfinished = slot.in(State.CREATED);
        if (slot.current().isPresent() && !unfinished) {
            return List.of();
        }
        var before = new LinkedHashSet<>(after);
        before.addAll(images.stepOf(target.service()));
        before.addAll(resources.before(target.service()));
        DependencyOrder.providers(target.service()).forEach(name -> before.addAll(gates.thereOf(name)));
        String cause = unfinished ? "it was created but never started: its files are completed" : cause(target, slot);
        ReplicaSpec spec = target.template().spec(slot.id(), names == Names.AT_ONCE);
        return List.of(steps.change(new Change.CreateReplica(spec), cause, before));
    }

    /** Starts or resumes a slot's replica if that is needed, and says that it is there with this step. */
    List<String> start(Target target, Slot slot, Collection<String> after) {
        if (slot.in(State.PAUSED)) {
            String id = promote(target, slot, "it is paused, as a killed run leaves it", List.of());
            return List.of(id);
        }
        if (!target.starts(slot)) {
            return List.of();
        }
        var before = new LinkedHashSet<>(after);
        before.addAll(gates.before(target.service()));
        before.addAll(claims.freedBefore(target));
        String id = steps.change(new Change.StartReplica(slot.id()), startCause(slot), before);
        gates.isThereWith(slot.id(), id);
        return List.of(id);
    }

    /** Whether a replica that is there lacks a name or network. */
    boolean lacksNames(Target target, Slot slot) {
        return slot.current()
                .filter(replica -> replica.state() == State.RUNNING || target.starts(slot))
                .filter(replica -> !target.template().hasAllNames(replica))
                .isPresent();
    }

    /** Gives a slot's replica the service's names. */
    String promote(Target target, Slot slot, String cause, Collection<String> after) {
        var change = new Change.PromoteReplica(target.template().spec(slot.id(), true));
        var before = new LinkedHashSet<>(after);
        before.addAll(resources.before(target.service()));
        String id = steps.change(change, cause, before);
        gates.isThereWith(slot.id(), id);
        return id;
    }

    /** Takes the names from an old replica, drains it, stops it and removes it; returns the first of these steps. */
    String retireServing(Target target, Replica old, String cause, Collection<String> after) {
        if (old.state() == State.RESTARTING || !Target.alive(old)) {
            return retire(target, old, cause, after);
        }
        var done = new ArrayList<>(after);
        String first = "";
        if (old.state() == State.PAUSED || hasName(old)) {
            done.addAll(resources.before(target.service()));
            first = steps.change(new Change.DemoteReplica(old.id()), cause, done);
            done.add(first);
        }
        var time = target.service().lifecycle().drainTime().orElse(Lifecycle.DEFAULT_DRAIN_TIME);
        String drain = steps.add(Step.of(
                new Action.Drain(old.id(), time),
                time.toSeconds() + " s for what it has accepted and for clients that remember its address",
                Set.copyOf(done)));
        retire(target, old, cause, List.of(drain));
        return first.isEmpty() ? drain : first;
    }

    /** Stops an old replica if it is alive, and removes it; returns the first of these steps. */
    String retire(Target target, Replica old, String cause, Collection<String> after) {
        if (!Target.alive(old)) {
            return remove(target, old, cause, after);
        }
        String stop = stop(old, cause, after);
        remove(target, old, cause, List.of(stop));
        return stop;
    }

    String stop(Replica old, String cause, Collection<String> after) {
        return steps.change(new Change.StopReplica(old.id(), Optional.empty()), cause, after);
    }

    String remove(Target target, Replica old, String cause, Collection<String> after) {
        Step step = Step.of(new Action.Perform(new Change.RemoveReplica(old.id())), cause, Set.copyOf(after));
        return steps.add(target.hasAnonymousData() ? step.losingData() : step);
    }

    private static boolean hasName(Replica replica) {
        return replica.endpoints().values().stream()
                .anyMatch(e -> e.aliases().contains(replica.id().service()));
    }

    private static String cause(Target target, Slot slot) {
        return slot.cause()
                + (target.olds().isEmpty() ? "" : "; " + target.replacement().describe());
    }

    private static String startCause(Slot slot) {
        Replica there = slot.current().orElse(null);
        if (there == null) {
            return "it is new";
        }
        if (there.state() == State.CREATED) {
            return "it was created but never started";
        }
        return there.exitCode().isPresent()
                ? "it has ended with exit code " + there.exitCode().getAsInt()
                : "it does not run";
    }

    /** The short name of a replica in a cause. */
    static String name(ReplicaId id) {
        return Action.shortName(id);
    }
}
