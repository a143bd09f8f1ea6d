package dev.quayside.app.cli.view;

import dev.quayside.app.cli.output.Table;
import dev.quayside.app.cli.view.ClusterObjects.Namespaces;
import dev.quayside.engine.kubernetes.DeploymentDescription;
import dev.quayside.engine.kubernetes.KubernetesDeployment;
import dev.quayside.engine.kubernetes.RolloutStatus;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Deployments of a cluster. */
public final class Deployments {
    private Deployments() {}

    /** For people. */
    public static Table table(
            List<KubernetesDeployment> deployments, Namespaces namespaces, Function<Instant, String> ago) {
        var table = ClusterObjects.table(
                namespaces, "name", "ready", "up to date", "available", "image", "ports", "created");
        deployments.forEach(deployment -> table.row(ClusterObjects.cells(
                namespaces,
                deployment.namespace(),
                deployment.name(),
                deployment.rollout().ready() + "/" + deployment.replicas(),
                Integer.toString(deployment.rollout().updated()),
                Integer.toString(deployment.rollout().available()),
                deployment.image(),
                String.join(", ", ClusterObjects.ports(deployment.ports())),
                ago.apply(deployment.metadata().created()))));
        return table;
    }

    /** For programs. */
    public static Tree tree(KubernetesDeployment deployment) {
        var tree = new Tree()
                .put("name", deployment.name())
                .put("namespace", deployment.namespace())
                .put("image", deployment.image())
                .put("replicas", deployment.replicas())
                .put("ports", ClusterObjects.ports(deployment.ports()))
                .put("environment", deployment.environment())
                .put("container", deployment.container())
                .put("selector", deployment.selector())
                .put("rollout", tree(deployment.rollout()));
        return ClusterObjects.withMetadata(tree, deployment.metadata());
    }

    /** For programs. */
    public static Tree tree(RolloutStatus rollout) {
        return new Tree()
                .put("complete", rollout.isComplete())
                .put("desired", rollout.desired())
                .put("total", rollout.total())
                .put("updated", rollout.updated())
                .put("ready", rollout.ready())
                .put("available", rollout.available())
                .put("observed", rollout.observed())
                .put("problem", rollout.problem());
    }

    /** With what helps to see why it is as it is, for people. */
    public static String text(DeploymentDescription description, Function<Instant, String> ago) {
        var pods = description.pods().isEmpty() ? "" : "\n" + Pods.table(description.pods(), Namespaces.HIDDEN, ago);
        var problem = description
                .deployment()
                .rollout()
                .problem()
                .map(text -> "\n" + text + "\n")
                .orElse("");
        return table(List.of(description.deployment()), Namespaces.HIDDEN, ago)
                + problem
                + pods
                + ClusterObjects.events(description.events(), ago);
    }

    /** With what helps to see why it is as it is, for programs. */
    public static Tree tree(DeploymentDescription description) {
        return tree(description.deployment())
                .put("conditions", description.conditions(), ClusterObjects::tree)
                .put("pods", description.pods(), Pods::tree)
                .put("events", description.events(), ClusterObjects::tree);
    }
}
