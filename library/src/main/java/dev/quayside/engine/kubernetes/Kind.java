package dev.quayside.engine.kubernetes;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of objects that Quayside speaks of, and where the API has them. */
enum Kind {
    DEPLOYMENT("Deployment", "deployments", "apps/v1"),
    REPLICA_SET("ReplicaSet", "replicasets", "apps/v1"),
    STATEFUL_SET("StatefulSet", "statefulsets", "apps/v1"),
    DAEMON_SET("DaemonSet", "daemonsets", "apps/v1"),
    JOB("Job", "jobs", "batch/v1"),
    CRON_JOB("CronJob", "cronjobs", "batch/v1"),
    INGRESS("Ingress", "ingresses", "networking.k8s.io/v1"),
    HTTP_ROUTE("HTTPRoute", "httproutes", "gateway.networking.k8s.io/v1"),
    SERVICE("Service", "services", "v1"),
    NODE("Node", "nodes", "v1"),
    POD("Pod", "pods", "v1"),
    NAMESPACE("Namespace", "namespaces", "v1"),
    SERVICE_ACCOUNT("ServiceAccount", "serviceaccounts", "v1"),
    CONFIG_MAP("ConfigMap", "configmaps", "v1"),
    SECRET("Secret", "secrets", "v1"),
    CLAIM("PersistentVolumeClaim", "persistentvolumeclaims", "v1"),
    NETWORK_POLICY("NetworkPolicy", "networkpolicies", "networking.k8s.io/v1"),
    DISRUPTION_BUDGET("PodDisruptionBudget", "poddisruptionbudgets", "policy/v1"),
    AUTOSCALER("HorizontalPodAutoscaler", "horizontalpodautoscalers", "autoscaling/v2"),
    CONTROLLER_REVISION("ControllerRevision", "controllerrevisions", "apps/v1"),
    ENDPOINT_SLICE("EndpointSlice", "endpointslices", "discovery.k8s.io/v1"),
    EVENT("Event", "events", "v1"),
    POD_METRICS("PodMetrics", "pods", "metrics.k8s.io/v1beta1");

    private final String kind;
    private final String plural;
    private final String apiVersion;

    Kind(String kind, String plural, String apiVersion) {
        this.kind = kind;
        this.plural = plural;
        this.apiVersion = apiVersion;
    }

    /** The kind that a reference to an object names; empty if Quayside does not speak of it. */
    static Optional<Kind> find(String apiVersion, String kind) {
        return Arrays.stream(values())
                .filter(known -> known.apiVersion.equals(apiVersion) && known.kind.equals(kind))
                .findFirst();
    }

    /** The kind that objects call so. */
    static Kind of(String kind) {
        return Arrays.stream(values())
                .filter(known -> known.kind.equalsIgnoreCase(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kind '" + kind + "'"));
    }

    /** As objects write it. */
    String kind() {
        return kind;
    }

    /** As objects write it. */
    String apiVersion() {
        return apiVersion;
    }

    /** As rights name it: {@code deployments.apps}. */
    String resource() {
        return group().isEmpty() ? plural : plural + "." + group();
    }

    /** As paths name all of them. */
    String plural() {
        return plural;
    }

    /** The group of its API; empty for the oldest. */
    String group() {
        var slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    /** As a sentence names it. */
    String words() {
        return kind.toLowerCase(Locale.ROOT);
    }

    /** The path of all of them, in a namespace or, if that is empty, in the whole cluster. */
    String path(String namespace) {
        var root = apiVersion.indexOf('/') < 0 ? "/api/" + apiVersion : "/apis/" + apiVersion;
        var within = namespace.isEmpty() ? "" : "/namespaces/" + Call.segment("namespace", namespace);
        return root + within + "/" + plural;
    }
}
