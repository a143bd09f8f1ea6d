package dev.quayside.plan;

import dev.quayside.engine.Change;
import dev.quayside.engine.Part;
import dev.quayside.engine.ReplicaId;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One operation of a plan.
 *
 * @param id its verb and subject, such as {@code create:web-g2-1}: the same in every plan that does the same
 * @param cause why it is done, in words; never with the value of a variable or secret
 * @param after the steps that must be done before it begins
 * @param losesData whether data that cannot be made again is lost
 * @param need what its failure means
 */
public record Step(String id, Action action, String cause, Set<String> after, boolean losesData, Need need) {
    /** What a step's failure means. */
    public enum Need {
        /** The run has failed. */
        REQUIRED,
        /** The run goes on, with a warning. */
        BEST_EFFORT
    }

    public Step {
        after = Collections.unmodifiableSet(new LinkedHashSet<>(after));
    }

    /** A step that must succeed and loses nothing; its id is made from the action. */
    public static Step of(Action action, String cause, Set<String> after) {
        return new Step(id(action), action, cause, after, false, Need.REQUIRED);
    }

    /** The id of a step with this action. */
    public static String id(Action action) {
        return action.verb() + ":" + action.subject();
    }

    /** The same, with data lost. */
    public Step losingData() {
        return new Step(id, action, cause, after, true, need);
    }

    /** The same with another need. */
    public Step withNeed(Need other) {
        return new Step(id, action, cause, after, losesData, other);
    }

    /** The replica it is about, if it is about one. */
    public Optional<ReplicaId> replica() {
        return switch (action) {
            case Action.Await await -> Optional.of(await.replica());
            case Action.AwaitService ignored -> Optional.empty();
            case Action.Drain drain -> Optional.of(drain.replica());
            case Action.Perform perform -> replica(perform.change());
        };
    }

    private static Optional<ReplicaId> replica(Change change) {
        return switch (change) {
            case Change.CreateReplica create -> Optional.of(create.spec().id());
            case Change.StartReplica start -> Optional.of(start.id());
            case Change.PromoteReplica promote -> Optional.of(promote.spec().id());
            case Change.DemoteReplica demote -> Optional.of(demote.id());
            case Change.StopReplica stop -> Optional.of(stop.id());
            case Change.RemoveReplica remove -> Optional.of(remove.id());
            case Change.OfImages ignored -> Optional.empty();
            case Change.OfParts ignored -> Optional.empty();
            case Change.CreateNetwork ignored -> Optional.empty();
            case Change.RemoveNetwork ignored -> Optional.empty();
            case Change.CreateVolume ignored -> Optional.empty();
            case Change.RemoveVolume ignored -> Optional.empty();
        };
    }

    /** The service it is about, if it is about one. */
    public Optional<String> service() {
        return switch (action) {
            case Action.AwaitService await -> Optional.of(await.service());
            case Action.Perform(Change.ApplyPart apply) -> service(apply.part());
            case Action.Perform(Change.RemovePart remove) -> service(remove.part());
            case Action.Await ignored -> replica().map(ReplicaId::service);
            case Action.Drain ignored -> replica().map(ReplicaId::service);
            case Action.Perform ignored -> replica().map(ReplicaId::service);
        };
    }

    private static Optional<String> service(Part part) {
        return part.kind() == Part.Kind.SERVICE ? Optional.of(part.key()) : Optional.empty();
    }

    /** Whether it brings an image. */
    public boolean bringsImage() {
        return action instanceof Action.Perform perform && perform.change() instanceof Change.OfImages;
    }

    /** One line for people. */
    public String describe() {
        return action.verb().replace('-', ' ') + " " + action.subject() + ": " + cause
                + (losesData ? " (loses data)" : "");
    }
}
