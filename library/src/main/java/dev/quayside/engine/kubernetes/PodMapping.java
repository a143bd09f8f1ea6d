package dev.quayside.engine.kubernetes;

import dev.quayside.engine.ImageFacts;
import dev.quayside.json.JsonObject;
import dev.quayside.model.App;
import dev.quayside.model.Connectivity;
import dev.quayside.model.ContainerPort;
import dev.quayside.model.DeviceRequest;
import dev.quayside.model.Isolation;
import dev.quayside.model.KernelControls;
import dev.quayside.model.KernelControls.MemoryPressure;
import dev.quayside.model.KernelControls.Scheduling;
import dev.quayside.model.NetworkMode;
import dev.quayside.model.Resources;
import dev.quayside.model.Service;
import dev.quayside.model.ServiceProcess;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A service as the pod that runs it. */
final class PodMapping {
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);
    private static final double DEFAULT_PERIOD_MICROS = 100_000;
    private static final String NVIDIA = "nvidia";
    private static final String HOST_GATEWAY = "host-gateway";

    private final App app;
    private final Service service;
    private final Optional<ImageFacts> image;
    private final StorageMapping.PodStorage storage;
    private final Set<ContainerPort> ports;
    private final SecurityMapping security;
    private final MappingReport report;
    private final String place;

    PodMapping(
            App app,
            Service service,
            Optional<ImageFacts> image,
            StorageMapping.PodStorage storage,
            Set<ContainerPort> ports,
            MappingReport report) {
        this.app = app;
        this.service = service;
        this.image = image;
        this.storage = storage;
        this.ports = ports;
        this.security = new SecurityMapping(service, image, storage, report);
        this.report = report;
        this.place = "services." + service.name();
    }

    /**
     * The pod's spec.
     *
     * @param restartPolicy Kubernetes' word
     * @param drain how long it goes on serving after it was told to stop; zero for pods that serve nobody
     */
    JsonObject spec(String restartPolicy, Duration drain) {
        var spec = new JsonObject();
        spec.put("serviceAccountName", AppManifests.accountName(app));
        spec.put("automountServiceAccountToken", false);
        // Variables such as DB_PORT=tcp://… for every Service break applications that have such variables of their own.
        spec.put("enableServiceLinks", false);
        spec.put("restartPolicy", restartPolicy);
        service.isolation().runtime().ifPresent(runtime -> addRuntime(spec, runtime));
        // The pod's own first process collects ended ones and passes on no signal that the process is not ready for.
        spec.putIfTrue("shareProcessNamespace", service.process().init());
        spec.put("terminationGracePeriodSeconds", seconds(grace().plus(drain)));
        addNetwork(spec);
        addHost(spec);
        service.image().platform().ifPresent(platform -> addPlatform(spec, platform));
        spec.putUnlessEmpty("securityContext", security.ofPod());
        if (!storage.copies().isEmpty()) {
            spec.putObjects("initContainers", storage.copies());
        }
        spec.putObjects("containers", List.of(container(drain)));
        if (!storage.volumes().isEmpty()) {
            spec.putObjects("volumes", storage.volumes());
        }
        sayWhatIsLost();
        return spec;
    }

    private Duration grace() {
        return service.lifecycle().stopGracePeriod().orElse(DEFAULT_GRACE);
    }

    private JsonObject container(Duration drain) {
        ServiceProcess process = service.process();
        var container = new JsonObject()
                .put("name", Names.dnsLabel("service", service.name()))
                .put("image", service.image().reference().inTaggedForm().familiar())
                .put("imagePullPolicy", pullPolicy(service));
        addCommand(container, process);
        process.workingDirectory().ifPresent(folder -> container.put("workingDir", folder));
        if (!process.environment().isEmpty()) {
            container.putObjects(
                    "env",
                    process.environment().entrySet().stream()
                            .map(variable -> PodBody.variable(variable.getKey(), literal(variable.getValue())))
                            .toList());
        }
        if (!ports.isEmpty()) {
            container.putObjects("ports", NetworkMapping.containerPorts(ports));
        }
        container.putUnlessEmpty("resources", resources(service.resources()));
        container.putAll(new ProbeMapping(service, image, report).probes());
        container.putUnlessEmpty("lifecycle", new HookMapping(service, report).lifecycle(drain));
        container.putUnlessEmpty("securityContext", security.ofContainer());
        container.putIfTrue("stdin", process.stdinOpen());
        container.putIfTrue("tty", process.tty());
        if (!storage.mounts().isEmpty()) {
            container.putObjects("volumeMounts", storage.mounts());
        }
        return container;
    }

    /** Kubernetes' own rule, by which {@code latest} is always pulled, does not hold. What a digest names never changes. */
    static String pullPolicy(Service service) {
        return switch (service.image().pullPolicy()) {
            case ALWAYS, REFRESH -> service.image().reference().digest().isPresent() ? "IfNotPresent" : "Always";
            case NEVER -> "Never";
            case MISSING, BUILD -> "IfNotPresent";
        };
    }

    private void addCommand(JsonObject container, ServiceProcess process) {
        List<String> entrypoint = process.entrypoint().orElse(List.of());
        List<String> command = process.command().orElse(List.of());
        if (process.entrypoint().isPresent() && entrypoint.isEmpty()) {
            // What is left is the command, the file's or the image's, as a Docker Engine has it.
            List<String> left =
                    command.isEmpty() ? image.flatMap(ImageFacts::command).orElse(List.of()) : command;
            if (left.isEmpty()) {
                report.refused(
                        place + ".entrypoint",
                        "without an entry point the image's command is run, which is not known: write 'command'");
            }
            container.putTexts("command", literals(left));
            return;
        }
        container.putUnlessEmpty("command", literals(entrypoint));
        container.putUnlessEmpty("args", literals(command));
    }

    /** Kubernetes would replace {@code $(NAME)}; a doubled dollar sign is a plain one. */
    private static String literal(String text) {
        return text.replace("$", "$$");
    }

    /** The words of a command as the process is to see them. */
    static List<String> literals(List<String> texts) {
        return texts.stream().map(PodMapping::literal).toList();
    }

    /** Rounded up. */
    static long seconds(Duration duration) {
        return duration.getSeconds() + (duration.getNano() > 0 ? 1 : 0);
    }

    /** A limit alone would become a request silently: what the file does not reserve is not reserved. Zero is no limit. */
    private JsonObject resources(Resources resources) {
        var limits = new LinkedHashMap<String, String>();
        var requests = new LinkedHashMap<String, String>();
        double cpuLimit = resources.cpuLimit().orElse(quota(resources.controls().scheduling()));
        long memoryLimit = resources.memoryLimitBytes().orElse(0);
        if (cpuLimit > 0) {
            limits.put("cpu", cpus(cpuLimit));
        }
        if (memoryLimit > 0) {
            limits.put("memory", Long.toString(memoryLimit));
        }
        limits.keySet().forEach(name -> requests.put(name, "0"));
        addDevices(limits);
        resources.cpuReservation().ifPresent(cpus -> requests.put("cpu", cpus(cpus)));
        resources.memoryReservationBytes().ifPresent(bytes -> requests.put("memory", Long.toString(bytes)));
        if ((cpuLimit > 0 && resources.cpuReservation().orElse(0) > cpuLimit)
                || (memoryLimit > 0 && resources.memoryReservationBytes().orElse(0) > memoryLimit)) {
            report.refused(place + ".deploy.resources", "more is reserved than the limit allows");
        }
        return new JsonObject().putUnlessEmpty("limits", limits).putUnlessEmpty("requests", requests);
    }

    /** Graphics processors are counted by the one device plugin that the driver's name stands for. */
    private void addDevices(Map<String, String> limits) {
        for (DeviceRequest request : service.isolation().deviceRequests()) {
            sayIf(!request.ids().isEmpty(), "gpus[].device_ids");
            sayIf(!request.options().isEmpty(), "gpus[].options");
            String driver = request.driver().orElse(NVIDIA);
            if (!driver.equals(NVIDIA) || !request.capabilities().contains(DeviceRequest.GPU)) {
                report.refused(place + ".gpus", "only graphics processors of the driver '" + NVIDIA + "' are mapped");
            } else if (request.ids().isEmpty() && request.count() < 1) {
                report.refused(place + ".gpus", "a pod asks for a number of devices: write 'count'");
            } else {
                sayIf(true, "gpus");
                limits.merge(
                        "nvidia.com/gpu",
                        Long.toString(request.count()),
                        (one, other) -> Long.toString(Long.parseLong(one) + Long.parseLong(other)));
            }
        }
    }

    /** The share of a CPU that a quota is; the node chooses the period. */
    private static double quota(Scheduling scheduling) {
        double period = scheduling.periodMicros().orElse(0);
        return Math.max(0, scheduling.quotaMicros().orElse(0)) / (period > 0 ? period : DEFAULT_PERIOD_MICROS);
    }

    private static String cpus(double cpus) {
        return Math.max(1, Math.round(cpus * 1000)) + "m";
    }

    private void addNetwork(JsonObject spec) {
        switch (service.connectivity().mode()) {
            case NetworkMode.Host ignored -> {
                report.byTable(service.name(), "network_mode");
                spec.put("hostNetwork", true).put("dnsPolicy", "ClusterFirstWithHostNet");
            }
            case NetworkMode.OfService other ->
                report.refused(
                        place + ".network_mode",
                        "a pod cannot share the network of '" + other.service() + "', another pod");
            case NetworkMode.Networks ignored -> {}
            case NetworkMode.None ignored -> report.byTable(service.name(), "network_mode");
        }
        Connectivity connectivity = service.connectivity();
        var resolver = new JsonObject()
                .putUnlessEmpty("nameservers", connectivity.dns())
                .putUnlessEmpty("searches", connectivity.dnsSearch());
        if (!connectivity.dnsOptions().isEmpty()) {
            resolver.putObjects(
                    "options",
                    connectivity.dnsOptions().stream()
                            .map(PodMapping::resolverOption)
                            .toList());
        }
        spec.putUnlessEmpty("dnsConfig", resolver);
        sayIf(!connectivity.dns().isEmpty(), "dns");
        sayIf(!connectivity.dnsSearch().isEmpty(), "dns_search");
        sayIf(!connectivity.dnsOptions().isEmpty(), "dns_opt");
        sayIf(connectivity.macAddress().isPresent(), "mac_address");
    }

    /** {@code name} or {@code name:value}. */
    private static JsonObject resolverOption(String option) {
        String[] parts = option.split(":", 2);
        var object = new JsonObject().put("name", parts[0]);
        return parts.length > 1 ? object.put("value", parts[1]) : object;
    }

    private void addHost(JsonObject spec) {
        service.process().hostname().ifPresent(name -> {
            if (Names.isHostName(name)) {
                spec.put("hostname", name);
            } else {
                report.refused(place + ".hostname", "'" + name + "' is no host name on Kubernetes");
            }
        });
        var byAddress = new LinkedHashMap<String, LinkedHashSet<String>>();
        service.connectivity().extraHosts().forEach((name, addresses) -> {
            String host = name.toLowerCase(Locale.ROOT);
            if (!Names.isDnsName(host)) {
                report.refused(place + ".extra_hosts", "'" + name + "' is no name of a host on Kubernetes");
            }
            for (String address : addresses) {
                if (address.equals(HOST_GATEWAY)) {
                    report.refused(place + ".extra_hosts", "there is no one host behind '" + HOST_GATEWAY + "'");
                } else {
                    byAddress
                            .computeIfAbsent(address, key -> new LinkedHashSet<>())
                            .add(host);
                }
            }
        });
        if (!byAddress.isEmpty()) {
            spec.putObjects(
                    "hostAliases",
                    byAddress.entrySet().stream()
                            .map(entry ->
                                    new JsonObject().put("ip", entry.getKey()).putTexts("hostnames", entry.getValue()))
                            .toList());
        }
    }

    private void addRuntime(JsonObject spec, String runtime) {
        if (Names.isDnsName(runtime)) {
            report.byTable(service.name(), "runtime");
            spec.put("runtimeClassName", runtime);
        } else {
            report.refused(place + ".runtime", "'" + runtime + "' can be no name of a RuntimeClass");
        }
    }

    private static void addPlatform(JsonObject spec, String platform) {
        String[] parts = platform.split("/", -1);
        var selector = new LinkedHashMap<String, String>();
        selector.put("kubernetes.io/os", parts[0]);
        if (parts.length > 1) {
            selector.put("kubernetes.io/arch", parts[1]);
        }
        spec.put("nodeSelector", selector);
    }

    /** What a pod has no field for. */
    private void sayWhatIsLost() {
        Isolation isolation = service.isolation();
        sayIf(!isolation.ulimits().isEmpty(), "ulimits");
        sayIf(!isolation.devices().isEmpty(), "devices");
        sayIf(!isolation.deviceRules().isEmpty(), "device_cgroup_rules");
        sayIf(isolation.technology().filter(word -> !word.equals("default")).isPresent(), "isolation");
        sayWhatIsLost(service.resources().controls());
        sayIf(service.resources().pidsLimit().isPresent(), "pids_limit");
        sayIf(service.lifecycle().stopSignal().isPresent(), "stop_signal");
        isolation.sharedNamespaces().forEach(this::refuseNamespace);
        sayIf(service.process().init(), "init");
        sayIf(service.image().build().isPresent(), "build");
        sayIf(service.process().domainName().isPresent(), "domainname");
        sayIf(service.lifecycle().containerName().isPresent(), "container_name");
        sayIf(service.lifecycle().logging().isPresent(), "logging");
        sayIf(
                service.connectivity().attachments().values().stream()
                        .anyMatch(joined -> !joined.links().isEmpty()),
                "external_links");
        service.orchestration().rollout().others().forEach(key -> sayIf(true, "deploy." + key));
        service.image()
                .refreshAfter()
                .ifPresent(age -> report.approximated(
                        place + ".pull_policy",
                        "a node knows no ages of images: it is asked for at each start of a pod"));
    }

    private void sayWhatIsLost(KernelControls controls) {
        Scheduling scheduling = controls.scheduling();
        sayIf(scheduling.periodMicros().isPresent(), "cpu_period");
        sayIf(scheduling.realtimePeriodMicros().isPresent(), "cpu_rt_period");
        sayIf(scheduling.realtimeRuntimeMicros().isPresent(), "cpu_rt_runtime");
        sayIf(scheduling.shares().isPresent(), "cpu_shares");
        sayIf(scheduling.cpus().isPresent(), "cpuset");
        MemoryPressure pressure = controls.memoryPressure();
        sayIf(pressure.swapLimitBytes().isPresent(), "memswap_limit");
        sayIf(pressure.swappiness().isPresent(), "mem_swappiness");
        sayIf(pressure.oomKillDisabled(), "oom_kill_disable");
        sayIf(pressure.oomScoreAdjustment() != 0, "oom_score_adj");
        sayIf(!controls.blockIo().equals(KernelControls.BlockIo.DEFAULT), "blkio_config");
        sayIf(controls.cgroupParent().isPresent(), "cgroup_parent");
        sayIf(!controls.storageOptions().isEmpty(), "storage_opt");
    }

    private void sayIf(boolean present, String key) {
        if (present) {
            report.byTable(service.name(), key);
        }
    }

    private void refuseNamespace(String key, String value) {
        report.refused(place + "." + key, "sharing '" + value + "' is not mapped");
    }

    /** The labels and annotations that the file gives; a label that Kubernetes does not take becomes an annotation. */
    static Map<String, String> annotations(Service service, MappingReport report) {
        String place = "services." + service.name();
        var annotations = new LinkedHashMap<>(service.annotations());
        service.labels().forEach((key, value) -> {
            if (!Names.isLabel(key, value)) {
                report.approximated(place + ".labels", "'" + key + "' becomes an annotation: it is no label there");
                annotations.put(key, value);
            }
        });
        annotations.keySet().stream()
                .filter(key -> !Names.isAnnotation(key))
                .forEach(key -> report.refused(
                        place + (service.annotations().containsKey(key) ? ".annotations" : ".labels"),
                        "'" + key + "' can be no key on Kubernetes"));
        return annotations;
    }

    static Map<String, String> labels(Service service) {
        var labels = new LinkedHashMap<String, String>();
        service.labels().forEach((key, value) -> {
            if (Names.isLabel(key, value)) {
                labels.put(key, value);
            }
        });
        return labels;
    }
}
