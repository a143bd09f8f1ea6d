package dev.quayside.plan;

import java.time.Duration;
import java.util.Set;

/**
 * How a plan is made.
 *
 * @param building when images are built
 * @param recreation which replicas are replaced
 * @param orphans what happens to containers of services that the file no longer has
 * @param waiting what the plan waits for at its end
 * @param settleTime how long a container without a health check must run to count as working
 * @param completionTime how long a service that runs to its end may take
 * @param handover whether the engine can move a service's names between running replicas
 * @param forced objects whose fields are taken even from another manager, on an engine that knows managers
 * @param settledImages services whose images this run has pulled or built already
 */
public record PlanOptions(
        Building building,
        Recreation recreation,
        Orphans orphans,
        Waiting waiting,
        Duration settleTime,
        Duration completionTime,
        boolean handover,
        Set<String> forced,
        Set<String> settledImages) {
    /** What {@code up} does when nothing else is asked for. */
    public static final PlanOptions DEFAULT = new PlanOptions(
            Building.AS_NEEDED,
            Recreation.CHANGED,
            Orphans.KEEP,
            Waiting.DEPENDENCIES,
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            true,
            Set.of(),
            Set.of());

    /** When images are built. */
    public enum Building {
        /** If the engine lacks them, or the file says that they are built every time. */
        AS_NEEDED,
        /** Every time. */
        ALWAYS,
        /** Not at all: a missing image is an error. */
        NEVER
    }

    /** Which replicas are replaced. */
    public enum Recreation {
        /** Those that differ from what is wanted. */
        CHANGED,
        /** All. */
        ALL,
        /** None: what exists is kept as it is. */
        NONE
    }

    /** What happens to containers of services that the file no longer has. */
    public enum Orphans {
        KEEP,
        REMOVE
    }

    /** What a plan waits for. */
    public enum Waiting {
        /** For what other services wait for, and for replacements. */
        DEPENDENCIES,
        /** For every service: healthy, running or completed. */
        ALL
    }

    public PlanOptions {
        forced = Set.copyOf(forced);
        settledImages = Set.copyOf(settledImages);
    }

    /** The same with this building. */
    public PlanOptions withBuilding(Building other) {
        return new PlanOptions(
                other, recreation, orphans, waiting, settleTime, completionTime, handover, forced, settledImages);
    }

    /** The same with this recreation. */
    public PlanOptions withRecreation(Recreation other) {
        return new PlanOptions(
                building, other, orphans, waiting, settleTime, completionTime, handover, forced, settledImages);
    }

    /** The same with this treatment of orphans. */
    public PlanOptions withOrphans(Orphans other) {
        return new PlanOptions(
                building, recreation, other, waiting, settleTime, completionTime, handover, forced, settledImages);
    }

    /** The same, waiting for this. */
    public PlanOptions withWaiting(Waiting other) {
        return new PlanOptions(
                building, recreation, orphans, other, settleTime, completionTime, handover, forced, settledImages);
    }

    /** The same for an engine that can hand over, or cannot. */
    public PlanOptions withHandover(boolean possible) {
        return new PlanOptions(
                building, recreation, orphans, waiting, settleTime, completionTime, possible, forced, settledImages);
    }

    /** The same after the images of these services were pulled or built. */
    public PlanOptions withSettledImages(Set<String> services) {
        return new PlanOptions(
                building, recreation, orphans, waiting, settleTime, completionTime, handover, forced, services);
    }

    /** The same, taking the fields of these objects even from another manager. */
    public PlanOptions withForced(Set<String> objects) {
        return new PlanOptions(
                building, recreation, orphans, waiting, settleTime, completionTime, handover, objects, settledImages);
    }
}
