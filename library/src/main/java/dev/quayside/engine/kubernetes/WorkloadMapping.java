package dev.quayside.engine.kubernetes;

import dev.quayside.engine.ImageFacts;
import dev.quayside.json.JsonObject;
import dev.quayside.model.App;
import dev.quayside.model.Lifecycle;
import dev.quayside.model.Lifecycle.RestartPolicy;
import dev.quayside.model.Orchestration.Autoscale;
import dev.quayside.model.Rollout;
import dev.quayside.model.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service as the workload that keeps its pods.
 *
 * <p>What someone waits for to complete, or what is written not to be restarted, is a Job. One replica that writes a named volume
 * is a StatefulSet: a Deployment would run two databases on one folder during a change. What runs on each node is a DaemonSet.
 * Anything else is a Deployment.
 */
final class WorkloadMapping {
    /** Kubernetes waits longer each time, ten minutes in all. */
    private static final int UNTIL_IT_IS_THERE = 6;

    private static final String WAVE = "argocd.argoproj.io/sync-wave";

    private final App app;
    private final Service service;
    private final String namespace;
    private final ManifestOptions options;
    private final StorageMapping.PodStorage storage;
    private final Sharers sharers;
    private final NetworkMapping network;
    private final Waves waves;
    private final MappingReport report;
    private final PlacementMapping placement;
    private final String name;
    private final String place;

    WorkloadMapping(
            App app,
            Service service,
            String namespace,
            ManifestOptions options,
            StorageMapping volumes,
            Sharers sharers,
            NetworkMapping network,
            Waves waves,
            MappingReport report) {
        this.app = app;
        this.service = service;
        this.namespace = namespace;
        this.options = options;
        this.storage = volumes.of(service);
        this.sharers = sharers;
        this.network = network;
        this.waves = waves;
        this.report = report;
        this.placement = new PlacementMapping(service, report);
        this.name = Names.dnsLabel("service", service.name());
        this.place = "services." + service.name();
    }

    List<Manifest> manifests() {
        service.dependsOn().keySet().stream()
                .filter(other -> app.services().containsKey(other))
                .findFirst()
                .ifPresent(other -> report.approximated(
                        place + ".depends_on",
                        "files cannot wait: the objects carry the order as waves, which Argo CD follows; others restart pods"
                                + " until what they need is there"));
        if (app.runsToItsEnd(service)) {
            refuseScaling("a job");
            return List.of(job());
        }
        sayRestart();
        if (service.lifecycle().global()) {
            refuseScaling("one on each node");
            return List.of(daemonSet());
        }
        if (storage.writesVolume() && !isSeveral()) {
            return List.of(statefulSet());
        }
        var manifests = new ArrayList<Manifest>();
        manifests.add(deployment());
        if (isSeveral()) {
            manifests.add(disruptionBudget());
        }
        service.orchestration().autoscale().ifPresent(scale -> manifests.add(autoscaler(scale)));
        return manifests;
    }

    /** Whether there may be two replicas at a time. */
    private boolean isSeveral() {
        return service.lifecycle().replicas() > 1
                || service.orchestration().autoscale().isPresent();
    }

    private void refuseScaling(String what) {
        if (service.orchestration().autoscale().isPresent()) {
            report.refused(place + ".x-quayside.autoscale", "it is " + what + ", which has no number of replicas");
        }
    }

    private boolean is(RestartPolicy.Mode mode) {
        return service.lifecycle()
                .restart()
                .filter(policy -> policy.mode() == mode)
                .isPresent();
    }

    private void sayRestart() {
        if (service.lifecycle().restart().isEmpty()) {
            report.approximated(
                    place + ".restart",
                    "the file does not say it: on Kubernetes what ends is started again; 'restart: \"no\"' makes it a job");
        } else if (!is(RestartPolicy.Mode.ALWAYS)) {
            report.approximated(
                    place + ".restart", "as 'always': what is to run all the time is started again however it ended");
        }
    }

    private Manifest job() {
        int retries = service.lifecycle()
                .restart()
                .filter(policy -> policy.mode() == RestartPolicy.Mode.ON_FAILURE)
                .map(policy -> policy.maximumRetries() == 0 ? UNTIL_IT_IS_THERE : policy.maximumRetries())
                .orElse(service.dependsOn().isEmpty() ? 0 : UNTIL_IT_IS_THERE);
        if (!service.dependsOn().isEmpty()) {
            report.approximated(
                    place + ".restart",
                    "a job that needs others is tried again until they are there, six times at most");
        }
        var spec = new JsonObject()
                .put("backoffLimit", retries)
                .put("completions", Math.max(1, service.lifecycle().replicas()))
                .put("parallelism", service.lifecycle().replicas())
                .put("template", template("Never", Duration.ZERO));
        report.approximated(place, "it is a Job: completed and unchanged, it does not run again");
        return workload("batch/v1", "Job", spec);
    }

    private Manifest statefulSet() {
        service.process()
                .hostname()
                .ifPresent(host -> report.approximated(
                        place + ".hostname", "a replica that writes a named volume is called '" + name + "-0'"));
        var spec = settling()
                .put("replicas", service.lifecycle().replicas())
                .put("serviceName", name)
                .put("selector", selector())
                .put("template", template("Always", drain()));
        return workload("apps/v1", "StatefulSet", spec);
    }

    private Manifest deployment() {
        boolean stopFirst = service.lifecycle().updateOrder().equals(Optional.of(Lifecycle.UpdateOrder.STOP_FIRST));
        boolean alone = stopFirst || placement.keepsApart();
        var rolling = new JsonObject();
        putAtATime(rolling, "maxSurge", alone ? 0 : 1);
        putAtATime(rolling, "maxUnavailable", alone ? 1 : 0);
        var spec = settling();
        if (service.orchestration().autoscale().isEmpty()) {
            spec.put("replicas", service.lifecycle().replicas());
        }
        spec.put("selector", selector())
                .put("strategy", new JsonObject().put("type", "RollingUpdate").put("rollingUpdate", rolling))
                .put("template", template("Always", drain()));
        return workload("apps/v1", "Deployment", spec);
    }

    /** How many are replaced at a time, where it is the new ones, or the old ones, that are counted. */
    private void putAtATime(JsonObject rolling, String field, int unless) {
        int parallelism = service.orchestration().rollout().parallelism().orElse(1);
        if (unless == 0) {
            rolling.put(field, 0);
        } else if (parallelism == 0) {
            rolling.put(field, "100%");
        } else {
            rolling.put(field, parallelism);
        }
    }

    private Manifest daemonSet() {
        if (sharers.usesOneNode(service)) {
            report.refused(
                    place + ".deploy.mode",
                    "it runs on each node, and its volume can be used on one: write 'x-quayside: {access: many-nodes}' there");
        }
        var spec = settling().put("selector", selector()).put("template", template("Always", drain()));
        if (service.orchestration().rollout().parallelism().isPresent()) {
            var rolling = new JsonObject();
            putAtATime(rolling, "maxUnavailable", 1);
            spec.put(
                    "updateStrategy",
                    new JsonObject().put("type", "RollingUpdate").put("rollingUpdate", rolling));
        }
        return workload("apps/v1", "DaemonSet", spec);
    }

    /** The share of the CPU is one of what is reserved: without that there is no scaling. */
    private Manifest autoscaler(Autoscale scale) {
        if (service.resources().cpuReservation().isEmpty()) {
            report.refused(
                    place + ".x-quayside.autoscale",
                    "how busy a replica is counts against what it reserves: write deploy.resources.reservations.cpus");
        }
        var target = new JsonObject().put("type", "Utilization").put("averageUtilization", scale.cpuPercent());
        var metric = new JsonObject()
                .put("type", "Resource")
                .put("resource", new JsonObject().put("name", "cpu").put("target", target));
        var scaled = new JsonObject()
                .put("apiVersion", "apps/v1")
                .put("kind", "Deployment")
                .put("name", name);
        var spec = new JsonObject()
                .put("scaleTargetRef", scaled)
                .put("minReplicas", scale.minimum())
                .put("maxReplicas", scale.maximum())
                .putObjects("metrics", List.of(metric));
        return workload("autoscaling/v2", "HorizontalPodAutoscaler", spec);
    }

    /** Without a test a container counts as ready when it has begun, also one that ends at once: it must run for a second. */
    private JsonObject settling() {
        var image = options.image(service).flatMap(ImageFacts::healthCheck);
        boolean tested = service.healthCheck()
                .or(() -> image)
                .filter(check -> !check.disabled())
                .isPresent();
        Rollout rollout = service.orchestration().rollout();
        rollout.delay().ifPresent(delay -> report.byTable(service.name(), "deploy.update_config.delay"));
        rollout.monitor().ifPresent(delay -> report.byTable(service.name(), "deploy.update_config.monitor"));
        long asked = Math.max(
                PodMapping.seconds(rollout.delay().orElse(Duration.ZERO)),
                PodMapping.seconds(rollout.monitor().orElse(Duration.ZERO)));
        return new JsonObject().putUnlessZero("minReadySeconds", Math.max(asked, tested ? 0 : 1));
    }

    private Duration drain() {
        boolean serves = !network.ports(service).isEmpty();
        return serves ? service.lifecycle().drainTime().orElse(Lifecycle.DEFAULT_DRAIN_TIME) : Duration.ZERO;
    }

    private JsonObject selector() {
        return new JsonObject().put("matchLabels", ManifestLabels.ofService(app, service));
    }

    private JsonObject template(String restartPolicy, Duration drain) {
        var pod = new PodMapping(app, service, options.image(service), storage, network.ports(service), report)
                .spec(restartPolicy, drain);
        JsonObject together = sharers.affinity(service, isSeveral());
        JsonObject affinity = new JsonObject().putAll(together).putAll(placement.affinity(selector()));
        if (!together.isEmpty()) {
            report.approximated(
                    place + ".volumes",
                    "its pods and those that share its volumes run on one node, as a claim is used on one at a time; write"
                            + " 'x-quayside: {access: many-nodes}' at the volume where the storage can do more");
        }
        pod.putUnlessEmpty("affinity", affinity);
        var spread = new ArrayList<>(placement.spread(selector()));
        if (together.isEmpty() && isSeveral()) {
            spread.add(spread());
        }
        if (!spread.isEmpty()) {
            pod.putObjects("topologySpreadConstraints", spread);
        }
        var labels = new LinkedHashMap<>(PodMapping.labels(service));
        labels.putAll(ManifestLabels.ofPods(app, service, network.aliases(service)));
        var metadata = new JsonObject()
                .put("labels", labels)
                .putUnlessEmpty("annotations", PodMapping.annotations(service, report));
        return new JsonObject().put("metadata", metadata).put("spec", pod);
    }

    private JsonObject spread() {
        return new JsonObject()
                .put("maxSkew", 1)
                .put("topologyKey", "kubernetes.io/hostname")
                .put("whenUnsatisfiable", "ScheduleAnyway")
                .put("labelSelector", selector());
    }

    private Manifest disruptionBudget() {
        var spec = new JsonObject().put("maxUnavailable", 1).put("selector", selector());
        return AppManifests.manifest(
                "policy/v1",
                "PodDisruptionBudget",
                ManifestLabels.metadata(app, namespace, name, "service", service.name()),
                new JsonObject().put("spec", spec));
    }

    private Manifest workload(String version, String kind, JsonObject spec) {
        var metadata = ManifestLabels.metadata(app, namespace, name, "service", service.name());
        int wave = waves.of(service.name());
        if (wave > 0) {
            metadata.put("annotations", Map.of(WAVE, Integer.toString(wave)));
        }
        return AppManifests.manifest(version, kind, metadata, new JsonObject().put("spec", spec));
    }
}
