package dev.quayside.plan;

import dev.quayside.engine.Observed;
import dev.quayside.engine.Replica;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Volumes and host ports that pass from one service of the app to another: the container that has them must stop before the one that
 * gets them starts.
 */
final class Claims {
    private final App app;
    private final Observed observed;
    private final PlanOptions options;
    private final Map<String, Target> targets;

    Claims(App app, Observed observed, PlanOptions options, Map<String, Target> targets) {
        this.app = app;
        this.observed = observed;
        this.options = options;
        this.targets = targets;
    }

    /** Whether an old replica has something that a service which is to be started needs for itself. */
    boolean takenOver(Replica old) {
        return targets.values().stream()
                .filter(target -> !target.name().equals(old.id().service()) && target.startsAny())
                .anyMatch(target -> !shared(target, old).isEmpty());
    }

    /** The steps that stop the containers which have what a service needs for itself. */
    Set<String> freedBefore(Target target) {
        var ids = new LinkedHashSet<String>();
        for (Replica holder : observed.replicas()) {
            if (Target.alive(holder) && !holder.id().service().equals(target.name())) {
                List<String> shared = shared(target, holder);
                if (!shared.isEmpty() && goes(target, holder, shared.getFirst())) {
                    ids.add("stop:" + Action.shortName(holder.id()));
                }
            }
        }
        return ids;
    }

    private boolean goes(Target target, Replica holder, String claim) {
        Target other = targets.get(holder.id().service());
        if (other != null) {
            return other.olds().contains(holder);
        }
        boolean orphan = !app.inactiveServices().contains(holder.id().service());
        if (orphan && options.orphans() == PlanOptions.Orphans.KEEP) {
            throw new QuaysideException(
                    ErrorCode.CONFLICT,
                    "service '" + target.name() + "' needs " + claim + ", which " + holder.name()
                            + " still uses, a container of a service that the file no longer has",
                    "remove it with --remove-orphans");
        }
        return orphan;
    }

    private static List<String> shared(Target target, Replica holder) {
        var held = new ArrayList<String>();
        holder.writableVolumes().forEach(volume -> held.add("volume " + volume));
        holder.ports().stream()
                .filter(port -> port.hostPort().isPresent())
                .forEach(port -> held.add("host port " + port.hostPort().getAsInt() + "/"
                        + port.containerPort().protocol()));
        return target.template().claims().stream().filter(held::contains).toList();
    }
}
