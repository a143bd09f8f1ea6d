package dev.quayside.examples;

import dev.quayside.engine.kubernetes.CreateDeploymentOptions;
import dev.quayside.engine.kubernetes.KubernetesDeployment;
import dev.quayside.engine.kubernetes.KubernetesOrchestration;
import dev.quayside.engine.kubernetes.ServicePort;
import dev.quayside.engine.kubernetes.ServiceType;
import dev.quayside.engine.kubernetes.UpdateOptions;
import dev.quayside.engine.kubernetes.WaitOptions;
import dev.quayside.model.ContainerPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The life of a deployment and a service, from a namespace of their own to its removal.
 *
 * <p>The cluster is that of {@code ~/.kube/config}, or of the file that is given. Its nodes must know the image
 * {@code toronto-ai:latest}, which {@link DockerExample} builds; {@code lab/kubernetes push toronto-ai:latest} gives it to those
 * of the lab.
 */
public final class KubernetesExample {
    private static final WaitOptions SOON = WaitOptions.within(Duration.ofMinutes(3));

    private KubernetesExample() {}

    /** Creates, lists, updates and deletes. */
    public static void main(String[] arguments) {
        var config = Path.of(arguments.length > 0 ? arguments[0] : "~/.kube/config");
        try (var kubernetes = KubernetesOrchestration.connect(config)) {
            kubernetes.createNamespace("toronto-ai");

            KubernetesDeployment deployment = kubernetes.createDeployment(
                    "toronto-ai-app",
                    "toronto-ai",
                    "toronto-ai:latest",
                    3,
                    List.of(ContainerPort.of(8080)),
                    Map.of("NODE_ENV", "production"),
                    CreateDeploymentOptions.DEFAULT.waiting(SOON));
            System.out.println("Rollout: " + deployment.rollout());

            kubernetes.createService(
                    "toronto-ai-service",
                    "toronto-ai",
                    Map.of("app", "toronto-ai-app"),
                    List.of(ServicePort.of(80, 8080)),
                    ServiceType.LOAD_BALANCER);

            kubernetes
                    .listDeployments("toronto-ai")
                    .forEach(d -> System.out.println("Deployment: " + d.name() + ", Replicas: " + d.replicas()));
            kubernetes
                    .listServices("toronto-ai")
                    .forEach(s -> System.out.println("Service: " + s.name() + ", Type: " + s.serviceType()));

            KubernetesDeployment updated =
                    kubernetes.updateDeployment(deployment.withReplicas(5), UpdateOptions.DEFAULT.waiting(SOON));
            System.out.println("Updated: " + updated.name() + ", Replicas: " + updated.replicas());

            kubernetes.deleteService("toronto-ai-service", "toronto-ai");
            kubernetes.deleteDeployment("toronto-ai-app", "toronto-ai");
            kubernetes.deleteNamespace("toronto-ai");
        }
    }
}
