package dev.quayside;

import dev.quayside.model.App;
import dev.quayside.model.Service;
import dev.quayside.model.ServiceImage;
import dev.quayside.model.ServiceImage.PullPolicy;
import dev.quayside.plan.PlanOptions;
import dev.quayside.plan.PlanOptions.Building;
import dev.quayside.plan.PlanOptions.Orphans;
import dev.quayside.plan.PlanOptions.Recreation;
import dev.quayside.plan.PlanOptions.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How an application is brought up.
 *
 * @param targets only these services; empty: all active ones
 * @param dependencies whether what the targets depend on is brought up too
 * @param scale other numbers of replicas than the file's, by service
 * @param building when images are built
 * @param pull when images are pulled, instead of what the file says
 * @param recreation which containers are replaced
 * @param orphans what happens to containers of services that the file no longer has
 * @param forced objects of a cluster, as {@code deployment/web}, whose fields are taken even from another manager; {@code *}: all
 * @param waiting what is waited for
 * @param waitTimeout how long every single wait may take; empty: the plan's own limits
 */
public record UpOptions(
        List<String> targets,
        Dependencies dependencies,
        Map<String, Integer> scale,
        Building building,
        Optional<PullPolicy> pull,
        Recreation recreation,
        Orphans orphans,
        Set<String> forced,
        Waiting waiting,
        Optional<Duration> waitTimeout) {
    /** Whether what a target depends on is brought up too. */
    public enum Dependencies {
        INCLUDED,
        LEFT_ALONE
    }

    /** Everything, as needed. */
    public static final UpOptions DEFAULT = new UpOptions(
            List.of(),
            Dependencies.INCLUDED,
            Map.of(),
            Building.AS_NEEDED,
            Optional.empty(),
            Recreation.CHANGED,
            Orphans.KEEP,
            Set.of(),
            Waiting.DEPENDENCIES,
            Optional.empty());

    public UpOptions {
        targets = List.copyOf(targets);
        scale = Map.copyOf(scale);
        forced = Set.copyOf(forced);
    }

    /** The same for these services. */
    public UpOptions withTargets(String... services) {
        return new UpOptions(
                List.of(services),
                dependencies,
                scale,
                building,
                pull,
                recreation,
                orphans,
                forced,
                waiting,
                waitTimeout);
    }

    /** The same with this building. */
    public UpOptions withBuilding(Building other) {
        return new UpOptions(
                targets, dependencies, scale, other, pull, recreation, orphans, forced, waiting, waitTimeout);
    }

    /** The same with images pulled at such times, instead of what the file says. */
    public UpOptions withPull(PullPolicy other) {
        return new UpOptions(
                targets,
                dependencies,
                scale,
                building,
                Optional.of(other),
                recreation,
                orphans,
                forced,
                waiting,
                waitTimeout);
    }

    /** The same with this recreation. */
    public UpOptions withRecreation(Recreation other) {
        return new UpOptions(
                targets, dependencies, scale, building, pull, other, orphans, forced, waiting, waitTimeout);
    }

    /** The same, returning only when every service works. */
    public UpOptions waitingForAll() {
        return new UpOptions(
                targets, dependencies, scale, building, pull, recreation, orphans, forced, Waiting.ALL, waitTimeout);
    }

    /** The same with this limit for every single wait. */
    public UpOptions withWaitTimeout(Duration limit) {
        return new UpOptions(
                targets, dependencies, scale, building, pull, recreation, orphans, forced, waiting, Optional.of(limit));
    }

    /** The same with other numbers of replicas. */
    public UpOptions withScale(Map<String, Integer> replicas) {
        return new UpOptions(
                targets, dependencies, replicas, building, pull, recreation, orphans, forced, waiting, waitTimeout);
    }

    /** The app as these options want it: its targets only, scaled, with the pull policy that was asked for. */
    App applyTo(App app) {
        App selected = Selection.scaled(Selection.of(app, targets, dependencies), scale);
        if (pull.isEmpty()) {
            return selected;
        }
        App pulling = selected;
        for (Service service : selected.services().values()) {
            ServiceImage image = service.image();
            if (image.build().isEmpty()) {
                pulling = pulling.withService(service.withImage(new ServiceImage(
                        image.reference(), image.build(), pull.get(), image.platform(), image.refreshAfter())));
            }
        }
        return pulling;
    }

    PlanOptions planOptions() {
        return PlanOptions.DEFAULT
                .withBuilding(building)
                .withRecreation(recreation)
                .withOrphans(orphans)
                .withForced(forced)
                .withWaiting(waiting);
    }
}
