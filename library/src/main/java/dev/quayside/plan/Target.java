package dev.quayside.plan;

import dev.quayside.engine.ImageFacts;
import dev.quayside.engine.Replica;
import dev.quayside.model.HealthCheck;
import dev.quayside.model.Mount;
import dev.quayside.model.Service;
import java.util.List;
import java.util.Optional;

/**
 * What a service should be, beside what is there of it.
 *
 * @param slots the wanted replicas, by number
 * @param olds all other replicas of the service
 * @param oneShot whether it runs to its end
 * @param healthCheck the check in force
 */
record Target(
        Service service,
        Optional<ImageFacts> image,
        SpecTemplate template,
        Replacement replacement,
        List<Slot> slots,
        List<Replica> olds,
        boolean oneShot,
        Optional<HealthCheck> healthCheck) {
    Target {
        slots = List.copyOf(slots);
        olds = List.copyOf(olds);
    }

    String name() {
        return service.name();
    }

    /** Whether a container that is not wanted has not ended. */
    boolean hasLiveOlds() {
        return olds.stream().anyMatch(Target::alive);
    }

    /** The old replicas that a slot's replica replaces. */
    List<Replica> oldsOf(Slot slot) {
        return olds.stream()
                .filter(old -> old.id().number() == slot.id().number())
                .toList();
    }

    /** The old replicas that no slot replaces. */
    List<Replica> surplus() {
        return olds.stream()
                .filter(old -> slots.stream()
                        .noneMatch(s -> s.id().number() == old.id().number()))
                .toList();
    }

    /** The surplus replicas that are otherwise as wanted: they may run beside the others until they go. */
    List<Replica> scaledAway() {
        return surplus().stream()
                .filter(old -> old.specHash().equals(template.hash()))
                .toList();
    }

    /** Whether the slot's replica must be started. */
    boolean starts(Slot slot) {
        if (slot.current().isEmpty() || slot.in(Replica.State.CREATED)) {
            return true;
        }
        return slot.in(Replica.State.EXITED) && !(oneShot && slot.completed());
    }

    /** Whether any replica must be started. */
    boolean startsAny() {
        return slots.stream().anyMatch(this::starts);
    }

    /** Whether removing a container loses the data of a volume that has no name. */
    boolean hasAnonymousData() {
        boolean ofImage = image.map(ImageFacts::volumes).orElse(List.of()).stream()
                .anyMatch(path -> service.storage().mounts().stream()
                        .noneMatch(m -> m.target().equals(path)));
        return ofImage
                || service.storage().mounts().stream()
                        .anyMatch(m -> m instanceof Mount.AnonymousMount anonymous && !anonymous.readOnly());
    }

    /** Whether a container runs, is paused, or is being restarted. */
    static boolean alive(Replica replica) {
        return switch (replica.state()) {
            case RUNNING, PAUSED, RESTARTING -> true;
            case CREATED, EXITED, REMOVING -> false;
        };
    }
}
