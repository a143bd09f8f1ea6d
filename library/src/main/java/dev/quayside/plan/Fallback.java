package dev.quayside.plan;

import dev.quayside.engine.Change;
import java.util.List;
import java.util.Set;

/**
 * What a run does when the replacement of a service fails, so that the old replicas serve again.
 *
 * @param service whose replacement it is
 * @param begunBy when one of these steps has begun, the old replicas no longer serve: the replacement must then be finished or
 *     taken back, even if something else fails; empty: the old ones serve all the time
 * @param covers when one of these steps fails, the changes are made; when all are done, they are no longer needed
 * @param changes in this order
 * @param says what they do, for people
 */
public record Fallback(String service, Set<String> begunBy, Set<String> covers, List<Change> changes, String says) {
    public Fallback {
        begunBy = Set.copyOf(begunBy);
        covers = Set.copyOf(covers);
        changes = List.copyOf(changes);
    }
}
