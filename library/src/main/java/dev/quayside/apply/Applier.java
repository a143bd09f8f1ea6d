package dev.quayside.apply;

import dev.quayside.engine.Capability;
import dev.quayside.engine.Engine;
import dev.quayside.engine.Wanted;
import dev.quayside.plan.Plan;
import dev.quayside.plan.PlanOptions;
import dev.quayside.plan.Planner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Runs plans on an engine. Thread-safe.
 *
 * <p>Steps that do not wait for each other run at the same time, a few calls at once. The first failure stops what has not begun; a
 * replacement that has begun is finished or taken back. Whatever happens, the next run goes on from what is there.
 */
public final class Applier {
    private final Engine engine;
    private final Ticker ticker;
    private final ApplySettings settings;
    private final Planner planner = new Planner();

    /** One with the machine's time and the usual settings. */
    public Applier(Engine engine) {
        this(engine, Ticker.system(), ApplySettings.DEFAULT);
    }

    /** One with this time and these settings. */
    public Applier(Engine engine, Ticker ticker, ApplySettings settings) {
        this.engine = engine;
        this.ticker = ticker;
        this.settings = settings;
    }

    /**
     * Brings an app up: plans, brings the images if there are any to bring and plans again, and runs the plan.
     *
     * @throws dev.quayside.error.QuaysideException what {@link Planner#plan} throws; CONTAINER_FAILED or NOT_READY if a container
     *     does not come up; ENGINE_LOST if the engine goes away and stays away; INTERRUPTED if the calling thread is interrupted
     */
    public Applied up(Wanted wanted, PlanOptions options, ApplyListener listener) {
        Duration begin = ticker.elapsed();
        boolean handover = options.handover() && engine.can(Capability.HANDOVER);
        PlanOptions first = options.withHandover(handover);
        Plan plan = planner.plan(wanted, engine.observe(wanted), first);
        var runs = new ArrayList<Run>();
        if (plan.provisional()) {
            runs.add(finished(plan.imagesOnly(), listener));
            PlanOptions second = first.withSettledImages(wanted.app().services().keySet());
            plan = planner.plan(wanted, engine.observe(wanted), second);
        }
        runs.add(finished(plan, listener));
        return applied(wanted.app().name(), runs, begin);
    }

    /** Runs a plan as it is, such as one that takes an app down. */
    public Applied run(Plan plan, ApplyListener listener) {
        Duration begin = ticker.elapsed();
        return applied(plan.app(), List.of(finished(plan, listener)), begin);
    }

    private Run finished(Plan plan, ApplyListener listener) {
        listener.on(new ApplyEvent.Planned(plan));
        var run = new Run(plan, engine, ticker, settings, listener);
        run.toEnd();
        return run;
    }

    private Applied applied(String app, List<Run> runs, Duration begin) {
        var steps = new LinkedHashMap<String, Duration>();
        var warnings = new ArrayList<String>();
        for (Run run : runs) {
            steps.putAll(run.durations());
            warnings.addAll(run.warnings());
        }
        return new Applied(
                steps, engine.published(app), warnings, ticker.elapsed().minus(begin));
    }
}
