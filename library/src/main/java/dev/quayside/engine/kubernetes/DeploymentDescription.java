package dev.quayside.engine.kubernetes;

import java.util.List;

/**
 * Everything that helps to see why a deployment is as it is.
 *
 * @param pods those that it selects
 * @param events those of the deployment, its replica sets and its pods, oldest first
 */
public record DeploymentDescription(
        KubernetesDeployment deployment,
        List<Condition> conditions,
        List<KubernetesPod> pods,
        List<KubernetesEvent> events) {
    /** Checks and copies. */
    public DeploymentDescription {
        conditions = List.copyOf(conditions);
        pods = List.copyOf(pods);
        events = List.copyOf(events);
    }
}
