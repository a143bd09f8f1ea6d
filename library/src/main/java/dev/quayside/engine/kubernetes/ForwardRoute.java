package dev.quayside.engine.kubernetes;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the pod that a forwarded connection goes to.
 *
 * <p>Thread-safe. A choice serves the connections of the next seconds, so that many cost one look, and a pod that ends loses
 * them soon.
 */
final class ForwardRoute {
    private static final long CHOICE_NANOS = Duration.ofSeconds(2).toNanos();

    private final KubernetesApi api;
    private final ForwardTarget target;
    private final String namespace;
    private final int port;
    private volatile @Nullable Choice choice;

    /** Where a connection ends. */
    record PodPort(ObjectRef pod, int port) {}

    private record Choice(PodPort podPort, long time) {}

    ForwardRoute(KubernetesApi api, ForwardTarget target, String namespace, int port) {
        this.api = api;
        this.target = target;
        this.namespace = namespace;
        this.port = port;
    }

    /**
     * The pod for a new connection.
     *
     * @throws QuaysideException {@code NOT_FOUND}; {@code NOT_READY} if no pod of the target is ready
     */
    PodPort current() {
        var present = choice;
        if (present != null && System.nanoTime() - present.time() < CHOICE_NANOS) {
            return present.podPort();
        }
        var found = find();
        choice = new Choice(found, System.nanoTime());
        return found;
    }

    /** The next connection looks again. */
    void forget() {
        choice = null;
    }

    private PodPort find() {
        return switch (target) {
            case ForwardTarget.Pod(var name) -> ofPod(Pods.reference(name, namespace));
            case ForwardTarget.Service(var name) -> ofService(Services.reference(name, namespace));
            case ForwardTarget.Deployment(var name) -> ofDeployment(Deployments.reference(name, namespace));
        };
    }

    private PodPort ofPod(ObjectRef pod) {
        var json = api.json(Call.get(pod));
        if (!json.at("status").text("phase").equals("Running")) {
            throw new QuaysideException(
                    ErrorCode.NOT_READY,
                    "The " + pod + " does not run: " + PodJson.status(json),
                    "wait until it runs, or see what keeps it from that");
        }
        return new PodPort(pod, port);
    }

    private PodPort ofDeployment(ObjectRef reference) {
        var deployment = DeploymentJson.deployment(api.json(Call.get(reference)));
        var pod = readyPod(reference, deployment.selector());
        return new PodPort(Pods.reference(ObjectJson.name(pod), namespace), port);
    }

    private PodPort ofService(ObjectRef reference) {
        var service = ServiceJson.service(api.json(Call.get(reference)));
        var chosen = service.ports().stream()
                .filter(candidate -> candidate.port() == port)
                .findFirst()
                .orElseThrow(() -> new QuaysideException(
                        ErrorCode.INVALID_ARGUMENT,
                        "The " + reference + " has no port " + port + ", but " + service.ports(),
                        "name one of its ports"));
        var pod = readyPod(reference, service.selector());
        return new PodPort(Pods.reference(ObjectJson.name(pod), namespace), number(reference, chosen.target(), pod));
    }

    private static int number(ObjectRef service, ServicePort.Target target, Json pod) {
        return switch (target) {
            case ServicePort.Target.PortNumber(var number) -> number;
            case ServicePort.Target.PortName(var name) ->
                pod.at("spec").items("containers").stream()
                        .flatMap(container -> container.items("ports").stream())
                        .filter(candidate -> candidate.text("name").equals(name))
                        .map(candidate -> candidate.smallNumber("containerPort"))
                        .findFirst()
                        .orElseThrow(() -> new QuaysideException(
                                ErrorCode.INVALID_ARGUMENT,
                                "The " + service + " leads to the port '" + name + "', which pod '"
                                        + ObjectJson.name(pod) + "' does not have",
                                "correct the service or the pod"));
        };
    }

    /** The newest may be the first to go in a rollback, the oldest in a rollout: any will do that is ready and stays. */
    private Json readyPod(ObjectRef owner, Map<String, String> selector) {
        if (selector.isEmpty()) {
            throw new QuaysideException(
                    ErrorCode.UNSUPPORTED,
                    "The " + owner + " selects no pods by their labels",
                    "forward to one of its pods by name");
        }
        var pods = new ArrayList<Json>();
        api.forEach(Lists.call(Kind.POD, new ListOptions(Optional.of(namespace), selector)), pods::add);
        return pods.stream()
                .filter(ForwardRoute::isReady)
                .findFirst()
                .orElseThrow(() -> new QuaysideException(
                        ErrorCode.NOT_READY,
                        "No pod of the " + owner + " is ready (" + pods.size() + " are not)",
                        "wait until one is ready, or see what keeps them from that"));
    }

    private static boolean isReady(Json pod) {
        return !pod.at("metadata").at("deletionTimestamp").isPresent()
                && ObjectJson.condition(pod, "Ready").text("status").equals("True");
    }
}
