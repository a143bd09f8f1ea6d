package dev.quayside.engine.kubernetes;

import java.util.List;
import java.util.Optional;

/**
 * Everything that helps to see why a pod is as it is.
 *
 * @param trouble what keeps it from being ready, if the cluster tells
 * @param events oldest first
 */
public record PodDescription(
        KubernetesPod pod, List<Condition> conditions, Optional<String> trouble, List<KubernetesEvent> events) {
    /** Checks and copies. */
    public PodDescription {
        conditions = List.copyOf(conditions);
        events = List.copyOf(events);
    }
}
