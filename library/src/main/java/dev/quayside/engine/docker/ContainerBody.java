package dev.quayside.engine.docker;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.JsonObject;
import dev.quayside.model.Attachment;
import dev.quayside.model.HealthCheck;
import dev.quayside.model.NetworkMode;
import dev.quayside.model.PortMapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes what a container is created with as the engine reads it. */
final class ContainerBody {
    private static final String DEFAULT_NETWORK = "default";
    private static final String INTERFACE_NAME = "com.docker.network.endpoint.ifname";

    private final String image;
    private final CreateContainerOptions options;
    private final Set<EngineFeature> features;

    ContainerBody(String image, CreateContainerOptions options, Set<EngineFeature> features) {
        this.image = image;
        this.options = options;
        this.features = features;
    }

    JsonObject json() {
        var process = options.process();
        var body = new JsonObject().put("Image", image);
        process.command().ifPresent(command -> body.putTexts("Cmd", command));
        process.entrypoint().ifPresent(entrypoint -> body.putTexts("Entrypoint", entrypoint));
        process.workingDirectory().ifPresent(folder -> body.put("WorkingDir", folder));
        process.user().ifPresent(user -> body.put("User", user));
        process.hostname().ifPresent(name -> body.put("Hostname", name));
        process.domainName().ifPresent(name -> body.put("Domainname", name));
        body.putUnlessEmpty("Env", assignments(process.environment()))
                .putUnlessEmpty("Labels", options.labels())
                .putIfTrue("Tty", process.tty())
                .putIfTrue("OpenStdin", process.stdinOpen())
                .putUnlessEmpty("ExposedPorts", exposedPorts());
        options.healthCheck().ifPresent(check -> body.put("Healthcheck", health(check)));
        options.lifecycle().stopSignal().ifPresent(signal -> body.put("StopSignal", signal));
        options.lifecycle().stopGracePeriod().ifPresent(grace -> body.put("StopTimeout", grace.toSeconds()));
        if (!features.contains(EngineFeature.MAC_ADDRESS_PER_ENDPOINT)) {
            macAddressOfFirstNetwork().ifPresent(address -> body.put("MacAddress", address));
        }
        return body.put("HostConfig", new HostConfigBody(options, features).json())
                .putUnlessEmpty("NetworkingConfig", networking());
    }

    static List<String> assignments(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
    }

    private JsonObject exposedPorts() {
        var ports = new JsonObject();
        options.connectivity().expose().forEach(port -> ports.put(port.toString(), new JsonObject()));
        options.connectivity().ports().stream()
                .map(PortMapping::containerPort)
                .forEach(port -> ports.put(port.toString(), new JsonObject()));
        return ports;
    }

    private JsonObject health(HealthCheck check) {
        var json = new JsonObject();
        check.test().ifPresent(test -> json.putTexts("Test", words(test)));
        check.interval().ifPresent(interval -> json.put("Interval", nanoseconds(interval)));
        check.timeout().ifPresent(timeout -> json.put("Timeout", nanoseconds(timeout)));
        check.startPeriod().ifPresent(period -> json.put("StartPeriod", nanoseconds(period)));
        check.retries().ifPresent(retries -> json.put("Retries", retries));
        if (check.startInterval().isPresent() && !features.contains(EngineFeature.HEALTH_START_INTERVAL)) {
            throw unsupported("A health check with 'start_interval'", EngineFeature.HEALTH_START_INTERVAL);
        }
        check.startInterval().ifPresent(interval -> json.put("StartInterval", nanoseconds(interval)));
        return json;
    }

    private static List<String> words(HealthCheck.Test test) {
        return switch (test) {
            case HealthCheck.Test.Disabled disabled -> List.of("NONE");
            case HealthCheck.Test.Shell shell -> List.of("CMD-SHELL", shell.command());
            case HealthCheck.Test.Exec exec -> {
                var words = new ArrayList<>(List.of("CMD"));
                words.addAll(exec.command());
                yield words;
            }
        };
    }

    /** The engine refuses anything between zero and a millisecond. */
    private static long nanoseconds(Duration duration) {
        return duration.isPositive() ? Math.max(1_000_000, duration.toNanos()) : 0;
    }

    private JsonObject networking() {
        var endpoints = new JsonObject();
        attachmentsAtCreate().forEach((network, attachment) -> endpoints.put(network, endpoint(attachment)));
        if (endpoints.isEmpty() && options.connectivity().macAddress().isPresent()) {
            endpoints.put(
                    DEFAULT_NETWORK,
                    new JsonObject()
                            .put(
                                    "MacAddress",
                                    options.connectivity().macAddress().get()));
        }
        return new JsonObject().putUnlessEmpty("EndpointsConfig", endpoints);
    }

    private Optional<String> macAddressOfFirstNetwork() {
        return wanted().values().stream()
                .findFirst()
                .flatMap(Attachment::macAddress)
                .or(() -> options.connectivity().macAddress());
    }

    /** The networks in the order of joining; the container's own MAC address is that of the first. */
    private Map<String, Attachment> wanted() {
        var ordered = inOrder(options.connectivity().attachments());
        var first = ordered.entrySet().stream().findFirst();
        first.filter(entry -> entry.getValue().macAddress().isEmpty())
                .ifPresent(entry -> entry.setValue(
                        entry.getValue().withMacAddress(options.connectivity().macAddress())));
        return ordered;
    }

    private Map<String, Attachment> attachmentsAtCreate() {
        var all = wanted();
        if (all.size() <= 1 || features.contains(EngineFeature.SEVERAL_NETWORKS_AT_CREATE)) {
            return all;
        }
        var first = all.entrySet().iterator().next();
        return Map.of(first.getKey(), first.getValue());
    }

    /** The networks that the engine can only be told of after it has created the container. */
    Map<String, Attachment> attachmentsAfterCreate() {
        var later = wanted();
        attachmentsAtCreate().keySet().forEach(later::remove);
        return later;
    }

    /** The network of the highest priority first: an older engine lets the first one give the default route. */
    static Map<String, Attachment> inOrder(Map<String, Attachment> attachments) {
        var ordered = new LinkedHashMap<String, Attachment>();
        attachments.entrySet().stream()
                .sorted((a, b) ->
                        Integer.compare(b.getValue().priority(), a.getValue().priority()))
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }

    JsonObject endpoint(Attachment attachment) {
        var addresses = new JsonObject();
        attachment.ipv4Address().ifPresent(address -> addresses.put("IPv4Address", address));
        attachment.ipv6Address().ifPresent(address -> addresses.put("IPv6Address", address));
        addresses.putUnlessEmpty("LinkLocalIPs", attachment.linkLocalAddresses());
        var json = new JsonObject()
                .putUnlessEmpty("IPAMConfig", addresses)
                .putUnlessEmpty("Aliases", attachment.aliases())
                .putUnlessEmpty("Links", attachment.links())
                .putUnlessEmpty("DriverOpts", driverOptions(attachment));
        attachment.macAddress().ifPresent(address -> json.put("MacAddress", address));
        int gatewayPriority = attachment.gatewayPriority().orElse(attachment.priority());
        if (features.contains(EngineFeature.GATEWAY_PRIORITY)) {
            json.putUnlessZero("GwPriority", gatewayPriority);
        } else if (attachment.gatewayPriority().orElse(0) != 0) {
            throw unsupported("A network that is preferred as gateway", EngineFeature.GATEWAY_PRIORITY);
        }
        return json;
    }

    private Map<String, String> driverOptions(Attachment attachment) {
        var driverOptions = new LinkedHashMap<>(attachment.driverOptions());
        attachment.interfaceName().ifPresent(name -> {
            if (!features.contains(EngineFeature.INTERFACE_NAME)) {
                throw unsupported("The name of a network's interface", EngineFeature.INTERFACE_NAME);
            }
            driverOptions.put(INTERFACE_NAME, name);
        });
        return driverOptions;
    }

    static String networkMode(CreateContainerOptions options) {
        return switch (options.connectivity().mode()) {
            case NetworkMode.Host host -> "host";
            case NetworkMode.None none -> "none";
            case NetworkMode.OfService container -> "container:" + container.service();
            case NetworkMode.Networks networks ->
                inOrder(networks.attachments()).keySet().stream().findFirst().orElse("");
        };
    }

    static QuaysideException unsupported(String what, EngineFeature feature) {
        return new QuaysideException(
                ErrorCode.UNSUPPORTED,
                what + " needs an engine with API " + feature.since() + " or newer",
                "upgrade the engine or do without it");
    }
}
