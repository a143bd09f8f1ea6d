package dev.quayside.apply;

import dev.quayside.engine.Engine;
import dev.quayside.engine.Progress;
import dev.quayside.engine.ReplicaId;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.plan.Action;
import dev.quayside.plan.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;

/** Does what single steps say, each on its own thread, and puts what happens into a queue. Thread-safe. */
final class StepRunner {
    private static final Duration REPORT_EVERY = Duration.ofSeconds(2);

    /** What a step's thread tells the run. */
    sealed interface Message {
        /** The step it is about. */
        Step step();

        record Progressed(Step step, Progress progress) implements Message {}

        /** It waits for something, and did so at that moment. */
        record Waited(Step step, String what, Duration at) implements Message {}

        record Done(Step step) implements Message {}

        /**
         * It failed.
         *
         * @param healthOutput what the health check of the replica that it waited for said last
         * @param sick of the replicas of a service that the engine keeps by itself, the one that was in trouble
         */
        record Failed(Step step, QuaysideException failure, String healthOutput, Optional<ReplicaId> sick)
                implements Message {}

        /** It was told to stop. */
        record Cancelled(Step step) implements Message {}
    }

    private final Engine engine;
    private final Ticker ticker;
    private final Caller caller;
    private final Optional<Duration> lastMoment;
    private final BlockingQueue<Message> messages;

    /**
     * A runner for the steps of one run.
     *
     * @param lastMoment when, on the ticker, all waiting must be over; empty: each wait has its own deadline
     */
    StepRunner(
            Engine engine,
            Ticker ticker,
            Caller caller,
            Optional<Duration> lastMoment,
            BlockingQueue<Message> messages) {
        this.engine = engine;
        this.ticker = ticker;
        this.caller = caller;
        this.lastMoment = lastMoment;
        this.messages = messages;
    }

    /** Does a step. The last message is about its end, whatever happens. */
    void run(Step step) throws InterruptedException {
        Optional<Wait> wait = waitOf(step.action());
        Message end;
        try {
            switch (step.action()) {
                case Action.Perform perform ->
                    caller.perform(perform.change(), progress -> tell(new Message.Progressed(step, progress)));
                case Action.Await ignored -> await(step, wait);
                case Action.AwaitService ignored -> await(step, wait);
                case Action.Drain drain -> drain(step, drain);
            }
            end = new Message.Done(step);
        } catch (InterruptedException e) {
            end = new Message.Cancelled(step);
        } catch (QuaysideException e) {
            end = new Message.Failed(step, e, wait.map(Wait::healthOutput).orElse(""), wait.flatMap(Wait::sick));
        } catch (RuntimeException e) {
            var failure = new QuaysideException(
                    ErrorCode.ENGINE_FAILED, step.id() + " failed: " + e, "report this as a defect of Quayside", e);
            end = new Message.Failed(step, failure, "", Optional.empty());
        }
        messages.put(end);
    }

    private Optional<Wait> waitOf(Action action) {
        return switch (action) {
            case Action.Await await ->
                Optional.of(new Waiter(await, engine, caller, ticker, deadline(await.deadline())));
            case Action.AwaitService await ->
                Optional.of(new ServiceWaiter(await, engine, ticker, deadline(await.deadline())));
            case Action.Perform ignored -> Optional.empty();
            case Action.Drain ignored -> Optional.empty();
        };
    }

    private void await(Step step, Optional<Wait> wait) throws InterruptedException {
        wait.orElseThrow().await(what -> tell(new Message.Waited(step, what, ticker.elapsed())));
    }

    private Duration deadline(Duration own) {
        return lastMoment.orElseGet(() -> ticker.elapsed().plus(own));
    }

    private void drain(Step step, Action.Drain drain) throws InterruptedException {
        Duration left = drain.time();
        while (left.isPositive()) {
            tell(new Message.Waited(
                    step, drain.replica().name() + " to finish what it has accepted", ticker.elapsed()));
            Duration part = left.compareTo(REPORT_EVERY) < 0 ? left : REPORT_EVERY;
            ticker.sleep(part);
            left = left.minus(part);
        }
    }

    private void tell(Message message) {
        try {
            messages.put(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
