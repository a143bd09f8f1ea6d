package dev.quayside.plan;

import dev.quayside.engine.ImageFacts;
import dev.quayside.engine.Observed;
import dev.quayside.engine.Replica;
import dev.quayside.engine.Replica.State;
import dev.quayside.engine.ReplicaId;
import dev.quayside.engine.Wanted;
import dev.quayside.model.Service;
import dev.quayside.plan.PlanOptions.Recreation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds for each service which replicas are as wanted, which are missing, and which are to go. */
final class Targets {
    private final Wanted wanted;
    private final Observed observed;
    private final PlanOptions options;
    private final Images images;
    private final SharedResources resources;
    private final Map<String, Target> byService = new LinkedHashMap<>();

    Targets(Wanted wanted, Observed observed, PlanOptions options, Images images, SharedResources resources) {
        this.wanted = wanted;
        this.observed = observed;
        this.options = options;
        this.images = images;
        this.resources = resources;
        DependencyOrder.of(wanted.app()).forEach(service -> byService.put(service.name(), target(service)));
    }

    /** The targets so that each comes after those it needs. */
    Map<String, Target> byService() {
        return byService;
    }

    private Target target(Service service) {
        Optional<ImageFacts> image = images.facts(service);
        var template = new SpecTemplate(
                service,
                image,
                wanted,
                resources,
                providers(service),
                generations(service),
                images.mountedIds(service));
        boolean oneShot = wanted.app().runsToItsEnd(service);
        List<Replica> existing = observed.replicasOf(service.name());
        Replacement replacement =
                new ReplacementChoice(wanted.app(), observed, options).of(service, image, lost(existing), oneShot);
        Map<Integer, Replica> current = current(service, template, replacement, existing);
        List<Replica> olds =
                existing.stream().filter(r -> !current.containsValue(r)).toList();
        return new Target(
                service,
                image,
                template,
                replacement,
                slots(service, template, current, existing),
                olds,
                oneShot,
                HealthChecks.inForce(service, image));
    }

    private Optional<String> lost(List<Replica> existing) {
        return existing.stream()
                .filter(resources::onReplaced)
                .findFirst()
                .map(r -> "a network that it is in must be made anew");
    }

    private Map<String, ReplicaId> providers(Service service) {
        var providers = new LinkedHashMap<String, ReplicaId>();
        for (String name : DependencyOrder.providers(service)) {
            Target target = byService.get(name);
            if (target != null && !target.slots().isEmpty()) {
                providers.put(name, target.slots().getFirst().id());
            } else {
                observed.replicasOf(name).stream()
                        .filter(Target::alive)
                        .findFirst()
                        .ifPresent(replica -> providers.put(name, replica.id()));
            }
        }
        return providers;
    }

    private Map<String, Integer> generations(Service service) {
        var generations = new LinkedHashMap<String, Integer>();
        service.dependsOn().forEach((name, dependency) -> {
            Target target = byService.get(name);
            if (dependency.restart() && target != null) {
                generations.put(
                        name,
                        target.slots().stream()
                                .mapToInt(s -> s.id().generation())
                                .max()
                                .orElse(0));
            }
        });
        return generations;
    }

    private Map<Integer, Replica> current(
            Service service, SpecTemplate template, Replacement replacement, List<Replica> existing) {
        boolean othersServe = existing.stream()
                .anyMatch(r -> Target.alive(r) && r.serving() && !r.specHash().equals(template.hash()));
        var best = new LinkedHashMap<Integer, Replica>();
        existing.stream()
                .filter(r -> r.id().number() <= service.lifecycle().replicas())
                .filter(r -> isAsWanted(r, template))
                .filter(r -> Target.alive(r)
                        || resources.of(service).values().stream().allMatch(resources::stays))
                .filter(r -> Target.alive(r) || !replacement.startsFirst() || !othersServe || !hasName(r))
                .sorted(Comparator.comparingInt(Targets::rank)
                        .thenComparing(Replica::id)
                        .reversed())
                .forEach(r -> best.putIfAbsent(r.id().number(), r));
        return best;
    }

    private boolean isAsWanted(Replica replica, SpecTemplate template) {
        if (replica.state() == State.REMOVING) {
            return false;
        }
        return switch (options.recreation()) {
            case CHANGED -> replica.specHash().equals(template.hash());
            case ALL -> false;
            case NONE -> true;
        };
    }

    /** Whether clients reach it under the service's name in some network, or would if it ran. */
    private static boolean hasName(Replica replica) {
        return replica.endpoints().values().stream()
                .anyMatch(e -> e.aliases().contains(replica.id().service()));
    }

    private static int rank(Replica replica) {
        return switch (replica.state()) {
            case RUNNING -> 4 + (replica.serving() ? 2 : 0) + (replica.health() == Replica.Health.UNHEALTHY ? 0 : 1);
            case PAUSED -> 3;
            case RESTARTING -> 2;
            case EXITED -> 1;
            case CREATED, REMOVING -> 0;
        };
    }

    private List<Slot> slots(
            Service service, SpecTemplate template, Map<Integer, Replica> current, List<Replica> existing) {
        int generation = generation(service, current, existing);
        var slots = new ArrayList<Slot>();
        for (int number = 1; number <= service.lifecycle().replicas(); number++) {
            Replica there = current.get(number);
            if (there != null) {
                slots.add(Slot.filled(there));
            } else {
                var id = new ReplicaId(wanted.app().name(), service.name(), generation, number);
                slots.add(Slot.open(id, cause(id, template, existing)));
            }
        }
        return slots;
    }

    /** The generation of the wanted replicas that are there, unless another replica has the name that a new one would get. */
    private static int generation(Service service, Map<Integer, Replica> current, List<Replica> existing) {
        int last = existing.stream().mapToInt(r -> r.id().generation()).max().orElse(0);
        int candidate = current.values().stream()
                .mapToInt(r -> r.id().generation())
                .max()
                .orElse(last + 1);
        boolean taken = existing.stream()
                .anyMatch(r -> r.id().generation() == candidate
                        && r.id().number() <= service.lifecycle().replicas()
                        && !current.containsValue(r));
        return taken ? last + 1 : candidate;
    }

    private String cause(ReplicaId id, SpecTemplate template, List<Replica> existing) {
        if (existing.isEmpty()) {
            return "service " + id.service() + " is new";
        }
        Optional<Replica> old = existing.stream()
                .filter(r -> r.id().number() == id.number())
                .max(Comparator.comparing((Replica r) -> Target.alive(r)).thenComparing(Replica::id));
        if (old.isEmpty()) {
            return existing.stream().allMatch(r -> r.id().number() < id.number())
                    ? "scaled up to " + id.number()
                    : "replica " + id.number() + " is missing";
        }
        if (options.recreation() == Recreation.ALL) {
            return "asked to be created again";
        }
        return old.get().specHash().equals(template.hash())
                ? "what is there of it cannot be used any more"
                : Difference.between(old.get(), template.spec(id, true));
    }
}
