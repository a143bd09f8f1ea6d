package dev.quayside;

import dev.quayside.engine.docker.DockerContainer;
import dev.quayside.engine.docker.DockerIntegration;
import dev.quayside.engine.docker.ListContainersOptions;
import java.util.List;
import java.util.Set;

/**
 * A tool that runs clusters whose nodes are containers of a Docker Engine.
 *
 * @param prefix how the contexts of its clusters begin, followed by the cluster's name
 * @param clusterLabel the label of a node with the cluster's name
 * @param roleLabel the label with the role of such a container; empty: all are nodes
 * @param roles those of nodes
 * @param ctr the command for the containerd in a node
 */
record LocalCluster(String prefix, String clusterLabel, String roleLabel, Set<String> roles, List<String> ctr) {
    private static final LocalCluster KIND = new LocalCluster(
            "kind-", "io.x-k8s.kind.cluster", "io.x-k8s.kind.role", Set.of("control-plane", "worker"), List.of("ctr"));
    private static final LocalCluster K3D = new LocalCluster(
            "k3d-",
            "k3d.cluster",
            "k3d.role",
            Set.of("server", "agent"),
            List.of("ctr", "--address", "/run/k3s/containerd/containerd.sock"));

    /** Its contexts are named by their cluster alone, so that any may be one. */
    private static final LocalCluster MINIKUBE =
            new LocalCluster("", "name.minikube.sigs.k8s.io", "", Set.of(), List.of("ctr"));

    /** The tool that names its contexts like this one. */
    static LocalCluster of(String context) {
        return List.of(KIND, K3D).stream()
                .filter(cluster -> context.startsWith(cluster.prefix))
                .findFirst()
                .orElse(MINIKUBE);
    }

    /** Whether a context of such a name can hardly be anything else. */
    boolean isCertain() {
        return !prefix.isEmpty();
    }

    /** The running nodes of the cluster of a context; none if this engine does not run it. */
    List<ClusterNode> nodes(DockerIntegration docker, String context) {
        var labelled =
                ListContainersOptions.RUNNING.brief().withLabel(clusterLabel, context.substring(prefix.length()));
        return docker.listContainers(labelled).stream()
                .filter(container ->
                        roleLabel.isEmpty() || roles.contains(container.labels().getOrDefault(roleLabel, "")))
                .map(container -> new ClusterNode(docker, container, store(docker, container)))
                .toList();
    }

    private ClusterNode.Store store(DockerIntegration docker, DockerContainer container) {
        // Minikube's nodes have a Docker Engine, which runs if it is what the kubelet uses.
        return !isCertain() && ClusterNode.succeeds(docker, container, "sh", "-c", "docker version")
                ? new ClusterNode.Store.Docker()
                : new ClusterNode.Store.Containerd(ctr);
    }
}
