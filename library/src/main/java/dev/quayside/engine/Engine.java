package dev.quayside.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What runs applications: Docker, Kubernetes, or memory.
 *
 * <p>Every call blocks, has a deadline of its own and may be made from any thread. A call that changes something is one
 * {@link Change}; it may be repeated after a crash or a lost answer: it first looks whether what it would do is done already.
 * An engine changes only what carries the {@link Ownership} of the app it is asked about.
 */
public interface Engine extends AutoCloseable {
    /** Whether it can do this. Asks the engine only where that depends on what it is. */
    default boolean can(Capability capability) {
        return info().can(capability);
    }

    /** How many changes it takes at the same time; more win nothing. Asks the engine nothing. */
    default int changesAtOnce() {
        return 4;
    }

    /** What this engine is and can do. Asks the engine once and remembers the answer. */
    EngineInfo info();

    /**
     * What an app has now, and who holds the names that it needs. Only reads.
     *
     * @param wanted the wanted app: its images, external resources and names are looked up too
     */
    Observed observe(Wanted wanted);

    /** What belongs to the app of this name, whatever its files say now. Only reads. */
    Observed observe(String app);

    /** The names of all apps that have something on this engine, sorted. */
    List<String> apps();

    /**
     * Makes one change and returns when the engine has made it.
     *
     * @param progress told about long work, such as bytes pulled; called from the caller's thread or from others
     */
    void perform(Change change, ProgressListener progress);

    /**
     * How a service is that this engine keeps by itself; empty if it has none of that name, and always on an engine without {@link
     * Capability#ORCHESTRATION}.
     *
     * @param unlike what is known already: the answer may wait for another one
     * @param patience how long it waits for that at most
     */
    default Optional<Workload> workload(String app, String service, Optional<Workload> unlike, Duration patience) {
        return Optional.empty();
    }

    /** Where the app can be reached from outside now: by what its replicas publish, where the engine has no other way in. */
    default List<Published> published(String app) {
        return observe(app).replicas().stream()
                .flatMap(replica -> replica.ports().stream()
                        .filter(port -> port.hostPort().isPresent())
                        .map(port -> new Published(
                                replica.id().service(), Optional.of(replica.id().name()), port)))
                .toList();
    }

    /** How a replica is now; empty if it is gone. */
    Optional<Replica> replica(ReplicaId id);

    /**
     * Runs a command in a replica and waits for its end.
     *
     * @param timeout after it the answer is given up; the command may go on
     * @return its exit code and the last 64 KiB of its output
     */
    ExecResult run(ReplicaId id, List<String> command, Duration timeout);

    /** Starts a command in a replica and connects its streams. The caller closes the session. */
    ExecSession exec(ReplicaId id, ExecRequest request);

    /** The output of a replica, oldest first. The caller closes the stream. */
    EntryStream<LogLine> logs(ReplicaId id, LogQuery query);

    /** What a replica uses now. */
    ResourceUsage usage(ReplicaId id);

    /** What happens to an app from now on, or from {@code since} on. The caller closes the stream. */
    EntryStream<EngineEvent> events(String app, Optional<Instant> since);

    /** Everything the engine knows of a replica, as a tree for people and programs; secrets are not shown. */
    Map<String, Object> inspect(ReplicaId id);

    /** Closes the connections to the engine. What runs goes on. */
    @Override
    void close();
}
