package dev.quayside.compose;

import static dev.quayside.compose.AppReader.list;
import static dev.quayside.compose.AppReader.texts;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.Dependency;
import dev.quayside.model.DeviceRequest;
import dev.quayside.model.HealthCheck;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Isolation;
import dev.quayside.model.Resources;
import dev.quayside.model.Service;
import dev.quayside.model.ServiceImage;
import dev.quayside.model.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Makes the model of one service of a canonical tree. */
final class ServiceReader {
    private static final List<String> NAMESPACES = List.of("pid", "ipc", "uts", "cgroup");

    private final String project;
    private final String name;
    private final MappingNode service;
    private final MappingNode siblings;
    private final Findings findings;

    ServiceReader(String project, String name, MappingNode service, MappingNode siblings, Findings findings) {
        this.project = project;
        this.name = name;
        this.service = service;
        this.siblings = siblings;
        this.findings = findings;
    }

    /** The service; empty if its image cannot be named, and then a finding says why. */
    Optional<Service> read() {
        return image().map(image -> new Service(
                name,
                image,
                process(),
                new ConnectivityReader(name, service, findings).read(),
                new StorageReader(name, service, findings).read(),
                service.mapping("healthcheck").map(this::healthCheck),
                dependencies(),
                isolation(),
                resources(),
                new LifecycleReader(name, service, findings).read(),
                texts(service, "labels"),
                texts(service, "annotations"),
                new OrchestrationReader(name, service, findings).read()));
    }

    private Optional<ServiceImage> image() {
        Optional<MappingNode> build = service.mapping("build");
        Node written = service.get("image").orElse(service);
        String text = service.text("image").orElse((project + "-" + name).toLowerCase(Locale.ROOT));
        if (build.isEmpty() && !service.has("image")) {
            // One of a provider, which is found elsewhere to be undone.
            return Optional.empty();
        }
        var pulling = new PullReader(name, service, findings);
        return parse(text, written.position(), "services/image")
                .map(reference -> new ServiceImage(
                        reference,
                        build.map(node -> new BuildReader(name, node, platform(), findings).read()),
                        pulling.policy(),
                        platform(),
                        pulling.refreshAfter()));
    }

    private Optional<String> platform() {
        return service.text("platform");
    }

    private Optional<ImageRef> parse(String text, Position position, String section) {
        try {
            return Optional.of(ImageRef.parse(text));
        } catch (QuaysideException e) {
            findings.impossible(position, "services." + name + ": " + e.problem(), e.remedy(), section);
            return Optional.empty();
        }
    }

    private ServiceProcess process() {
        return new ServiceProcess(
                words("entrypoint"),
                words("command"),
                texts(service, "environment"),
                service.text("working_dir"),
                service.text("user"),
                list(service, "group_add"),
                service.text("hostname"),
                service.text("domainname"),
                service.isTrue("tty"),
                service.isTrue("stdin_open"),
                service.isTrue("init"));
    }

    private Optional<List<String>> words(String key) {
        return service.has(key) ? Optional.of(list(service, key)) : Optional.empty();
    }

    private HealthCheck healthCheck(MappingNode check) {
        List<String> words = list(check, "test");
        boolean disabled =
                check.isTrue("disable") || (!words.isEmpty() && words.getFirst().equals("NONE"));
        Optional<HealthCheck.Test> test = disabled ? Optional.of(new HealthCheck.Test.Disabled()) : test(words);
        return new HealthCheck(
                test,
                duration(check, "interval"),
                duration(check, "timeout"),
                retries(check),
                duration(check, "start_period"),
                duration(check, "start_interval"));
    }

    private OptionalInt retries(MappingNode check) {
        Optional<Long> retries = check.text("retries").map(Long::parseLong);
        if (retries.isPresent() && retries.get() > Integer.MAX_VALUE) {
            findings.impossible(
                    check.at("retries"),
                    "services." + name + ".healthcheck: nobody tries " + retries.get() + " times",
                    "write a smaller number",
                    "services/healthcheck");
        }
        return retries.map(count -> OptionalInt.of((int) Math.min(count, Integer.MAX_VALUE)))
                .orElse(OptionalInt.empty());
    }

    private static Optional<HealthCheck.Test> test(List<String> words) {
        if (words.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(
                words.getFirst().equals("CMD-SHELL")
                        ? new HealthCheck.Test.Shell(words.get(1))
                        : new HealthCheck.Test.Exec(words.subList(1, words.size())));
    }

    /** A duration in canonical spelling. */
    static Optional<Duration> duration(MappingNode mapping, String key) {
        return mapping.text(key)
                .map(text -> Duration.ofNanos(Values.duration(text).orElse(0)));
    }

    private Map<String, Dependency> dependencies() {
        Map<String, Dependency> dependencies = new LinkedHashMap<>();
        service.mapping("depends_on")
                .ifPresent(known -> known.entries().forEach((other, entry) -> {
                    if (siblings.has(other) && entry.value() instanceof MappingNode dependency) {
                        dependencies.put(
                                other,
                                new Dependency(
                                        condition(dependency),
                                        dependency.isTrue("restart"),
                                        Selection.isRequired(dependency)));
                    }
                }));
        return dependencies;
    }

    private static Dependency.Condition condition(MappingNode dependency) {
        return switch (dependency.text("condition").orElse("")) {
            case "service_healthy" -> Dependency.Condition.HEALTHY;
            case "service_completed_successfully" -> Dependency.Condition.COMPLETED;
            default -> Dependency.Condition.STARTED;
        };
    }

    private Isolation isolation() {
        Map<String, String> namespaces = new LinkedHashMap<>();
        NAMESPACES.forEach(key -> service.text(key).ifPresent(text -> namespaces.put(key, text)));
        service.text("userns_mode").ifPresent(text -> namespaces.put("userns", text));
        return new Isolation(
                service.isTrue("privileged"),
                service.isTrue("read_only"),
                new LinkedHashSet<>(list(service, "cap_add")),
                new LinkedHashSet<>(list(service, "cap_drop")),
                list(service, "security_opt"),
                texts(service, "sysctls"),
                ulimits(service),
                namespaces,
                devices(),
                list(service, "device_cgroup_rules"),
                deviceRequests(),
                service.text("runtime"),
                service.text("isolation"));
    }

    /** The limits of processes that a service or a build has. */
    static Map<String, Isolation.Ulimit> ulimits(MappingNode of) {
        Map<String, Isolation.Ulimit> limits = new LinkedHashMap<>();
        of.mapping("ulimits")
                .ifPresent(known -> known.entries().forEach((limit, entry) -> {
                    switch (entry.value()) {
                        case ScalarNode scalar -> {
                            long both = Long.parseLong(scalar.text());
                            limits.put(limit, new Isolation.Ulimit(both, both));
                        }
                        case MappingNode mapping ->
                            limits.put(limit, new Isolation.Ulimit(number(mapping, "soft"), number(mapping, "hard")));
                        case Node.SequenceNode list -> {}
                    }
                }));
        return limits;
    }

    private static long number(MappingNode mapping, String key) {
        return mapping.text(key).map(Long::parseLong).orElse(0L);
    }

    private List<String> devices() {
        return service.items("devices").stream()
                .map(MappingNode.class::cast)
                .map(device -> device.text("source").orElse("") + ":"
                        + device.text("target").orElse(device.text("source").orElse("")) + ":"
                        + device.text("permissions").orElse("rwm"))
                .toList();
    }

    /** What is asked for as a graphics processor must be able to be one. */
    private List<DeviceRequest> deviceRequests() {
        var requests = new ArrayList<DeviceRequest>();
        for (Node gpu : service.items("gpus")) {
            DeviceRequest request = deviceRequest((MappingNode) gpu);
            var capabilities = new ArrayList<>(request.capabilities());
            if (!capabilities.contains(DeviceRequest.GPU)) {
                capabilities.add(DeviceRequest.GPU);
            }
            requests.add(new DeviceRequest(
                    request.driver(), request.count(), request.ids(), capabilities, request.options()));
        }
        service.mapping("deploy")
                .flatMap(deploy -> deploy.mapping("resources"))
                .flatMap(resources -> resources.mapping("reservations"))
                .map(reservations -> reservations.items("devices"))
                .ifPresent(devices -> devices.forEach(device -> requests.add(deviceRequest((MappingNode) device))));
        return requests;
    }

    private static DeviceRequest deviceRequest(MappingNode device) {
        return new DeviceRequest(
                device.text("driver"),
                whole(device.text("count")).orElse(0),
                list(device, "device_ids"),
                list(device, "capabilities"),
                texts(device, "options"));
    }

    private Resources resources() {
        Optional<MappingNode> all = service.mapping("deploy").flatMap(deploy -> deploy.mapping("resources"));
        Optional<MappingNode> limits = all.flatMap(known -> known.mapping("limits"));
        Optional<MappingNode> reservations = all.flatMap(known -> known.mapping("reservations"));
        return new Resources(
                decimal(limits.flatMap(known -> known.text("cpus")).or(() -> service.text("cpus"))),
                whole(limits.flatMap(known -> known.text("memory")).or(() -> service.text("mem_limit"))),
                decimal(reservations.flatMap(known -> known.text("cpus"))),
                whole(reservations.flatMap(known -> known.text("memory")).or(() -> service.text("mem_reservation"))),
                whole(limits.flatMap(known -> known.text("pids")).or(() -> service.text("pids_limit"))),
                whole(service.text("shm_size")),
                new ControlsReader(service).read());
    }

    private static OptionalDouble decimal(Optional<String> text) {
        return text.map(Double::parseDouble).map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    static OptionalLong whole(Optional<String> text) {
        return text.map(Long::parseLong).map(OptionalLong::of).orElse(OptionalLong.empty());
    }
}
