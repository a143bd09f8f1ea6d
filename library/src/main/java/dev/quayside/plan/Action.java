package dev.quayside.plan;

import dev.quayside.engine.Change;
import dev.quayside.engine.Part;
import dev.quayside.engine.ReplicaId;
import dev.quayside.model.HealthCheck;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What a step does. */
public sealed interface Action {
    /** Makes one change on the engine. */
    record Perform(Change change) implements Action {}

    /**
     * Waits until a replica is as it should be, or certainly will not be.
     *
     * @param deadline after which it is given up
     * @param settleTime how long it must run, for {@link Condition#SETTLED}
     * @param healthCheck what the engine asks it, with the image's part filled in, so that it can be asked earlier; empty: it has none
     */
    record Await(
            ReplicaId replica,
            Condition condition,
            Duration deadline,
            Duration settleTime,
            Optional<HealthCheck> healthCheck)
            implements Action {}

    /**
     * Waits until a service that the engine keeps by itself is as it should be, or certainly will not be.
     *
     * @param deadline after which it is given up
     */
    record AwaitService(String app, String service, Condition condition, Duration deadline) implements Action {}

    /** Lets a replica finish what it has accepted, after its names have gone to another. */
    record Drain(ReplicaId replica, Duration time) implements Action {}

    /** When a replica is as it should be. */
    enum Condition {
        /** It was started and has not failed. */
        STARTED,
        /** It has no health check, and has run for a while. */
        SETTLED,
        /** Its health check passes. */
        HEALTHY,
        /** It ended with exit code 0. */
        COMPLETED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is done, such as {@code create-network}. */
    default String verb() {
        return switch (this) {
            case Perform perform -> verb(perform.change());
            case Await await -> "await-" + await.condition();
            case AwaitService await -> "await-" + await.condition();
            case Drain ignored -> "drain";
        };
    }

    /** With what it is done, such as {@code web-g2-1}. */
    default String subject() {
        return switch (this) {
            case Perform perform -> subject(perform.change());
            case Await await -> shortName(await.replica());
            case AwaitService await -> await.service();
            case Drain drain -> shortName(drain.replica());
        };
    }

    /** Whether something on the engine changes. */
    default boolean mutating() {
        return this instanceof Perform;
    }

    private static String verb(Change change) {
        return switch (change) {
            case Change.PullImage ignored -> "pull";
            case Change.BuildImage ignored -> "build";
            case Change.CreateNetwork ignored -> "create-network";
            case Change.RemoveNetwork ignored -> "remove-network";
            case Change.CreateVolume ignored -> "create-volume";
            case Change.RemoveVolume ignored -> "remove-volume";
            case Change.CreateReplica ignored -> "create";
            case Change.StartReplica ignored -> "start";
            case Change.PromoteReplica ignored -> "promote";
            case Change.DemoteReplica ignored -> "demote";
            case Change.StopReplica ignored -> "stop";
            case Change.RemoveReplica ignored -> "remove";
            case Change.ApplyPart apply -> verb("apply", apply.part());
            case Change.RemovePart remove -> verb("remove", remove.part());
            case Change.RemoveLeftovers ignored -> "prune";
        };
    }

    private static String subject(Change change) {
        return switch (change) {
            case Change.PullImage pull -> pull.image().toString();
            case Change.BuildImage build -> build.service();
            case Change.CreateNetwork create -> create.network().name();
            case Change.RemoveNetwork remove -> remove.network().name();
            case Change.CreateVolume create -> create.volume().name();
            case Change.RemoveVolume remove -> remove.volume().name();
            case Change.CreateReplica create -> shortName(create.spec().id());
            case Change.StartReplica start -> shortName(start.id());
            case Change.PromoteReplica promote -> shortName(promote.spec().id());
            case Change.DemoteReplica demote -> shortName(demote.id());
            case Change.StopReplica stop -> shortName(stop.id());
            case Change.RemoveReplica remove -> shortName(remove.id());
            case Change.ApplyPart apply -> apply.part().key();
            case Change.RemovePart remove -> remove.part().key();
            case Change.RemoveLeftovers remove -> remove.app();
        };
    }

    /** A service is what most steps are about, so it goes without saying. */
    private static String verb(String verb, Part part) {
        return part.kind() == Part.Kind.SERVICE ? verb : verb + "-" + part.kind();
    }

    /** A replica's name within its app, such as {@code web-g2-1}. */
    static String shortName(ReplicaId id) {
        return id.service() + "-g" + id.generation() + "-" + id.number();
    }
}
