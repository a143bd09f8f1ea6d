package dev.quayside.engine.kubernetes;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.JsonObject;
import dev.quayside.model.ContainerPort;
import dev.quayside.model.Resources;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Writes what a pod is made of. Every field that can be sent stands here. */
final class PodBody {
    private final String name;
    private final String image;
    private final PodOptions options;

    private PodBody(String name, String image, PodOptions options) {
        this.name = name;
        this.image = image;
        this.options = options;
    }

    /** The {@code spec} of a pod with one container of its name. */
    static JsonObject spec(
            String name, String image, List<ContainerPort> ports, Map<String, String> environment, PodOptions options) {
        return new PodBody(name, image, options).spec(ports, environment);
    }

    private JsonObject spec(List<ContainerPort> ports, Map<String, String> environment) {
        var spec = new JsonObject()
                .putObjects("containers", List.of(container(ports, environment)))
                .put("restartPolicy", options.restartPolicy().toString())
                .put("enableServiceLinks", false)
                .put("automountServiceAccountToken", options.serviceAccount().isPresent())
                .putUnlessEmpty("nodeSelector", options.nodeLabels())
                .putUnlessEmpty("securityContext", podSecurity());
        options.serviceAccount().ifPresent(account -> spec.put("serviceAccountName", account));
        options.stopGracePeriod().ifPresent(period -> spec.put("terminationGracePeriodSeconds", period.toSeconds()));
        if (!options.pullSecrets().isEmpty()) {
            spec.putObjects(
                    "imagePullSecrets",
                    options.pullSecrets().stream()
                            .map(secret -> new JsonObject().put("name", secret))
                            .toList());
        }
        if (!options.volumes().isEmpty()) {
            spec.putObjects("volumes", volumes());
        }
        return spec;
    }

    private JsonObject container(List<ContainerPort> ports, Map<String, String> environment) {
        var container = new JsonObject()
                .put("name", containerName())
                .put("image", image)
                .putUnlessEmpty("command", options.command())
                .putUnlessEmpty("args", options.arguments());
        options.workingDirectory().ifPresent(folder -> container.put("workingDir", folder));
        options.pullPolicy().ifPresent(policy -> container.put("imagePullPolicy", policy.toString()));
        if (!ports.isEmpty()) {
            container.putObjects("ports", ports.stream().map(PodBody::port).toList());
        }
        if (!environment.isEmpty()) {
            container.putObjects(
                    "env",
                    environment.entrySet().stream()
                            .map(variable -> variable(variable.getKey(), variable.getValue()))
                            .toList());
        }
        container
                .putUnlessEmpty("resources", resources(options.resources()))
                .putUnlessEmpty("securityContext", containerSecurity());
        options.probes().readiness().ifPresent(probe -> container.put("readinessProbe", probe(probe)));
        options.probes().liveness().ifPresent(probe -> container.put("livenessProbe", probe(probe)));
        options.probes().startup().ifPresent(probe -> container.put("startupProbe", probe(probe)));
        if (!options.volumes().isEmpty()) {
            container.putObjects("volumeMounts", mounts());
        }
        return container;
    }

    /** A container's name is shorter than a pod's and has no dots. */
    private String containerName() {
        var plain = name.replace('.', '-');
        var cut = plain.length() > Names.LABEL ? plain.substring(0, Names.LABEL) : plain;
        return cut.endsWith("-") ? cut.substring(0, cut.length() - 1) + "0" : cut;
    }

    static JsonObject port(ContainerPort port) {
        return new JsonObject()
                .put("containerPort", port.number())
                .put("protocol", port.protocol().toString().toUpperCase(Locale.ROOT));
    }

    static JsonObject variable(String name, String value) {
        return new JsonObject().put("name", name).put("value", value);
    }

    private static JsonObject resources(Resources resources) {
        if (resources.pidsLimit().isPresent() || resources.shmSizeBytes().isPresent()) {
            throw new QuaysideException(
                    ErrorCode.UNSUPPORTED,
                    "Kubernetes has no limit of processes and no size of shared memory for a container",
                    "leave them out; shared memory can be a volume in memory at /dev/shm");
        }
        return new JsonObject()
                .putUnlessEmpty("limits", amounts(resources.cpuLimit(), resources.memoryLimitBytes()))
                .putUnlessEmpty("requests", amounts(resources.cpuReservation(), resources.memoryReservationBytes()));
    }

    private static JsonObject amounts(OptionalDouble cpus, OptionalLong memoryBytes) {
        var amounts = new JsonObject();
        if (cpus.isPresent()) {
            var thousandths =
                    BigDecimal.valueOf(cpus.getAsDouble()).movePointRight(3).setScale(0, RoundingMode.CEILING);
            amounts.put("cpu", thousandths.toPlainString() + "m");
        }
        if (memoryBytes.isPresent()) {
            amounts.put("memory", Long.toString(memoryBytes.getAsLong()));
        }
        return amounts;
    }

    private JsonObject podSecurity() {
        var security = options.security();
        var json = new JsonObject();
        security.volumeGroup().ifPresent(group -> json.put("fsGroup", group));
        switch (security.seccomp()) {
            case RUNTIME_DEFAULT -> json.put("seccompProfile", new JsonObject().put("type", "RuntimeDefault"));
            case UNCONFINED -> json.put("seccompProfile", new JsonObject().put("type", "Unconfined"));
            case UNSPECIFIED -> {
                // The cluster's own default holds.
            }
        }
        return json;
    }

    private JsonObject containerSecurity() {
        var security = options.security();
        var json = new JsonObject();
        security.user().ifPresent(user -> json.put("runAsUser", user));
        security.group().ifPresent(group -> json.put("runAsGroup", group));
        json.putIfTrue("runAsNonRoot", security.rootUser() == PodSecurity.RootUser.REFUSED)
                .putIfTrue("readOnlyRootFilesystem", security.rootFiles() == PodSecurity.RootFiles.READ_ONLY);
        switch (security.privileges()) {
            case NO_ESCALATION -> json.put("allowPrivilegeEscalation", false);
            case ESCALATION -> json.put("allowPrivilegeEscalation", true);
            case PRIVILEGED -> json.put("privileged", true);
        }
        return json.putUnlessEmpty(
                "capabilities",
                new JsonObject()
                        .putUnlessEmpty(
                                "add",
                                security.addedCapabilities().stream().sorted().toList())
                        .putUnlessEmpty(
                                "drop",
                                security.droppedCapabilities().stream().sorted().toList()));
    }

    private static JsonObject probe(Probe probe) {
        var json = new JsonObject();
        switch (probe.check()) {
            case Probe.Check.Exec(var command) -> json.put("exec", new JsonObject().putTexts("command", command));
            case Probe.Check.Http(var port, var path) ->
                json.put("httpGet", new JsonObject().put("port", port).put("path", path));
            case Probe.Check.Tcp(var port) -> json.put("tcpSocket", new JsonObject().put("port", port));
            case Probe.Check.Grpc(var port) -> json.put("grpc", new JsonObject().put("port", port));
        }
        return json.put("periodSeconds", probe.interval().toSeconds())
                .put("timeoutSeconds", probe.timeout().toSeconds())
                .put("failureThreshold", probe.failures())
                .putUnlessZero("initialDelaySeconds", probe.initialDelay().toSeconds());
    }

    private List<JsonObject> volumes() {
        var volumes = new ArrayList<JsonObject>();
        for (var volume : options.volumes()) {
            var json = new JsonObject().put("name", "volume-" + volumes.size());
            switch (volume) {
                case PodVolume.ConfigMapFiles files ->
                    json.put("configMap", new JsonObject().put("name", files.configMap()));
                case PodVolume.SecretFiles files ->
                    json.put("secret", new JsonObject().put("secretName", files.secret()));
                case PodVolume.Claim claim ->
                    json.put("persistentVolumeClaim", new JsonObject().put("claimName", claim.claim()));
                case PodVolume.Empty empty -> json.put("emptyDir", emptyFolder(empty));
            }
            volumes.add(json);
        }
        return volumes;
    }

    private static JsonObject emptyFolder(PodVolume.Empty empty) {
        var json = new JsonObject();
        if (empty.medium() == PodVolume.Empty.Medium.MEMORY) {
            json.put("medium", "Memory");
        }
        empty.sizeBytes().ifPresent(size -> json.put("sizeLimit", Long.toString(size)));
        return json;
    }

    private List<JsonObject> mounts() {
        var mounts = new ArrayList<JsonObject>();
        for (var volume : options.volumes()) {
            var json = new JsonObject().put("name", "volume-" + mounts.size()).put("mountPath", volume.mountPath());
            if (volume instanceof PodVolume.Claim claim) {
                json.putIfTrue("readOnly", claim.readOnly());
                claim.subPath().ifPresent(path -> json.put("subPath", path));
            } else if (!(volume instanceof PodVolume.Empty)) {
                json.put("readOnly", true);
            }
            mounts.add(json);
        }
        return mounts;
    }
}
