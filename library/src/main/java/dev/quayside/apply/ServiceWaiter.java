package dev.quayside.apply;

import dev.quayside.engine.Engine;
import dev.quayside.engine.ReplicaId;
import dev.quayside.engine.Workload;
import dev.quayside.engine.Workload.Stage;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.plan.Action;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Waits for one service that the engine keeps by itself, judged by its state. One per wait; not thread-safe. */
final class ServiceWaiter implements Wait {
    private static final Duration REPORT_EVERY = Duration.ofMillis(1500);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    /** What ends as soon as it has begun is seen running for a moment. */
    private static final Duration SETTLE_TIME = Duration.ofSeconds(1);
    /** A cluster tries again by itself what a rule refused, and hears of a changed rule after a moment. */
    private static final Duration RULE_TIME = Duration.ofSeconds(5);

    private final Action.AwaitService await;
    private final Engine engine;
    private final Ticker ticker;
    private final Duration deadline;
    private Optional<ReplicaId> sick = Optional.empty();
    private Optional<Duration> readySince = Optional.empty();
    private Optional<Duration> refusedSince = Optional.empty();

    /**
     * A wait that has not begun.
     *
     * @param deadline when, on the ticker, it is given up
     */
    ServiceWaiter(Action.AwaitService await, Engine engine, Ticker ticker, Duration deadline) {
        this.await = await;
        this.engine = engine;
        this.ticker = ticker;
        this.deadline = deadline;
    }

    @Override
    public void await(Consumer<String> report) throws InterruptedException {
        Duration begin = ticker.elapsed();
        Duration reported = begin.minus(REPORT_EVERY);
        Optional<Workload> last = Optional.empty();
        while (true) {
            Workload workload = look(last);
            sick = workload.sick();
            if (fulfilled(workload)) {
                return;
            }
            if (!workload.settled()) {
                readySince = Optional.empty();
            }
            if (workload.failure().isEmpty()) {
                refusedSince = Optional.empty();
            }
            Duration now = ticker.elapsed();
            if (now.compareTo(deadline) >= 0) {
                throw late(workload, now.minus(begin));
            }
            boolean news = !Optional.of(workload).equals(last);
            if (news || now.minus(reported).compareTo(REPORT_EVERY) >= 0) {
                report.accept(await.service() + " to be " + await.condition() + "; " + workload.message());
                reported = now;
            }
            if (!news) {
                ticker.sleep(BETWEEN_LOOKS);
            }
            last = Optional.of(workload);
        }
    }

    /** The replica that was in trouble at the last look: a moment later it may run again. */
    @Override
    public Optional<ReplicaId> sick() {
        return sick;
    }

    /** An engine that cannot be reached for a moment may come back before the deadline. */
    private Workload look(Optional<Workload> last) throws InterruptedException {
        while (true) {
            try {
                return engine.workload(await.app(), await.service(), last, REPORT_EVERY)
                        .orElseThrow(this::gone);
            } catch (QuaysideException e) {
                if (!Caller.isLost(e) || ticker.elapsed().compareTo(deadline) >= 0) {
                    throw e;
                }
                ticker.sleep(BETWEEN_LOOKS);
            }
        }
    }

    private boolean fulfilled(Workload workload) {
        boolean done = switch (await.condition()) {
            case STARTED -> workload.stage() != Stage.STARTING;
            case SETTLED, HEALTHY -> workload.settled() && staysSo(workload);
            case COMPLETED -> workload.stage() == Stage.COMPLETED;
        };
        Optional<ErrorCode> failure = workload.failure().filter(code -> !done && isLasting(code));
        if (failure.isPresent()) {
            // What did not come to run has written nothing.
            String logs =
                    failure.get() == ErrorCode.CONTAINER_FAILED ? "see 'quayside logs " + await.service() + "', " : "";
            throw new QuaysideException(
                    failure.get(),
                    "service '" + await.service() + "' does not become " + await.condition() + ": "
                            + workload.message(),
                    logs + "correct the service and run the command again");
        }
        return done;
    }

    private boolean isLasting(ErrorCode failure) {
        if (failure != ErrorCode.REFUSED_BY_POLICY) {
            return true;
        }
        Duration since = refusedSince.orElseGet(ticker::elapsed);
        refusedSince = Optional.of(since);
        return ticker.elapsed().minus(since).compareTo(RULE_TIME) >= 0;
    }

    /** A test says that a service works; without one it must go on for a while. */
    private boolean staysSo(Workload workload) {
        if (workload.tested() || workload.stage() == Stage.COMPLETED) {
            return true;
        }
        Duration since = readySince.orElseGet(ticker::elapsed);
        readySince = Optional.of(since);
        return ticker.elapsed().minus(since).compareTo(SETTLE_TIME) >= 0;
    }

    private QuaysideException late(Workload workload, Duration waited) {
        return new QuaysideException(
                ErrorCode.NOT_READY,
                "service '" + await.service() + "' was not " + await.condition() + " after " + waited.toSeconds()
                        + " s: " + workload.message(),
                "see 'quayside logs " + await.service() + "', or give it more time with --wait-timeout");
    }

    private QuaysideException gone() {
        return new QuaysideException(
                ErrorCode.CONTAINER_FAILED,
                "service '" + await.service() + "' was removed by someone else",
                "run the command again");
    }
}
