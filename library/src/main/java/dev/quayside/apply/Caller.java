package dev.quayside.apply;

import dev.quayside.engine.Change;
import dev.quayside.engine.Engine;
import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.Replica;
import dev.quayside.engine.Replica.State;
import dev.quayside.engine.ReplicaId;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Asks an engine for changes, a few at a time. When an answer is lost, it looks first whether the change was made, and asks again only
 * if it was not. Thread-safe.
 */
final class Caller {
    private static final int MOST_ATTEMPTS = 3;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    /** Asking for it only shows whether the engine answers. */
    private static final ReplicaId NO_REPLICA = new ReplicaId("none", "none", 0, 0);

    private final Engine engine;
    private final Ticker ticker;
    private final ApplySettings settings;
    private final Semaphore inFlight;

    Caller(Engine engine, Ticker ticker, ApplySettings settings) {
        this.engine = engine;
        this.ticker = ticker;
        this.settings = settings;
        this.inFlight = new Semaphore(engine.changesAtOnce(), true);
    }

    void perform(Change change, ProgressListener progress) throws InterruptedException {
        boolean made = false;
        for (int attempt = 1; !made; attempt++) {
            try {
                ask(change, progress);
                made = true;
            } catch (QuaysideException e) {
                if (!isLost(e) || attempt == MOST_ATTEMPTS) {
                    throw e;
                }
                made = madeAlready(change, e);
            }
        }
    }

    private void ask(Change change, ProgressListener progress) throws InterruptedException {
        inFlight.acquire();
        try {
            engine.perform(change, progress);
        } finally {
            inFlight.release();
        }
    }

    /** How a replica is now; waits for an engine that went away. */
    Optional<Replica> look(ReplicaId id) throws InterruptedException {
        Duration start = ticker.elapsed();
        while (true) {
            try {
                return engine.replica(id);
            } catch (QuaysideException e) {
                boolean over = ticker.elapsed().minus(start).compareTo(settings.engineReturn()) > 0;
                if (!isLost(e) || over) {
                    throw e;
                }
                ticker.sleep(BETWEEN_LOOKS);
            }
        }
    }

    /** Whether the engine may have done something without our knowing. */
    static boolean isLost(QuaysideException e) {
        return e.code() == ErrorCode.ENGINE_LOST
                || e.code() == ErrorCode.ENGINE_UNREACHABLE
                || e.code() == ErrorCode.TIMED_OUT;
    }

    /** Where asking again would do something twice; elsewhere the engine itself looks first, as the port demands. */
    private boolean madeAlready(Change change, QuaysideException lost) throws InterruptedException {
        try {
            return switch (change) {
                case Change.StartReplica start ->
                    look(start.id())
                            .filter(r -> r.completed() || (r.state() != State.CREATED && r.state() != State.EXITED))
                            .isPresent();
                case Change.StopReplica stop ->
                    look(stop.id())
                            .filter(r -> r.state() == State.RUNNING || r.state() == State.PAUSED)
                            .isEmpty();
                case Change.RemoveReplica remove -> look(remove.id()).isEmpty();
                case Change.CreateReplica create -> answers(create.spec().id());
                case Change.PromoteReplica promote -> answers(promote.spec().id());
                case Change.DemoteReplica demote -> answers(demote.id());
                case Change.OfImages ignored -> answers(NO_REPLICA);
                case Change.OfParts ignored -> answers(NO_REPLICA);
                case Change.CreateNetwork ignored -> answers(NO_REPLICA);
                case Change.RemoveNetwork ignored -> answers(NO_REPLICA);
                case Change.CreateVolume ignored -> answers(NO_REPLICA);
                case Change.RemoveVolume ignored -> answers(NO_REPLICA);
            };
        } catch (QuaysideException e) {
            e.addSuppressed(lost);
            throw e;
        }
    }

    /** Waits until the engine answers; says that the change is to be asked for again. */
    private boolean answers(ReplicaId id) throws InterruptedException {
        look(id);
        return false;
    }
}
