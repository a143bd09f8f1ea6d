package dev.quayside.plan;

import dev.quayside.engine.Observed;
import dev.quayside.engine.Wanted;

/**
 * Compares what is wanted with what is observed. Pure: the same input gives the same plan. Thread-safe.
 *
 * <p>A plan is made from the observed state alone, never from what an earlier run meant to do: what a killed run left behind is
 * completed like anything else that is not as wanted.
 *
 * <p>An engine that keeps replicas by itself gets a plan of its parts, any other one a plan of every replica.
 */
public final class Planner {
    /**
     * The plan that brings an app up, or to its changed file.
     *
     * @throws dev.quayside.error.QuaysideException NOT_OWNED if a name belongs to someone else, NOT_FOUND if an external network or
     *     volume, an image that may not be pulled, or a file's content is missing, INVALID_FILE if services wait for each other in a
     *     circle or for what cannot come, CONFLICT if a container that stays has what another needs
     */
    public Plan plan(Wanted wanted, Observed observed, PlanOptions options) {
        return observed.orchestrated()
                .map(engine -> new OrchestratedUpPlanning(wanted, observed, engine, options).plan())
                .orElseGet(() -> new UpPlanning(wanted, observed, options).plan());
    }

    /** The plan that takes an app down: its containers and networks, and its volumes if that is asked for. */
    public Plan planDown(Observed observed, DownOptions options) {
        return observed.orchestrated()
                .map(engine -> new OrchestratedDownPlanning(observed.app(), engine, options).plan())
                .orElseGet(() -> new DownPlanning(observed, options).plan());
    }
}
