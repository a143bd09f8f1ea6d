package dev.quayside.engine.docker;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.JsonObject;
import dev.quayside.model.DeviceRequest;
import dev.quayside.model.Isolation;
import dev.quayside.model.Lifecycle.RestartPolicy;
import dev.quayside.model.Mount;
import dev.quayside.model.PortMapping;
import dev.quayside.model.VolumeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes the part of a container's configuration that concerns its host. */
final class HostConfigBody {
    private static final Map<String, String> NAMESPACES = Map.of(
            "pid", "PidMode", "ipc", "IpcMode", "uts", "UTSMode", "userns", "UsernsMode", "cgroup", "CgroupnsMode");
    private static final double NANOS_PER_CPU = 1e9;

    private final CreateContainerOptions options;
    private final Set<EngineFeature> features;

    HostConfigBody(CreateContainerOptions options, Set<EngineFeature> features) {
        this.options = options;
        this.features = features;
    }

    JsonObject json() {
        var json = new JsonObject();
        addConnectivity(json);
        addMounts(json);
        addIsolation(json, options.isolation());
        addResources(json);
        addLifecycle(json);
        json.putUnlessEmpty("GroupAdd", options.process().groups())
                .putIfTrue("Init", options.process().init());
        if (!options.annotations().isEmpty()) {
            if (!features.contains(EngineFeature.ANNOTATIONS)) {
                throw ContainerBody.unsupported("An annotation", EngineFeature.ANNOTATIONS);
            }
            json.put("Annotations", options.annotations());
        }
        return json;
    }

    private void addConnectivity(JsonObject json) {
        var connectivity = options.connectivity();
        var hosts = new ArrayList<String>();
        connectivity.extraHosts().forEach((host, addresses) -> addresses.forEach(a -> hosts.add(host + ":" + a)));
        json.putUnlessEmpty("NetworkMode", ContainerBody.networkMode(options))
                .putUnlessEmpty("PortBindings", portBindings())
                .putUnlessEmpty("ExtraHosts", hosts)
                .putUnlessEmpty("Dns", connectivity.dns())
                .putUnlessEmpty("DnsSearch", connectivity.dnsSearch())
                .putUnlessEmpty("DnsOptions", connectivity.dnsOptions());
    }

    private JsonObject portBindings() {
        var byPort = new LinkedHashMap<String, List<JsonObject>>();
        for (PortMapping port : options.connectivity().ports()) {
            var hostPort = port.hostPort().isPresent()
                    ? Integer.toString(port.hostPort().getAsInt())
                    : "";
            var binding = new JsonObject()
                    .putUnlessEmpty("HostIp", port.hostAddress().orElse(""))
                    .put("HostPort", hostPort);
            byPort.computeIfAbsent(port.containerPort().toString(), key -> new ArrayList<>())
                    .add(binding);
        }
        var json = new JsonObject();
        byPort.forEach(json::putObjects);
        return json;
    }

    private void addMounts(JsonObject json) {
        var binds = new ArrayList<String>();
        var mounts = new ArrayList<JsonObject>();
        for (var mount : options.mounts()) {
            if (mount instanceof Mount.BindMount bind && needsBindText(bind)) {
                binds.add(bindText(bind));
            } else {
                mounts.add(mount(mount));
            }
        }
        json.putUnlessEmpty("Binds", binds);
        json.putUnlessEmpty(
                "VolumesFrom",
                options.volumesFrom().stream().map(HostConfigBody::volumesFrom).toList());
        if (!mounts.isEmpty()) {
            json.putObjects("Mounts", mounts);
        }
    }

    private static String volumesFrom(VolumeSource source) {
        String container = source.container().replaceFirst("^container:", "");
        return container + (source.readOnly() ? ":ro" : "");
    }

    /**
     * Only the older form creates a missing source on every engine, and only it relabels for SELinux; only the newer one can say what
     * becomes of mounts below the source.
     */
    private static boolean needsBindText(Mount.BindMount bind) {
        if (bind.submounts().isPresent() && bind.selinux().isPresent()) {
            throw new QuaysideException(
                    ErrorCode.UNSUPPORTED,
                    "A bind mount at '" + bind.target()
                            + "' has both 'recursive' and 'selinux', and an engine takes one of them",
                    "remove one of them");
        }
        return bind.submounts().isEmpty()
                && (bind.createSource() || bind.selinux().isPresent());
    }

    private static String bindText(Mount.BindMount bind) {
        if (bind.source().contains(":") || bind.target().contains(":")) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "A bind mount from '" + bind.source() + "' to '" + bind.target() + "' has a colon in a path",
                    "do not let the engine create the source, or rename it");
        }
        var words = new ArrayList<String>();
        if (bind.readOnly()) {
            words.add("ro");
        }
        bind.selinux().ifPresent(words::add);
        bind.propagation().ifPresent(words::add);
        return bind.source() + ":" + bind.target() + (words.isEmpty() ? "" : ":" + String.join(",", words));
    }

    private JsonObject mount(Mount mount) {
        var json = new JsonObject().put("Target", mount.target()).putIfTrue("ReadOnly", mount.readOnly());
        switch (mount) {
            case Mount.AnonymousMount anonymous ->
                json.put("Type", "volume")
                        .putUnlessEmpty("VolumeOptions", new JsonObject().putUnlessEmpty("Labels", anonymous.labels()));
            case Mount.VolumeMount volume ->
                json.put("Type", "volume")
                        .put("Source", volume.volume())
                        .putUnlessEmpty("VolumeOptions", volumeOptions(volume));
            case Mount.BindMount bind ->
                json.put("Type", "bind").put("Source", bind.source()).putUnlessEmpty("BindOptions", bindOptions(bind));
            case Mount.ImageMount image -> {
                require(EngineFeature.IMAGE_MOUNTS, "A mount of the image '" + image.image() + "'");
                json.put("Type", "image")
                        .put("Source", image.image().inTaggedForm().familiar())
                        .putUnlessEmpty(
                                "ImageOptions",
                                new JsonObject()
                                        .putUnlessEmpty(
                                                "Subpath", image.subpath().orElse("")));
            }
            case Mount.TmpfsMount tmpfs ->
                json.put("Type", "tmpfs")
                        .putUnlessEmpty(
                                "TmpfsOptions",
                                new JsonObject()
                                        .putUnlessZero(
                                                "SizeBytes", tmpfs.sizeBytes().orElse(0))
                                        .putUnlessZero("Mode", tmpfs.mode().orElse(0)));
        }
        return json;
    }

    private JsonObject bindOptions(Mount.BindMount bind) {
        var json = new JsonObject()
                .putUnlessEmpty("Propagation", bind.propagation().orElse(""));
        if (bind.createSource()) {
            require(EngineFeature.CREATED_SOURCE, "A bind mount with 'recursive' that creates its source");
            json.put("CreateMountpoint", true);
        }
        bind.submounts().ifPresent(submounts -> {
            if (submounts != Mount.Submounts.HIDDEN) {
                require(EngineFeature.READ_ONLY_SUBMOUNTS, "What can be written below a bind mount");
            }
            json.put(submountsField(submounts), true);
        });
        return json;
    }

    private static String submountsField(Mount.Submounts submounts) {
        return switch (submounts) {
            case HIDDEN -> "NonRecursive";
            case WRITABLE -> "ReadOnlyNonRecursive";
            case READ_ONLY -> "ReadOnlyForceRecursive";
        };
    }

    private void require(EngineFeature feature, String what) {
        if (!features.contains(feature)) {
            throw ContainerBody.unsupported(what, feature);
        }
    }

    private JsonObject volumeOptions(Mount.VolumeMount volume) {
        if (volume.subpath().isPresent() && !features.contains(EngineFeature.VOLUME_SUBPATH)) {
            throw ContainerBody.unsupported("A folder inside a volume", EngineFeature.VOLUME_SUBPATH);
        }
        return new JsonObject()
                .putIfTrue("NoCopy", !volume.copyContent())
                .putUnlessEmpty("Subpath", volume.subpath().orElse(""));
    }

    private static void addIsolation(JsonObject json, Isolation isolation) {
        json.putIfTrue("Privileged", isolation.privileged())
                .putIfTrue("ReadonlyRootfs", isolation.readOnlyRoot())
                .putUnlessEmpty("CapAdd", isolation.addedCapabilities())
                .putUnlessEmpty("CapDrop", isolation.droppedCapabilities())
                .putUnlessEmpty("SecurityOpt", isolation.securityOptions())
                .putUnlessEmpty("Sysctls", isolation.sysctls())
                .putUnlessEmpty("DeviceCgroupRules", isolation.deviceRules())
                .putUnlessEmpty("Runtime", isolation.runtime().orElse(""))
                .putUnlessEmpty("Isolation", isolation.technology().orElse(""));
        if (!isolation.ulimits().isEmpty()) {
            json.putObjects("Ulimits", ulimits(isolation.ulimits()));
        }
        if (!isolation.deviceRequests().isEmpty()) {
            json.putObjects(
                    "DeviceRequests",
                    isolation.deviceRequests().stream()
                            .map(HostConfigBody::deviceRequest)
                            .toList());
        }
        isolation.sharedNamespaces().forEach((key, value) -> json.put(namespace(key), value));
        if (!isolation.devices().isEmpty()) {
            json.putObjects(
                    "Devices",
                    isolation.devices().stream().map(HostConfigBody::device).toList());
        }
    }

    /** Limits of processes. */
    static List<JsonObject> ulimits(Map<String, Isolation.Ulimit> limits) {
        return limits.entrySet().stream()
                .map(limit -> new JsonObject()
                        .put("Name", limit.getKey())
                        .put("Soft", limit.getValue().soft())
                        .put("Hard", limit.getValue().hard()))
                .toList();
    }

    private static JsonObject deviceRequest(DeviceRequest request) {
        return new JsonObject()
                .putUnlessEmpty("Driver", request.driver().orElse(""))
                .putUnlessZero("Count", request.count())
                .putUnlessEmpty("DeviceIDs", request.ids())
                .putTextLists("Capabilities", List.of(request.capabilities()))
                .putUnlessEmpty("Options", request.options());
    }

    private static String namespace(String key) {
        var field = NAMESPACES.get(key);
        if (field == null) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "'" + key + "' is no namespace that a container can share",
                    "use one of " + NAMESPACES.keySet().stream().sorted().toList());
        }
        return field;
    }

    private static JsonObject device(String text) {
        var parts = text.split(":", 3);
        return new JsonObject()
                .put("PathOnHost", parts[0])
                .put("PathInContainer", parts.length > 1 ? parts[1] : parts[0])
                .put("CgroupPermissions", parts.length > 2 ? parts[2] : "rwm");
    }

    private void addResources(JsonObject json) {
        var resources = options.resources();
        json.putUnlessZero("NanoCpus", Math.round(resources.cpuLimit().orElse(0) * NANOS_PER_CPU))
                .putUnlessZero("Memory", resources.memoryLimitBytes().orElse(0))
                .putUnlessZero(
                        "MemoryReservation", resources.memoryReservationBytes().orElse(0))
                .putUnlessZero("ShmSize", resources.shmSizeBytes().orElse(0));
        resources.pidsLimit().ifPresent(limit -> json.put("PidsLimit", limit));
        json.putAll(ControlsBody.json(resources.controls()));
    }

    private void addLifecycle(JsonObject json) {
        options.lifecycle().restart().ifPresent(policy -> json.put("RestartPolicy", restart(policy)));
        options.lifecycle()
                .logging()
                .ifPresent(driver -> json.put(
                        "LogConfig",
                        new JsonObject().put("Type", driver.driver()).put("Config", driver.options())));
    }

    private static JsonObject restart(RestartPolicy policy) {
        return new JsonObject()
                .put("Name", policy.mode().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .putUnlessZero("MaximumRetryCount", policy.maximumRetries());
    }
}
