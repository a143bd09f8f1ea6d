package dev.quayside.engine.kubernetes;

import dev.quayside.json.JsonObject;
import dev.quayside.model.App;
import dev.quayside.model.Connectivity;
import dev.quayside.model.HealthCheck;
import dev.quayside.model.Isolation;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A service as the pod that runs it. */
final class PodMapping {
    private static final Pattern NUMERIC_USER = Pattern.compile("(\\d{1,10})(?::(\\d{1,10}))?");
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    private static final int DEFAULT_RETRIES = 3;
    private static final String HOST_GATEWAY = "host-gateway";

    private final App app;
    private final Service service;
    private final StorageMapping.PodStorage storage;
    private final MappingReport report;
    private final String place;

    PodMapping(App app, Service service, StorageMapping.PodStorage storage, MappingReport report) {
        this.app = app;
        this.service = service;
        this.storage = storage;
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
        spec.put("terminationGracePeriodSeconds", seconds(grace().plus(drain)));
        addNetwork(spec);
        addHost(spec);
        service.image().platform().ifPresent(platform -> addPlatform(spec, platform));
        spec.putUnlessEmpty("securityContext", podSecurity());
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
                .put("imagePullPolicy", pullPolicy());
        addCommand(container, process);
        process.workingDirectory().ifPresent(folder -> container.put("workingDir", folder));
        if (!process.environment().isEmpty()) {
            container.putObjects(
                    "env",
                    process.environment().entrySet().stream()
                            .map(variable -> PodBody.variable(variable.getKey(), literal(variable.getValue())))
                            .toList());
        }
        var ports = NetworkMapping.containerPorts(service);
        if (!ports.isEmpty()) {
            container.putObjects("ports", ports);
        }
        container.putUnlessEmpty("resources", resources(service.resources()));
        service.healthCheck().flatMap(this::probe).ifPresent(probe -> container.put("readinessProbe", probe));
        if (drain.isPositive()) {
            var sleep = new JsonObject().put("sleep", new JsonObject().put("seconds", seconds(drain)));
            container.put("lifecycle", new JsonObject().put("preStop", sleep));
        }
        container.putUnlessEmpty("securityContext", security(service.isolation()));
        container.putIfTrue("stdin", process.stdinOpen());
        container.putIfTrue("tty", process.tty());
        if (!storage.mounts().isEmpty()) {
            container.putObjects("volumeMounts", storage.mounts());
        }
        return container;
    }

    private String pullPolicy() {
        return switch (service.image().pullPolicy()) {
            case ALWAYS -> "Always";
            case NEVER -> "Never";
            case MISSING, BUILD -> "IfNotPresent";
        };
    }

    private void addCommand(JsonObject container, ServiceProcess process) {
        List<String> entrypoint = process.entrypoint().orElse(List.of());
        List<String> command = process.command().orElse(List.of());
        if (process.entrypoint().isPresent() && entrypoint.isEmpty()) {
            if (command.isEmpty()) {
                report.refused(
                        place + ".entrypoint", "an entry point cannot be taken away without a command in its place");
            }
            container.putTexts("command", literals(command));
            return;
        }
        if (!entrypoint.isEmpty()) {
            container.putTexts("command", literals(entrypoint));
        }
        if (!command.isEmpty()) {
            container.putTexts("args", literals(command));
        } else if (process.command().isPresent() && entrypoint.isEmpty()) {
            report.refused(place + ".command", "the image's command cannot be taken away without another one");
        }
    }

    /** Kubernetes would replace {@code $(NAME)}; a doubled dollar sign is a plain one. */
    private static String literal(String text) {
        return text.replace("$", "$$");
    }

    private static List<String> literals(List<String> texts) {
        return texts.stream().map(PodMapping::literal).toList();
    }

    private Optional<JsonObject> probe(HealthCheck check) {
        if (check.test().isEmpty()) {
            report.approximated(
                    place + ".healthcheck.test",
                    "the image's own test is not known to Kubernetes: write it in the file to have it asked");
            return Optional.empty();
        }
        List<String> command = switch (check.test().get()) {
            case HealthCheck.Test.Exec exec -> exec.command();
            case HealthCheck.Test.Shell shell -> List.of("/bin/sh", "-c", shell.command());
            case HealthCheck.Test.Disabled ignored -> List.<String>of();
        };
        if (command.isEmpty()) {
            return Optional.empty();
        }
        if (check.startPeriod().isPresent() || check.startInterval().isPresent()) {
            report.approximated(
                    place + ".healthcheck",
                    "the test decides only who is sent requests: it is asked from the start, and a container whose test fails"
                            + " goes on running");
        }
        return Optional.of(new JsonObject()
                .put("exec", new JsonObject().putTexts("command", literals(command)))
                .put("periodSeconds", wholeSeconds("interval", check.interval().orElse(HealthCheck.DEFAULT_INTERVAL)))
                .put("timeoutSeconds", wholeSeconds("timeout", check.timeout().orElse(DEFAULT_TIMEOUT)))
                .put("failureThreshold", Math.max(1, check.retries().orElse(DEFAULT_RETRIES))));
    }

    private long wholeSeconds(String key, Duration duration) {
        if (!duration.equals(Duration.ofSeconds(duration.toSeconds()))) {
            report.approximated(place + ".healthcheck." + key, "probes take whole seconds: it is rounded up");
        }
        return Math.max(1, seconds(duration));
    }

    private static long seconds(Duration duration) {
        return duration.getSeconds() + (duration.getNano() > 0 ? 1 : 0);
    }

    /** A limit alone would become a request silently: what the file does not reserve is not reserved. */
    private static JsonObject resources(Resources resources) {
        var limits = new LinkedHashMap<String, String>();
        var requests = new LinkedHashMap<String, String>();
        resources.cpuLimit().ifPresent(cpus -> limits.put("cpu", cpus(cpus)));
        resources.memoryLimitBytes().ifPresent(bytes -> limits.put("memory", Long.toString(bytes)));
        limits.keySet().forEach(name -> requests.put(name, "0"));
        resources.cpuReservation().ifPresent(cpus -> requests.put("cpu", cpus(cpus)));
        resources.memoryReservationBytes().ifPresent(bytes -> requests.put("memory", Long.toString(bytes)));
        return new JsonObject().putUnlessEmpty("limits", limits).putUnlessEmpty("requests", requests);
    }

    private static String cpus(double cpus) {
        return Math.max(1, Math.round(cpus * 1000)) + "m";
    }

    private JsonObject podSecurity() {
        var security = new JsonObject();
        Optional<Long> group = group();
        if (group.isPresent() && (storage.writesVolume() || storage.needsGroup())) {
            security.put("fsGroup", group.get());
        }
        if (!service.isolation().sysctls().isEmpty()) {
            security.putObjects(
                    "sysctls",
                    service.isolation().sysctls().entrySet().stream()
                            .map(sysctl -> PodBody.variable(sysctl.getKey(), sysctl.getValue()))
                            .toList());
        }
        return security;
    }

    private Optional<Long> group() {
        return service.process()
                .user()
                .map(NUMERIC_USER::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Long.parseLong(matcher.group(2) == null ? matcher.group(1) : matcher.group(2)));
    }

    private JsonObject security(Isolation isolation) {
        var security = new JsonObject();
        service.process().user().ifPresent(user -> addUser(security, user));
        if (isolation.privileged()) {
            security.put("privileged", true);
        } else {
            boolean mayGain = isolation.addedCapabilities().stream()
                    .map(PodMapping::capability)
                    .anyMatch(name -> name.equals("SYS_ADMIN") || name.equals("ALL"));
            if (!mayGain) {
                security.put("allowPrivilegeEscalation", false);
            }
            boolean unconfined =
                    isolation.securityOptions().stream().anyMatch(option -> option.matches("seccomp[:=]unconfined"));
            security.put("seccompProfile", new JsonObject().put("type", unconfined ? "Unconfined" : "RuntimeDefault"));
        }
        security.putIfTrue("readOnlyRootFilesystem", isolation.readOnlyRoot());
        security.putUnlessEmpty(
                "capabilities",
                new JsonObject()
                        .putUnlessEmpty("add", capabilities(isolation.addedCapabilities()))
                        .putUnlessEmpty("drop", capabilities(isolation.droppedCapabilities())));
        return security;
    }

    private void addUser(JsonObject security, String user) {
        var matcher = NUMERIC_USER.matcher(user);
        if (!matcher.matches()) {
            report.refused(
                    place + ".user",
                    "'" + user + "' is a name in the image; Kubernetes takes numbers, such as 1000:1000");
            return;
        }
        security.put("runAsUser", Long.parseLong(matcher.group(1)));
        if (matcher.group(2) != null) {
            security.put("runAsGroup", Long.parseLong(matcher.group(2)));
        }
    }

    private static List<String> capabilities(Set<String> names) {
        return names.stream().map(PodMapping::capability).distinct().toList();
    }

    private static String capability(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith("CAP_") ? upper.substring("CAP_".length()) : upper;
    }

    private void addNetwork(JsonObject spec) {
        switch (service.connectivity().mode()) {
            case NetworkMode.Host ignored -> spec.put("hostNetwork", true).put("dnsPolicy", "ClusterFirstWithHostNet");
            case NetworkMode.OfService other ->
                report.refused(
                        place + ".network_mode",
                        "a pod cannot share the network of '" + other.service() + "', another pod");
            case NetworkMode.Networks ignored -> {}
            case NetworkMode.None ignored -> {}
        }
        Connectivity connectivity = service.connectivity();
        spec.putUnlessEmpty(
                "dnsConfig",
                new JsonObject()
                        .putUnlessEmpty("nameservers", connectivity.dns())
                        .putUnlessEmpty("searches", connectivity.dnsSearch()));
        sayIf(!connectivity.dnsOptions().isEmpty(), "dns_opt");
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
        service.connectivity().extraHosts().forEach((host, addresses) -> {
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
        sayIf(service.resources().pidsLimit().isPresent(), "pids_limit");
        sayIf(service.lifecycle().stopSignal().isPresent(), "stop_signal");
        sayIf(!service.process().groups().isEmpty(), "group_add");
        isolation.sharedNamespaces().forEach(this::refuseNamespace);
        sayIf(service.process().init(), "init");
        sayIf(service.process().domainName().isPresent(), "domainname");
        sayIf(service.lifecycle().containerName().isPresent(), "container_name");
        sayIf(service.lifecycle().logging().isPresent(), "logging");
        isolation.securityOptions().stream()
                .filter(option -> !option.matches("seccomp[:=]unconfined|no-new-privileges(?:[:=]true)?"))
                .forEach(option -> report.refused(place + ".security_opt", "'" + option + "' is not mapped"));
        sayIf(!isolation.sysctls().isEmpty(), "sysctls");
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
        var annotations = new LinkedHashMap<>(service.annotations());
        service.labels().forEach((key, value) -> {
            if (!Names.isLabel(key, value)) {
                report.approximated(
                        "services." + service.name() + ".labels",
                        "'" + key + "' becomes an annotation: it is no label there");
                annotations.put(key, value);
            }
        });
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
