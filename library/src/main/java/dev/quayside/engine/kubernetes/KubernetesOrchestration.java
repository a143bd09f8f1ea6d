package dev.quayside.engine.kubernetes;

import dev.quayside.engine.EntryStream;
import dev.quayside.engine.ExecRequest;
import dev.quayside.engine.ExecSession;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.ContainerPort;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A Kubernetes cluster: deployments, services, namespaces and pods.
 *
 * <p>Calls block; interrupting the calling thread ends its call. Thread-safe: one instance serves a whole program. An empty
 * namespace is refused; {@link #namespace} says which one the configuration means.
 *
 * <p>Every method may fail with a {@link QuaysideException} of these codes: {@code ENGINE_UNREACHABLE},
 * {@code ENGINE_LOST} (the answer did not come), {@code TIMED_OUT}, {@code INTERRUPTED}, {@code AUTHENTICATION_FAILED},
 * {@code ENGINE_PERMISSION_DENIED} (it names the right that is missing), {@code REFUSED_BY_POLICY} (quotas and admission),
 * {@code INVALID_ARGUMENT} (it names the field) and {@code ENGINE_FAILED}; methods name only what they add to these. Creating,
 * updating and deleting may safely be repeated, and are repeated when an answer was lost. What waits adds {@code NOT_READY} at
 * its deadline, and {@code CONTAINER_FAILED} for a container that keeps ending.
 */
public final class KubernetesOrchestration implements AutoCloseable {
    private final KubernetesApi api;
    private final Deployments deployments;
    private final Services services;
    private final Namespaces namespaces;
    private final Pods pods;
    private final Diagnosis diagnosis;

    KubernetesOrchestration(KubernetesApi api) {
        this.api = api;
        var awaiting = new Awaiting(api);
        var creation = new Creation(api);
        var deletion = new Deletion(api, awaiting);
        this.deployments = new Deployments(api, creation, deletion, new Rollout(api, awaiting));
        this.services = new Services(api, creation, deletion);
        this.namespaces = new Namespaces(api, creation, deletion, awaiting);
        this.pods = new Pods(api, creation, deletion, awaiting);
        this.diagnosis = new Diagnosis(api);
    }

    /**
     * Uses the cluster that other tools would use, by the environment and files of this process. Nothing is connected before the
     * first call.
     *
     * @throws QuaysideException {@code INVALID_FILE} for a wrong configuration, {@code ENGINE_UNREACHABLE} if there is none
     */
    public static KubernetesOrchestration connect() {
        return connect(resolved());
    }

    /**
     * Uses the current context of a configuration file.
     *
     * @param kubeconfig such as {@code ~/.kube/config}; a leading {@code ~} is the home folder
     * @throws QuaysideException {@code INVALID_FILE} for a wrong configuration
     */
    public static KubernetesOrchestration connect(Path kubeconfig) {
        return connect(resolved().withKubeconfig(kubeconfig));
    }

    /**
     * Uses the cluster that the options mean.
     *
     * @throws QuaysideException {@code INVALID_FILE} for a wrong configuration, {@code ENGINE_UNREACHABLE} if there is none
     */
    public static KubernetesOrchestration connect(KubernetesOptions options) {
        return new KubernetesOrchestration(new KubernetesApi(ClusterChoice.resolve(options), options));
    }

    private static KubernetesOptions resolved() {
        return KubernetesOptions.resolve(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** The context that is used. */
    public String context() {
        return api.access().context();
    }

    /** The namespace that the configuration means where none is named. */
    public String namespace() {
        return api.access().namespace();
    }

    /** The calls below these methods. */
    KubernetesApi api() {
        return api;
    }

    // The methods of the seed, in its order, each in its short form and with options.

    /**
     * Creates a deployment whose pods carry the label {@code app} with its name.
     *
     * @param ports where the container listens
     * @param environment its variables
     * @throws QuaysideException {@code ALREADY_EXISTS}; {@code NOT_FOUND} without the namespace
     */
    public KubernetesDeployment createDeployment(
            String name,
            String namespace,
            String image,
            int replicas,
            List<ContainerPort> ports,
            Map<String, String> environment) {
        return createDeployment(name, namespace, image, replicas, ports, environment, CreateDeploymentOptions.DEFAULT);
    }

    /**
     * Creates a deployment.
     *
     * @throws QuaysideException as {@link #createDeployment(String, String, String, int, List, Map)}
     */
    public KubernetesDeployment createDeployment(
            String name,
            String namespace,
            String image,
            int replicas,
            List<ContainerPort> ports,
            Map<String, String> environment,
            CreateDeploymentOptions options) {
        return deployments.create(Deployments.reference(name, namespace), image, replicas, ports, environment, options);
    }

    /**
     * Makes a deployment what a record says: image, replicas, ports, environment, labels and annotations.
     *
     * <p>Only what differs from what the record was read with is sent, and of that only what is not so already.
     *
     * @throws QuaysideException {@code NOT_FOUND}; {@code CONFLICT} if what should be changed is managed by someone else or was
     *     changed since the record was read
     */
    public KubernetesDeployment updateDeployment(KubernetesDeployment deployment) {
        return updateDeployment(deployment, UpdateOptions.DEFAULT);
    }

    /**
     * Makes a deployment what a record says.
     *
     * @throws QuaysideException as {@link #updateDeployment(KubernetesDeployment)}
     */
    public KubernetesDeployment updateDeployment(KubernetesDeployment deployment, UpdateOptions options) {
        return deployments.update(deployment, options);
    }

    /**
     * Deletes a deployment and, after it, its pods. Returns when the cluster has accepted.
     *
     * @throws QuaysideException {@code NOT_FOUND}; {@code NOT_OWNED} if Quayside did not create it
     */
    public void deleteDeployment(String name, String namespace) {
        deleteDeployment(name, namespace, DeleteOptions.DEFAULT);
    }

    /**
     * Deletes a deployment.
     *
     * @throws QuaysideException as {@link #deleteDeployment(String, String)}
     */
    public void deleteDeployment(String name, String namespace, DeleteOptions options) {
        deployments.delete(Deployments.reference(name, namespace), options);
    }

    /**
     * Reads a deployment.
     *
     * @throws QuaysideException {@code NOT_FOUND}
     */
    public KubernetesDeployment getDeployment(String name, String namespace) {
        return deployments.get(Deployments.reference(name, namespace));
    }

    /** Lists the deployments of a namespace, sorted by name. */
    public List<KubernetesDeployment> listDeployments(String namespace) {
        return listDeployments(ListOptions.in(namespace));
    }

    /** Lists deployments, sorted by namespace and name. */
    public List<KubernetesDeployment> listDeployments(ListOptions options) {
        var all = new ArrayList<KubernetesDeployment>();
        deployments.forEach(options, all::add);
        return all;
    }

    /**
     * Creates a service.
     *
     * @param selector the labels of its pods
     * @throws QuaysideException {@code ALREADY_EXISTS}; {@code NOT_FOUND} without the namespace; {@code UNSUPPORTED} for the
     *     type {@code EXTERNAL_NAME}
     */
    public KubernetesService createService(
            String name,
            String namespace,
            Map<String, String> selector,
            List<ServicePort> ports,
            ServiceType serviceType) {
        return createService(name, namespace, selector, ports, serviceType, CreateServiceOptions.DEFAULT);
    }

    /**
     * Creates a service.
     *
     * @throws QuaysideException as {@link #createService(String, String, Map, List, ServiceType)}
     */
    public KubernetesService createService(
            String name,
            String namespace,
            Map<String, String> selector,
            List<ServicePort> ports,
            ServiceType serviceType,
            CreateServiceOptions options) {
        return services.create(Services.reference(name, namespace), selector, ports, serviceType, options);
    }

    /**
     * Deletes a service.
     *
     * @throws QuaysideException {@code NOT_FOUND}; {@code NOT_OWNED} if Quayside did not create it
     */
    public void deleteService(String name, String namespace) {
        deleteService(name, namespace, DeleteOptions.DEFAULT);
    }

    /**
     * Deletes a service.
     *
     * @throws QuaysideException as {@link #deleteService(String, String)}
     */
    public void deleteService(String name, String namespace, DeleteOptions options) {
        services.delete(Services.reference(name, namespace), options);
    }

    /**
     * Reads a service.
     *
     * @throws QuaysideException {@code NOT_FOUND}
     */
    public KubernetesService getService(String name, String namespace) {
        return services.get(Services.reference(name, namespace));
    }

    /** Lists the services of a namespace, sorted by name. */
    public List<KubernetesService> listServices(String namespace) {
        return listServices(ListOptions.in(namespace));
    }

    /** Lists services, sorted by namespace and name. */
    public List<KubernetesService> listServices(ListOptions options) {
        var all = new ArrayList<KubernetesService>();
        services.forEach(options, all::add);
        return all;
    }

    /**
     * Creates a namespace and waits until pods can be created in it. One of the name that is being deleted is waited for.
     *
     * @throws QuaysideException {@code ALREADY_EXISTS}; {@code NOT_READY} after a minute
     */
    public KubernetesNamespace createNamespace(String name) {
        return createNamespace(name, CreateNamespaceOptions.DEFAULT);
    }

    /**
     * Creates a namespace and waits until pods can be created in it.
     *
     * @throws QuaysideException as {@link #createNamespace(String)}
     */
    public KubernetesNamespace createNamespace(String name, CreateNamespaceOptions options) {
        return namespaces.create(name, options);
    }

    /**
     * Deletes a namespace with everything in it. Returns when the cluster has accepted.
     *
     * @throws QuaysideException {@code NOT_FOUND}; {@code NOT_OWNED} if Quayside did not create it, or not everything in it
     */
    public void deleteNamespace(String name) {
        deleteNamespace(name, DeleteOptions.DEFAULT);
    }

    /**
     * Deletes a namespace with everything in it.
     *
     * @throws QuaysideException as {@link #deleteNamespace(String)}
     */
    public void deleteNamespace(String name, DeleteOptions options) {
        namespaces.delete(name, options);
    }

    /**
     * Reads a namespace.
     *
     * @throws QuaysideException {@code NOT_FOUND}
     */
    public KubernetesNamespace getNamespace(String name) {
        return namespaces.get(name);
    }

    /** Lists all namespaces, sorted by name. */
    public List<KubernetesNamespace> listNamespaces() {
        var all = new ArrayList<KubernetesNamespace>();
        namespaces.forEach(all::add);
        return all;
    }

    /**
     * Creates a pod that carries the label {@code app} with its name.
     *
     * @param ports where its container listens
     * @param environment its variables
     * @throws QuaysideException {@code ALREADY_EXISTS}; {@code NOT_FOUND} without the namespace
     */
    public KubernetesPod createPod(
            String name, String namespace, String image, List<ContainerPort> ports, Map<String, String> environment) {
        return createPod(name, namespace, image, ports, environment, CreatePodOptions.DEFAULT);
    }

    /**
     * Creates a pod.
     *
     * @throws QuaysideException as {@link #createPod(String, String, String, List, Map)}
     */
    public KubernetesPod createPod(
            String name,
            String namespace,
            String image,
            List<ContainerPort> ports,
            Map<String, String> environment,
            CreatePodOptions options) {
        return pods.create(Pods.reference(name, namespace), image, ports, environment, options);
    }

    /**
     * Deletes a pod. Returns when the cluster has accepted; its processes end within their grace period.
     *
     * @throws QuaysideException {@code NOT_FOUND}; {@code NOT_OWNED} if Quayside did not create it
     */
    public void deletePod(String name, String namespace) {
        deletePod(name, namespace, DeleteOptions.DEFAULT);
    }

    /**
     * Deletes a pod.
     *
     * @throws QuaysideException as {@link #deletePod(String, String)}
     */
    public void deletePod(String name, String namespace, DeleteOptions options) {
        pods.delete(Pods.reference(name, namespace), options);
    }

    /**
     * Reads a pod.
     *
     * @throws QuaysideException {@code NOT_FOUND}
     */
    public KubernetesPod getPod(String name, String namespace) {
        return pods.get(Pods.reference(name, namespace));
    }

    /** Lists the pods of a namespace, sorted by name. */
    public List<KubernetesPod> listPods(String namespace) {
        return listPods(ListOptions.in(namespace));
    }

    /** Lists pods, sorted by namespace and name. */
    public List<KubernetesPod> listPods(ListOptions options) {
        var all = new ArrayList<KubernetesPod>();
        listPods(options, all::add);
        return all;
    }

    /** Lists pods and hands over each while the list arrives, so that a long one takes little memory. */
    public void listPods(ListOptions options, Consumer<KubernetesPod> consumer) {
        pods.forEach(options, consumer);
    }

    /** Lists pods as the cluster shows them to people, which is much faster for many than the pods themselves. */
    public List<PodRow> podRows(ListOptions options) {
        return new PodTable(api).rows(options);
    }

    // What operating them needs beside these.

    /**
     * Sets the number of a deployment's pods.
     *
     * @throws QuaysideException {@code NOT_FOUND}; {@code CONFLICT} if someone else, such as an autoscaler, manages the number
     */
    public KubernetesDeployment scale(String name, String namespace, int replicas) {
        return updateDeployment(getDeployment(name, namespace).withReplicas(replicas));
    }

    /**
     * Replaces a deployment's pods by new ones of the same kind, a few at a time. Returns when the cluster has accepted.
     *
     * @throws QuaysideException {@code NOT_FOUND}
     */
    public KubernetesDeployment restart(String name, String namespace) {
        return deployments.restart(Deployments.reference(name, namespace), Instant.now());
    }

    /**
     * How far a deployment is.
     *
     * @throws QuaysideException {@code NOT_FOUND}
     */
    public RolloutStatus rolloutStatus(String name, String namespace) {
        return getDeployment(name, namespace).rollout();
    }

    /**
     * Waits until all pods of a deployment are new and available. Ends early, with the cause, if that cannot happen.
     *
     * @throws QuaysideException {@code NOT_FOUND}; {@code NOT_READY}; {@code CONTAINER_FAILED}
     */
    public RolloutStatus awaitRollout(String name, String namespace, WaitOptions options) {
        return deployments.awaitRollout(Deployments.reference(name, namespace), options);
    }

    /**
     * Reads the output of a pod, line by line, as fast as the caller reads. The caller closes the stream.
     *
     * @throws QuaysideException {@code NOT_FOUND}; {@code INVALID_ARGUMENT} while its container is being made
     */
    public EntryStream<PodLogLine> logs(String pod, String namespace, LogOptions options) {
        return diagnosis.logs(Pods.reference(pod, namespace), options);
    }

    /**
     * Reads the output of several pods as one: what there is already by time, what comes as it comes. Pods that have not begun
     * are left out. The caller closes the stream.
     *
     * @throws QuaysideException {@code INVALID_ARGUMENT} for more than 50 pods
     */
    public EntryStream<PodLogLine> logs(ListOptions which, LogOptions options) {
        return diagnosis.logs(which, options);
    }

    /**
     * Starts a command in the main container of a pod and connects its streams. The caller closes the session; that does not
     * end the command, for which the cluster has no call.
     *
     * @throws QuaysideException {@code NOT_FOUND}; {@code UNSUPPORTED} for a user, folder or environment of its own
     */
    public ExecSession exec(String pod, String namespace, ExecRequest request) {
        return exec(pod, namespace, getPod(pod, namespace).container(), request);
    }

    /**
     * Starts a command in a container of a pod and connects its streams.
     *
     * @throws QuaysideException as {@link #exec(String, String, ExecRequest)}
     */
    public ExecSession exec(String pod, String namespace, String container, ExecRequest request) {
        return PodExec.start(api, Pods.reference(pod, namespace), container, request);
    }

    /**
     * Copies a file or folder of this machine into a folder of a pod's main container, with modes; all files then belong to the
     * container's user. Links stay links. The container needs the program {@code tar}.
     *
     * @throws QuaysideException {@code NOT_FOUND} without the pod or the folder; {@code IO_FAILED} for what cannot be read or
     *     written; {@code UNSUPPORTED} without {@code tar}
     */
    public void copyTo(String pod, String namespace, Path source, String folder) {
        copyTo(pod, namespace, source, folder, CopyOptions.DEFAULT);
    }

    /**
     * Copies a file or folder of this machine into a folder of a pod.
     *
     * @throws QuaysideException as {@link #copyTo(String, String, Path, String)}
     */
    public void copyTo(String pod, String namespace, Path source, String folder, CopyOptions options) {
        files(pod, namespace, options).copyTo(source, folder, options.name());
    }

    /**
     * Copies a file or folder of a pod's main container into a folder of this machine, with modes. Links stay links, and what
     * would be written outside the folder is refused: the container is not trusted. It needs the program {@code tar}.
     *
     * @throws QuaysideException {@code NOT_FOUND} without the pod or the path; {@code IO_FAILED} for what cannot be read or
     *     written; {@code UNSUPPORTED} without {@code tar}
     */
    public void copyFrom(String pod, String namespace, String path, Path folder) {
        copyFrom(pod, namespace, path, folder, CopyOptions.DEFAULT);
    }

    /**
     * Copies a file or folder of a pod into a folder of this machine.
     *
     * @throws QuaysideException as {@link #copyFrom(String, String, String, Path)}
     */
    public void copyFrom(String pod, String namespace, String path, Path folder, CopyOptions options) {
        files(pod, namespace, options).copyFrom(path, folder, options.name());
    }

    private PodFiles files(String pod, String namespace, CopyOptions options) {
        var container =
                options.container().orElseGet(() -> getPod(pod, namespace).container());
        return new PodFiles(api, Pods.reference(pod, namespace), container);
    }

    /**
     * Lets programs of this machine reach a port of a pod, at a free port of the loopback address. The caller closes it.
     *
     * @throws QuaysideException {@code NOT_FOUND}; {@code NOT_READY} if the pod does not run
     */
    public PortForward portForward(String pod, String namespace, int port) {
        return portForward(new ForwardTarget.Pod(pod), namespace, port, ForwardOptions.DEFAULT);
    }

    /**
     * Lets programs of this machine reach a port of a pod, or of a ready pod of a service or deployment. When that pod is gone,
     * new connections go to another one. The caller closes it.
     *
     * @param port TCP; of the service if the target is one
     * @throws QuaysideException {@code NOT_FOUND}; {@code NOT_READY} if no pod is ready; {@code PORT_IN_USE}
     */
    public PortForward portForward(ForwardTarget target, String namespace, int port, ForwardOptions options) {
        return PortForward.open(api, new ForwardRoute(api, target, namespace, port), options);
    }

    /** What the cluster noted about the objects of a namespace, oldest first. It forgets after about an hour. */
    public List<KubernetesEvent> events(String namespace) {
        return diagnosis.events(namespace);
    }

    /**
     * Says everything of one deployment: state, conditions, pods and events.
     *
     * @throws QuaysideException {@code NOT_FOUND}
     */
    public DeploymentDescription describeDeployment(String name, String namespace) {
        return diagnosis.describeDeployment(Deployments.reference(name, namespace));
    }

    /**
     * Says everything of one pod: state, conditions and events.
     *
     * @throws QuaysideException {@code NOT_FOUND}
     */
    public PodDescription describePod(String name, String namespace) {
        return diagnosis.describePod(Pods.reference(name, namespace));
    }

    /**
     * What pods use, as the cluster measured it last.
     *
     * @throws QuaysideException {@code UNSUPPORTED} where nothing measures
     */
    public List<PodStats> stats(ListOptions which) {
        return diagnosis.stats(which);
    }

    /** Ends the connections. What runs goes on. */
    @Override
    public void close() {
        api.close();
    }
}
