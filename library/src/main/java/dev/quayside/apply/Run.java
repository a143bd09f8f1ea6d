package dev.quayside.apply;

import dev.quayside.apply.StepRunner.Message;
import dev.quayside.engine.Engine;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.plan.Fallback;
import dev.quayside.plan.Plan;
import dev.quayside.plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One run of one plan. Everything but the steps themselves happens on the calling thread. Not thread-safe. */
final class Run {
    private static final int QUEUE_LENGTH = 1024;
    /** Steps at the same time; most of them wait. */
    private static final int MOST_STEPS = 256;

    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private final Plan plan;
    private final Engine engine;
    private final Ticker ticker;
    private final ApplyListener listener;
    private final Caller caller;
    private final StepRunner runner;
    private final BlockingQueue<Message> messages = new ArrayBlockingQueue<>(QUEUE_LENGTH);
    private final Map<String, Step> pending = new LinkedHashMap<>();
    private final Map<String, Running> running = new LinkedHashMap<>();
    private final Map<String, Duration> durations = new LinkedHashMap<>();
    private final Set<String> begun = new LinkedHashSet<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<Future<?>> futures = new ArrayList<>();
    private final Set<Fallback> failedReplacements = new LinkedHashSet<>();
    private @Nullable ApplyFailure failure;
    private boolean interrupted;

    /** A step that has begun. */
    private static final class Running {
        final Step step;
        final Future<?> future;
        final Duration since;
        Duration lastHeard;

        Running(Step step, Future<?> future, Duration now) {
            this.step = step;
            this.future = future;
            this.since = now;
            this.lastHeard = now;
        }
    }

    Run(Plan plan, Engine engine, Ticker ticker, ApplySettings settings, ApplyListener listener) {
        this.plan = plan;
        this.engine = engine;
        this.ticker = ticker;
        this.listener = listener;
        this.caller = new Caller(engine, ticker, settings);
        Optional<Duration> lastMoment =
                settings.waitTimeout().map(timeout -> ticker.elapsed().plus(timeout));
        this.runner = new StepRunner(engine, ticker, caller, lastMoment, messages);
        plan.steps().forEach(step -> pending.put(step.id(), step));
    }

    Map<String, Duration> durations() {
        return durations;
    }

    List<String> warnings() {
        return warnings;
    }

    /** Runs the plan to its end, or throws what stopped it. */
    void toEnd() {
        // Not virtual ones: what waits for their sockets sits in a system call, for which the JVM waits 0.3 s at its
        // end.
        ThreadFactory factory =
                Thread.ofPlatform().daemon().name("quayside-step-", 0).factory();
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(factory)) {
            launch(threads);
            while (!running.isEmpty()) {
                next();
                launch(threads);
            }
            futures.forEach(Run::await);
        }
        takeBack();
        if (failure != null) {
            listener.on(new ApplyEvent.Failed(failure));
            throw failed(failure);
        }
        if (interrupted) {
            throw interruption();
        }
    }

    private void launch(ExecutorService threads) {
        if (Thread.interrupted()) {
            onInterrupt();
        }
        List<Step> ready = pending.values().stream()
                .filter(step -> durations.keySet().containsAll(step.after()) && mayBegin(step))
                .limit(MOST_STEPS - running.size())
                .toList();
        for (Step step : ready) {
            pending.remove(step.id());
            begun.add(step.id());
            listener.on(new ApplyEvent.StepStarted(step));
            Future<?> future = threads.submit(() -> {
                runner.run(step);
                return step.id();
            });
            futures.add(future);
            running.put(step.id(), new Running(step, future, ticker.elapsed()));
        }
    }

    /** After a failure only replacements that have begun go on. */
    private boolean mayBegin(Step step) {
        return !stopping() || (!interrupted && mustBeFinished(step.id()));
    }

    private boolean stopping() {
        return failure != null || interrupted;
    }

    private boolean mustBeFinished(String id) {
        return plan.fallbacks().stream()
                .filter(fallback -> fallback.covers().contains(id))
                .anyMatch(fallback -> isOpen(fallback) && !failedReplacements.contains(fallback));
    }

    /** Whether the old replicas no longer serve and the new ones do not serve yet. */
    private boolean isOpen(Fallback fallback) {
        return fallback.begunBy().stream().anyMatch(begun::contains)
                && !durations.keySet().containsAll(fallback.covers());
    }

    private void next() {
        try {
            Message message = messages.poll(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
            if (message != null) {
                handle(message);
            }
            running.values().forEach(this::heartbeat);
        } catch (InterruptedException e) {
            onInterrupt();
        }
    }

    /** The first interrupt stops the waits and lets calls end; the second ends the calls too. */
    private void onInterrupt() {
        boolean again = interrupted;
        interrupted = true;
        cancel(r -> again || !r.step.action().mutating());
    }

    /** What is cancelled counts as ended at once: a thread that had not begun will never say so itself. */
    private void cancel(Predicate<Running> which) {
        List<Running> cancelled = running.values().stream().filter(which).toList();
        for (Running own : cancelled) {
            own.future.cancel(true);
            running.remove(own.step.id());
        }
    }

    private void handle(Message message) {
        Step step = message.step();
        Running own = running.get(step.id());
        if (own == null) {
            return;
        }
        own.lastHeard = ticker.elapsed();
        switch (message) {
            case Message.Progressed progressed -> listener.on(new ApplyEvent.StepProgress(step, progressed.progress()));
            case Message.Waited waited ->
                listener.on(
                        new ApplyEvent.Waiting(step, waited.what(), waited.at().minus(own.since)));
            case Message.Done ignored -> {
                running.remove(step.id());
                durations.put(step.id(), ticker.elapsed().minus(own.since));
                listener.on(new ApplyEvent.StepFinished(step, ticker.elapsed().minus(own.since)));
            }
            case Message.Cancelled ignored -> running.remove(step.id());
            case Message.Failed failed -> {
                running.remove(step.id());
                onFailure(failed, ticker.elapsed().minus(own.since));
            }
        }
    }

    private void heartbeat(Running own) {
        Duration now = ticker.elapsed();
        if (own.step.action().mutating() && now.minus(own.lastHeard).compareTo(SILENCE) >= 0) {
            own.lastHeard = now;
            listener.on(new ApplyEvent.Waiting(own.step, "the engine to answer", now.minus(own.since)));
        }
    }

    private void onFailure(Message.Failed failed, Duration took) {
        Step step = failed.step();
        listener.on(new ApplyEvent.StepFailed(step, failed.failure()));
        if (step.need() == Step.Need.BEST_EFFORT) {
            warnings.add(step.id() + ": " + failed.failure().getMessage());
            durations.put(step.id(), took);
            return;
        }
        plan.fallbacks().stream()
                .filter(fallback -> fallback.covers().contains(step.id()))
                .forEach(failedReplacements::add);
        if (failure == null) {
            failure = new Diagnosis(engine).of(failed, List.copyOf(durations.keySet()), left());
            cancel(r -> !r.step.action().mutating() && !mustBeFinished(r.step.id()));
        }
    }

    private List<String> left() {
        return plan.steps().stream()
                .map(Step::id)
                .filter(id -> !durations.containsKey(id))
                .toList();
    }

    /** Takes back the replacements that failed, and on an interrupt those whose new containers were never started. */
    private void takeBack() {
        var fallbacks = new LinkedHashSet<>(failedReplacements);
        if (failure != null) {
            plan.fallbacks().stream().filter(this::isOpen).forEach(fallbacks::add);
        } else if (interrupted) {
            plan.fallbacks().stream()
                    .filter(this::isOpen)
                    .filter(fallback ->
                            fallback.covers().stream().noneMatch(id -> id.startsWith("start:") && begun.contains(id)))
                    .forEach(fallbacks::add);
        }
        if (fallbacks.isEmpty() || (failure != null && Caller.isLost(failure.cause()))) {
            return;
        }
        var takenBack = new ArrayList<String>();
        fallbacks.forEach(fallback -> takenBack.add(takeBack(fallback)));
        if (failure != null) {
            failure = failure.after(takenBack, left());
        }
    }

    private String takeBack(Fallback fallback) {
        listener.on(new ApplyEvent.FallingBack(fallback));
        boolean wasInterrupted = Thread.interrupted();
        try {
            for (var change : fallback.changes()) {
                caller.perform(change, progress -> {});
            }
            return fallback.says();
        } catch (InterruptedException e) {
            wasInterrupted = true;
            return fallback.service() + " could not be taken back before the interrupt";
        } catch (QuaysideException e) {
            return fallback.service() + " could not be taken back: " + e.getMessage();
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static QuaysideException failed(ApplyFailure failure) {
        String takenBack = failure.takenBack().isEmpty() ? "" : " (" + String.join("; ", failure.takenBack()) + ")";
        if (Caller.isLost(failure.cause())) {
            return new QuaysideException(
                    failure.cause().code(),
                    failure.cause().problem() + ", while " + failure.step().id() + " ran; "
                            + failure.done().size() + " steps are done, left are "
                            + String.join(", ", failure.left()),
                    "when the engine is back, run the command again: it goes on from what is there",
                    failure.cause());
        }
        return new QuaysideException(
                failure.cause().code(),
                failure.cause().problem() + takenBack,
                failure.cause().remedy(),
                failure.cause());
    }

    private QuaysideException interruption() {
        Thread.currentThread().interrupt();
        List<String> left = left();
        return new QuaysideException(
                ErrorCode.INTERRUPTED,
                "interrupted after " + durations.size() + " of " + plan.steps().size() + " steps; left are "
                        + String.join(", ", left),
                "run the command again to go on, or 'quayside down' to remove what is there");
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a step's thread failed", e.getCause());
        } catch (CancellationException e) {
            // its wait was stopped on purpose
        }
    }
}
