package dev.quayside.plan;

import dev.quayside.engine.Change;
import dev.quayside.engine.Replica;
import dev.quayside.engine.Replica.State;
import dev.quayside.plan.Replacement.Way;
import dev.quayside.plan.ReplicaSteps.Names;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The steps that bring one service from what is there to what is wanted. */
final class ServiceSteps {
    private static final List<String> NOTHING = List.of();

    private final ReplicaSteps replicas;
    private final Gates gates;
    private final Claims claims;
    private final List<Fallback> fallbacks;
    private final boolean networksReplaced;

    ServiceSteps(
            ReplicaSteps replicas, Gates gates, Claims claims, List<Fallback> fallbacks, boolean networksReplaced) {
        this.replicas = replicas;
        this.gates = gates;
        this.claims = claims;
        this.fallbacks = fallbacks;
        this.networksReplaced = networksReplaced;
    }

    void add(Target target) {
        boolean early = target.olds().stream().anyMatch(old -> Target.alive(old) && claims.takenOver(old));
        Way way = target.replacement().way();
        if (target.olds().isEmpty() || (target.replacement().startsFirst() && !early)) {
            startFirst(target);
        } else if (way == Way.NO_WAY_BACK) {
            withoutWayBack(target, early);
        } else if (way == Way.STOP_EACH && !early) {
            Collection<String> turn = NOTHING;
            for (Slot slot : target.slots()) {
                turn = stopFirst(target, List.of(slot), target.oldsOf(slot), turn, early);
            }
        } else {
            var olds = new ArrayList<>(target.olds());
            olds.removeAll(target.scaledAway());
            stopFirst(target, target.slots(), olds, NOTHING, early);
        }
        surplus(target, early);
    }

    private void startFirst(Target target) {
        boolean beside = target.hasLiveOlds() && target.replacement().way() == Way.HANDOVER;
        Collection<String> turn = NOTHING;
        for (Slot slot : target.slots()) {
            List<Replica> olds = target.oldsOf(slot);
            List<String> created = replicas.create(target, slot, beside ? Names.LATER : Names.AT_ONCE, turn);
            List<String> started = replicas.start(target, slot, union(created, turn));
            boolean newcomer = beside && slot.current().isEmpty();
            boolean promoted = (newcomer || replicas.lacksNames(target, slot)) && !slot.in(State.PAUSED);
            List<String> ready = awaitReady(target, slot, started, promoted || !olds.isEmpty());
            if (promoted) {
                String cause = beside ? "it takes over the service's names" : "it lacks a network or a name";
                replicas.promote(target, slot, cause, union(started, ready));
            } else if (!ready.isEmpty()) {
                gates.isThereWith(slot.id(), ready.getFirst());
            }
            failsAlone(target, slot, olds, created, started, ready);
            turn = retire(target, slot, olds, union(gates.there(slot.id()), ready));
        }
    }

    private List<String> retire(Target target, Slot slot, List<Replica> olds, Collection<String> after) {
        String cause = ReplicaSteps.name(slot.id()) + " has taken its place";
        var turn = new LinkedHashSet<>(after);
        for (Replica old : olds) {
            boolean handsOver = target.replacement().way() == Way.HANDOVER;
            String first = handsOver
                    ? replicas.retireServing(target, old, cause, after)
                    : replicas.retire(target, old, cause, after);
            if (Target.alive(old)) {
                turn.add(first);
            }
        }
        return target.hasLiveOlds() ? List.copyOf(turn) : NOTHING;
    }

    /** A newcomer that does not work goes again; the old ones have served all the time. */
    private void failsAlone(
            Target target,
            Slot slot,
            List<Replica> olds,
            List<String> created,
            List<String> started,
            List<String> ready) {
        if (olds.stream().anyMatch(Target::alive) && !ready.isEmpty()) {
            var changes =
                    List.of(new Change.StopReplica(slot.id(), Optional.empty()), new Change.RemoveReplica(slot.id()));
            fallbacks.add(new Fallback(
                    target.name(),
                    Set.of(),
                    Set.copyOf(union(union(created, started), ready)),
                    List.copyOf(changes),
                    ReplicaSteps.name(slot.id()) + " is removed; the old containers of " + target.name()
                            + " go on serving"));
        }
    }

    private List<String> stopFirst(
            Target target, List<Slot> slots, List<Replica> olds, Collection<String> turn, boolean early) {
        var created = new ArrayList<String>();
        slots.forEach(slot -> created.addAll(replicas.create(target, slot, Names.AT_ONCE, turn)));
        Set<String> beforeStop = beforeStop(target, slots, union(created, turn), early);
        var stopped = new ArrayList<String>();
        olds.stream()
                .filter(Target::alive)
                .forEach(old -> stopped.add(replicas.stop(
                        old, "its place is needed: " + target.replacement().describe(), beforeStop)));
        var started = new ArrayList<String>();
        var ready = new ArrayList<String>();
        var there = new ArrayList<String>();
        for (Slot slot : slots) {
            List<String> start = replicas.start(target, slot, union(created, stopped));
            started.addAll(start);
            ready.addAll(target.oneShot() ? NOTHING : awaitReady(target, slot, start, !olds.isEmpty()));
            if (replicas.lacksNames(target, slot) && !slot.in(State.PAUSED)) {
                replicas.promote(target, slot, "it lacks a network or a name", union(start, ready));
            } else if (!ready.isEmpty()) {
                gates.isThereWith(slot.id(), ready.getLast());
            }
            there.addAll(gates.there(slot.id()));
        }
        takeBack(target, slots, olds, new StopFirstIds(stopped, started, ready));
        String cause = "the new generation has taken its place";
        olds.forEach(old -> replicas.remove(target, old, cause, union(union(stopped, there), ready)));
        return List.copyOf(union(there, ready));
    }

    /** The old ones stop when all is there that the new ones need; early, when another service waits for what they have. */
    private Set<String> beforeStop(Target target, List<Slot> slots, List<String> created, boolean early) {
        if (early && !DependencyOrder.providers(target.service()).isEmpty()) {
            return Set.of();
        }
        var before = new LinkedHashSet<>(created);
        if (!early && slots.stream().anyMatch(target::starts)) {
            before.addAll(gates.before(target.service()));
        }
        return before;
    }

    /** The ids of a group of replicas that is replaced stop-first. */
    private record StopFirstIds(List<String> stopped, List<String> started, List<String> ready) {}

    /** If the new ones do not work, the old ones are started again. */
    private void takeBack(Target target, List<Slot> slots, List<Replica> olds, StopFirstIds ids) {
        List<Replica> kept = kept(olds);
        List<Slot> unproven = slots.stream().filter(slot -> !slot.ready()).toList();
        if (kept.isEmpty() || unproven.isEmpty() || target.oneShot()) {
            return;
        }
        var changes = new ArrayList<Change>();
        unproven.forEach(slot -> changes.add(new Change.StopReplica(slot.id(), Optional.empty())));
        kept.forEach(old -> changes.add(new Change.StartReplica(old.id())));
        unproven.forEach(slot -> changes.add(new Change.RemoveReplica(slot.id())));
        var covers = union(union(ids.stopped(), ids.started()), ids.ready());
        String names = String.join(
                ", ", kept.stream().map(old -> ReplicaSteps.name(old.id())).toList());
        fallbacks.add(new Fallback(
                target.name(),
                Set.copyOf(ids.stopped().isEmpty() ? covers : ids.stopped()),
                Set.copyOf(covers),
                changes,
                names + " is started again, and what was to replace it is removed"));
    }

    /** The old ones that served last: those that run, or else of each number the one that ended last. */
    private static List<Replica> kept(List<Replica> olds) {
        List<Replica> alive = olds.stream().filter(Target::alive).toList();
        if (!alive.isEmpty()) {
            return alive;
        }
        var latest = Comparator.comparing((Replica r) -> r.finished().orElse(Instant.MIN))
                .thenComparing(Replica::id);
        return olds.stream()
                .filter(old -> old.state() == State.EXITED)
                .filter(old -> olds.stream()
                        .filter(o -> o.state() == State.EXITED
                                && o.id().number() == old.id().number())
                        .noneMatch(o -> latest.compare(o, old) > 0))
                .toList();
    }

    private void withoutWayBack(Target target, boolean early) {
        String cause = "its place is needed: " + target.replacement().describe();
        var beforeStop = new LinkedHashSet<String>();
        if (!networksReplaced && !early && target.startsAny()) {
            beforeStop.addAll(gates.before(target.service()));
        }
        var removed = new ArrayList<String>();
        for (Replica old : target.olds()) {
            replicas.retire(target, old, cause, beforeStop);
            removed.add("remove:" + ReplicaSteps.name(old.id()));
        }
        for (Slot slot : target.slots()) {
            List<String> created = replicas.create(target, slot, Names.AT_ONCE, removed);
            List<String> started = replicas.start(target, slot, union(created, removed));
            if (replicas.lacksNames(target, slot) && !slot.in(State.PAUSED)) {
                replicas.promote(target, slot, "it lacks a network or a name", started);
            }
        }
    }

    private void surplus(Target target, boolean early) {
        if (target.replacement().way() == Way.NO_WAY_BACK && !target.olds().isEmpty()) {
            return;
        }
        var after = new LinkedHashSet<String>();
        if (!early && !target.surplus().isEmpty()) {
            target.slots().forEach(slot -> after.addAll(gates.there(slot.id())));
        }
        String cause = "scaled down to " + target.slots().size();
        boolean each = !early
                && (target.replacement().way() == Way.STOP_EACH
                        || target.replacement().startsFirst());
        for (Replica old : each ? target.surplus() : target.scaledAway()) {
            if (target.replacement().way() == Way.HANDOVER && !early) {
                replicas.retireServing(target, old, cause, after);
            } else {
                replicas.retire(target, old, cause, early ? NOTHING : after);
            }
        }
    }

    private List<String> awaitReady(Target target, Slot slot, List<String> started, boolean asked) {
        boolean known = started.isEmpty() && slot.ready();
        return asked && !known
                ? List.of(gates.awaitReady(target, slot, "the old one goes only when the new one works"))
                : NOTHING;
    }

    private static List<String> union(Collection<String> first, Collection<String> second) {
        var union = new LinkedHashSet<>(first);
        union.addAll(second);
        return List.copyOf(union);
    }
}
