package dev.quayside.engine;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.Build;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Network;
import dev.quayside.model.Volume;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One call of an engine that changes something. Each may be repeated: done twice, it leaves what done once would. What should be
 * stopped or removed and is not there counts as done; what was begun by a call that never ended is completed.
 */
public sealed interface Change {
    /**
     * The failure of an engine that is asked for what it does not do.
     *
     * @param why the reason, as a clause
     */
    default QuaysideException unsupported(String why) {
        return new QuaysideException(
                ErrorCode.UNSUPPORTED,
                "this engine does not do '" + getClass().getSimpleName() + "': " + why,
                "make the plan for this engine from what it observes");
    }

    /** A change of the images that an engine has. */
    sealed interface OfImages extends Change {}

    /** A change of what an engine that is told of every replica keeps: replicas, networks and volumes, one by one. */
    sealed interface OfReplicas extends Change {}

    /** A change of what an engine keeps by itself once it is told: see {@link Capability#ORCHESTRATION}. */
    sealed interface OfParts extends Change {}

    /** Pulls an image, whether or not the engine has one of that name. */
    record PullImage(ImageRef image, Optional<String> platform) implements OfImages {}

    /** Builds an image and gives it the reference and the build's further tags. */
    record BuildImage(String service, Build build, ImageRef reference) implements OfImages {}

    /**
     * Creates a network of an app; one that exists with the same spec hash is left as it is. A network that is made on the way
     * and not to be kept carries another spec hash, so that a plan made after a crash replaces it.
     */
    record CreateNetwork(Network network, Ownership ownership) implements OfReplicas {}

    /** Removes a network of an app. */
    record RemoveNetwork(Observed.Resource network, String app) implements OfReplicas {}

    /** Creates a volume of an app. */
    record CreateVolume(Volume volume, Ownership ownership) implements OfReplicas {}

    /** Removes a volume of an app with its data. */
    record RemoveVolume(Observed.Resource volume, String app) implements OfReplicas {}

    /**
     * Creates a replica without starting it, with its files in place. One that exists with the same spec hash and was never
     * started gets its files again.
     */
    record CreateReplica(ReplicaSpec spec) implements OfReplicas {}

    /** Starts a replica that was created or has ended. */
    record StartReplica(ReplicaId id) implements OfReplicas {}

    /**
     * Gives a running replica the service's names in its networks; open connections survive. One that is paused or detached by
     * a call that never ended is attached and resumed.
     */
    record PromoteReplica(ReplicaSpec spec) implements OfReplicas {}

    /** Takes the service's names from a running replica; open connections survive. One that is paused is resumed. */
    record DemoteReplica(ReplicaId id) implements OfReplicas {}

    /**
     * Stops a replica with its signal and kills it when the grace is over. Whatever its restart policy says, only {@link
     * StartReplica} starts it again, also after a restart of the engine.
     *
     * @param grace empty: what the replica was created with
     */
    record StopReplica(ReplicaId id, Optional<Duration> grace) implements OfReplicas {}

    /** Removes a replica that does not run, with its anonymous volumes and its files. */
    record RemoveReplica(ReplicaId id) implements OfReplicas {}

    /**
     * Makes a part of an app what is wanted: creates what is missing and changes what differs, leaving alone what is right. Returns
     * when the engine has accepted it, not when it runs.
     *
     * @param forced objects, written as {@code deployment/web}, whose fields are taken even from another manager
     * @param restart whether replicas are replaced although nothing about them changed
     */
    record ApplyPart(Wanted wanted, Part part, Set<String> forced, boolean restart) implements OfParts {
        public ApplyPart {
            forced = Set.copyOf(forced);
        }
    }

    /** Removes a part of an app and returns when it is gone; a volume with its data. */
    record RemovePart(String app, Part part) implements OfParts {}

    /** Removes objects of an app that no part of it needs any more, and returns when they are gone. Never a volume. */
    record RemoveLeftovers(String app, List<String> objects) implements OfParts {
        public RemoveLeftovers {
            objects = List.copyOf(objects);
        }
    }
}
