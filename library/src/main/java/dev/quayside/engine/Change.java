package dev.quayside.engine;

import dev.quayside.model.Build;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Network;
import dev.quayside.model.Volume;
import java.time.Duration;
import java.util.Optional;

/**
 * One call of an engine that changes something. Each may be repeated: done twice, it leaves what done once would. What should be
 * stopped or removed and is not there counts as done; what was begun by a call that never ended is completed.
 */
public sealed interface Change {
    /** Pulls an image, whether or not the engine has one of that name. */
    record PullImage(ImageRef image, Optional<String> platform) implements Change {}

    /** Builds an image and gives it the reference and the build's further tags. */
    record BuildImage(String service, Build build, ImageRef reference) implements Change {}

    /**
     * Creates a network of an app; one that exists with the same spec hash is left as it is. A network that is made on the way
     * and not to be kept carries another spec hash, so that a plan made after a crash replaces it.
     */
    record CreateNetwork(Network network, Ownership ownership) implements Change {}

    /** Removes a network of an app. */
    record RemoveNetwork(Observed.Resource network, String app) implements Change {}

    /** Creates a volume of an app. */
    record CreateVolume(Volume volume, Ownership ownership) implements Change {}

    /** Removes a volume of an app with its data. */
    record RemoveVolume(Observed.Resource volume, String app) implements Change {}

    /**
     * Creates a replica without starting it, with its files in place. One that exists with the same spec hash and was never
     * started gets its files again.
     */
    record CreateReplica(ReplicaSpec spec) implements Change {}

    /** Starts a replica that was created or has ended. */
    record StartReplica(ReplicaId id) implements Change {}

    /**
     * Gives a running replica the service's names in its networks; open connections survive. One that is paused or detached by
     * a call that never ended is attached and resumed.
     */
    record PromoteReplica(ReplicaSpec spec) implements Change {}

    /** Takes the service's names from a running replica; open connections survive. One that is paused is resumed. */
    record DemoteReplica(ReplicaId id) implements Change {}

    /**
     * Stops a replica with its signal and kills it when the grace is over. Whatever its restart policy says, only {@link
     * StartReplica} starts it again, also after a restart of the engine.
     *
     * @param grace empty: what the replica was created with
     */
    record StopReplica(ReplicaId id, Optional<Duration> grace) implements Change {}

    /** Removes a replica that does not run, with its anonymous volumes and its files. */
    record RemoveReplica(ReplicaId id) implements Change {}
}
