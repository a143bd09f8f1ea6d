package dev.quayside.apply;

import dev.quayside.engine.Engine;
import dev.quayside.engine.Replica;
import dev.quayside.engine.Replica.Health;
import dev.quayside.engine.Replica.State;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.plan.Action;
import dev.quayside.plan.Action.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Waits for one replica, judged by its state. One per wait; not thread-safe. */
final class Waiter implements Wait {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    private static final Duration REPORT_EVERY = Duration.ofMillis(1500);
    private static final int MOST_RESTARTS = 3;

    private final Action.Await await;
    private final Caller caller;
    private final Ticker ticker;
    private final Duration deadline;
    private final HealthProbe probe;
    private Optional<Instant> runsSince = Optional.empty();
    private Duration settlingSince = Duration.ZERO;
    private int firstRestarts = -1;

    /**
     * A wait that has not begun.
     *
     * @param deadline when, on the ticker, it is given up
     */
    Waiter(Action.Await await, Engine engine, Caller caller, Ticker ticker, Duration deadline) {
        this.await = await;
        this.caller = caller;
        this.ticker = ticker;
        this.deadline = deadline;
        this.probe = new HealthProbe(engine, await.replica(), await.healthCheck(), ticker);
    }

    @Override
    public void await(Consumer<String> report) throws InterruptedException {
        Duration begin = ticker.elapsed();
        Duration reported = begin.minus(REPORT_EVERY);
        Duration pause = FIRST_PAUSE;
        while (true) {
            Replica replica = caller.look(await.replica()).orElseThrow(this::gone);
            if (fulfilled(replica)) {
                return;
            }
            Duration now = ticker.elapsed();
            if (now.compareTo(deadline) >= 0) {
                throw late(replica, now.minus(begin));
            }
            if (now.minus(reported).compareTo(REPORT_EVERY) >= 0) {
                report.accept(Action.shortName(await.replica()) + " to be " + await.condition() + "; it is "
                        + describe(replica));
                reported = now;
            }
            ticker.sleep(pause);
            pause = min(pause.multipliedBy(3).dividedBy(2), LONGEST_PAUSE);
        }
    }

    /** What the health check said last when it was asked here; or empty. */
    @Override
    public String healthOutput() {
        return probe.lastOutput();
    }

    private boolean fulfilled(Replica replica) {
        if (firstRestarts < 0) {
            firstRestarts = replica.restarts();
        }
        if (await.condition() != Condition.COMPLETED && replica.restarts() - firstRestarts >= MOST_RESTARTS) {
            throw failed(replica, "ends again and again");
        }
        return switch (replica.state()) {
            case CREATED, PAUSED, RESTARTING -> false;
            case REMOVING -> throw gone();
            case EXITED -> ended(replica);
            case RUNNING -> running(replica);
        };
    }

    private boolean ended(Replica replica) {
        boolean good = replica.completed() && await.condition() != Condition.HEALTHY;
        if (!good) {
            throw failed(replica, "has ended");
        }
        return true;
    }

    private boolean running(Replica replica) {
        return switch (await.condition()) {
            case STARTED -> true;
            case COMPLETED -> false;
            case SETTLED -> settled(replica);
            case HEALTHY -> healthy(replica);
        };
    }

    private boolean settled(Replica replica) {
        if (runsSince.isEmpty() || !runsSince.equals(replica.started())) {
            runsSince = replica.started();
            settlingSince = ticker.elapsed();
        }
        return ticker.elapsed().minus(settlingSince).compareTo(await.settleTime()) >= 0;
    }

    private boolean healthy(Replica replica) {
        return switch (replica.health()) {
            case HEALTHY -> true;
            case NONE -> await.healthCheck().isEmpty() || probe.passesNow();
            case STARTING -> probe.passesNow();
            case UNHEALTHY -> {
                // A container that was paused is called unhealthy until its next check: only a second opinion counts.
                if (probe.confirms()) {
                    yield true;
                }
                throw failed(replica, "is unhealthy");
            }
        };
    }

    private QuaysideException failed(Replica replica, String how) {
        String exit = replica.exitCode().isPresent() && replica.state() != State.RUNNING
                ? " with exit code " + replica.exitCode().getAsInt()
                : "";
        return new QuaysideException(
                ErrorCode.CONTAINER_FAILED,
                "container " + replica.name() + " of service '" + replica.id().service() + "' " + how + exit
                        + (replica.outOfMemory() ? " because it was out of memory" : "") + health(replica),
                "see 'quayside logs " + replica.id().service() + "', correct the service and run the command again");
    }

    private QuaysideException late(Replica replica, Duration waited) {
        return new QuaysideException(
                ErrorCode.NOT_READY,
                "container " + replica.name() + " of service '" + replica.id().service() + "' was not "
                        + await.condition() + " after " + waited.toSeconds() + " s: it is " + describe(replica)
                        + health(replica),
                "see 'quayside logs " + replica.id().service() + "', or give it more time with --wait-timeout");
    }

    private String health(Replica replica) {
        String output = replica.message().isBlank() ? probe.lastOutput() : replica.message();
        boolean telling = await.condition() == Condition.HEALTHY && !output.isBlank();
        return telling ? "; its health check said: " + output.strip() : "";
    }

    private QuaysideException gone() {
        return new QuaysideException(
                ErrorCode.CONTAINER_FAILED,
                "container " + await.replica().name() + " was removed by someone else",
                "run the command again");
    }

    private static String describe(Replica replica) {
        return replica.state() + (replica.health() == Health.NONE ? "" : " and " + replica.health());
    }

    private static Duration min(Duration first, Duration second) {
        return first.compareTo(second) < 0 ? first : second;
    }
}
