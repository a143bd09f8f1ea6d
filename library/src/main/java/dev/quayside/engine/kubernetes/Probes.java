package dev.quayside.engine.kubernetes;

import java.util.Optional;

/**
 * How the cluster finds out whether a container works.
 *
 * @param readiness while it fails, services do not send to the pod
 * @param liveness when it fails, the container is restarted
 * @param startup until it succeeds, the other two are not asked
 */
public record Probes(Optional<Probe> readiness, Optional<Probe> liveness, Optional<Probe> startup) {
    /** None: a container that runs works. */
    public static final Probes NONE = new Probes(Optional.empty(), Optional.empty(), Optional.empty());

    /** The same with this readiness probe. */
    public Probes withReadiness(Probe probe) {
        return new Probes(Optional.of(probe), liveness, startup);
    }

    /** The same with this liveness probe. */
    public Probes withLiveness(Probe probe) {
        return new Probes(readiness, Optional.of(probe), startup);
    }

    /** The same with this startup probe. */
    public Probes withStartup(Probe probe) {
        return new Probes(readiness, liveness, Optional.of(probe));
    }
}
