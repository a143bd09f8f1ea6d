package dev.quayside.plan;

import dev.quayside.apply.Applied;
import dev.quayside.apply.Applier;
import dev.quayside.apply.ApplyEvent;
import dev.quayside.apply.ApplySettings;
import dev.quayside.apply.Ticker;
import dev.quayside.engine.Observed;
import dev.quayside.engine.Replica;
import dev.quayside.engine.Wanted;
import dev.quayside.engine.memory.MemoryEngine;
import dev.quayside.model.App;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** An app on a memory engine, with time that passes only when someone waits. */
public final class Deployment {
    /** The engine it runs on. */
    public final MemoryEngine engine;

    /** What was told about its runs. */
    public final List<ApplyEvent> events = new CopyOnWriteArrayList<>();

    private final Planner planner = new Planner();
    private final Applier applier;

    /** With the usual settings. */
    public Deployment() {
        this(ApplySettings.DEFAULT);
    }

    /** With these settings. */
    public Deployment(ApplySettings settings) {
        this(new MemoryEngine(), settings);
    }

    private Deployment(MemoryEngine engine, ApplySettings settings) {
        this.engine = engine;
        this.applier = new Applier(engine, new PatientTicker(), settings);
    }

    /** On an engine that keeps replicas by itself. */
    public static Deployment orchestrated() {
        return new Deployment(MemoryEngine.orchestrating(), ApplySettings.DEFAULT);
    }

    /** Time that passes at once. Thread-safe. */
    public static final class PatientTicker implements Ticker {
        private final AtomicLong nanoseconds = new AtomicLong();

        @Override
        public Duration elapsed() {
            return Duration.ofNanos(nanoseconds.get());
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            nanoseconds.addAndGet(duration.toNanos());
        }
    }

    /** Brings an app up with the usual options. */
    public Applied up(App app) {
        return up(Wanted.of(app), PlanOptions.DEFAULT);
    }

    /** Brings an app up. */
    public Applied up(Wanted wanted, PlanOptions options) {
        return applier.up(wanted, options, events::add);
    }

    /** Runs a plan. */
    public Applied run(Plan plan) {
        return applier.run(plan, events::add);
    }

    /** The plan for an app with the usual options. */
    public Plan plan(App app) {
        return plan(Wanted.of(app), PlanOptions.DEFAULT);
    }

    /** The plan for what is wanted. */
    public Plan plan(Wanted wanted, PlanOptions options) {
        return planner.plan(wanted, engine.observe(wanted), options);
    }

    /** The ids of the steps of the plan for an app. */
    public List<String> steps(App app) {
        return ids(plan(app));
    }

    /** The ids of a plan's steps. */
    public static List<String> ids(Plan plan) {
        return plan.steps().stream().map(Step::id).toList();
    }

    /** What an app has. */
    public Observed observed(App app) {
        return engine.observe(Wanted.of(app));
    }

    /** The names of an app's containers that run. */
    public List<String> running(String app) {
        return engine.observe(app).replicas().stream()
                .filter(replica -> replica.state() == Replica.State.RUNNING)
                .map(Replica::name)
                .toList();
    }

    /** The names of all of an app's containers. */
    public List<String> containers(String app) {
        return engine.observe(app).replicas().stream().map(Replica::name).toList();
    }
}
