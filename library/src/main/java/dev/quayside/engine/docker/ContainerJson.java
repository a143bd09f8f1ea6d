package dev.quayside.engine.docker;

import dev.quayside.json.Json;
import dev.quayside.model.ContainerPort;
import dev.quayside.model.HealthCheck;
import dev.quayside.model.Lifecycle.RestartPolicy;
import dev.quayside.model.PortMapping;
import dev.quayside.model.ServiceProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what the engine says of containers. */
final class ContainerJson {
    private ContainerJson() {}

    /** One item of a listing, which says nothing of the environment. */
    static DockerContainer listed(Json json) {
        var addresses = new LinkedHashMap<String, String>();
        json.at("NetworkSettings").members("Networks").forEach((network, endpoint) -> {
            if (!endpoint.text("IPAddress").isEmpty()) {
                addresses.put(network, endpoint.text("IPAddress"));
            }
        });
        return new DockerContainer(
                json.text("Id"),
                json.texts("Names").stream()
                        .map(ContainerJson::plainName)
                        .findFirst()
                        .orElse(""),
                json.text("Image"),
                ContainerStatus.of(json.text("State")),
                json.items("Ports").stream()
                        .filter(port -> port.number("PublicPort") > 0)
                        .map(ContainerJson::listedPort)
                        .distinct()
                        .toList(),
                Map.of(),
                json.text("ImageID"),
                json.text("Status"),
                Instant.ofEpochSecond(json.number("Created")),
                json.textMap("Labels"),
                addresses);
    }

    private static String plainName(String name) {
        return name.startsWith("/") ? name.substring(1) : name;
    }

    private static PortMapping listedPort(Json json) {
        return mapping(
                ContainerPort.parse(json.text("PrivatePort") + "/" + json.text("Type")),
                json.text("IP"),
                json.smallNumber("PublicPort"));
    }

    /** "Every address" is one mapping, though the engine has one for IPv4 and one for IPv6. */
    private static PortMapping mapping(ContainerPort port, String address, int hostPort) {
        var everywhere = address.isEmpty() || address.equals("0.0.0.0") || address.equals("::");
        return new PortMapping(
                port,
                everywhere ? Optional.empty() : Optional.of(address),
                hostPort > 0 ? OptionalInt.of(hostPort) : OptionalInt.empty());
    }

    static ContainerDetails details(Json json) {
        var config = json.at("Config");
        var hostConfig = json.at("HostConfig");
        var networks = new LinkedHashMap<String, ContainerDetails.NetworkEndpoint>();
        json.at("NetworkSettings")
                .members("Networks")
                .forEach((name, endpoint) -> networks.put(name, endpoint(endpoint)));
        return new ContainerDetails(
                container(json, networks),
                state(json),
                networks,
                json.items("Mounts").stream().map(ContainerJson::mount).toList(),
                process(config, hostConfig),
                healthCheck(config.at("Healthcheck")),
                restartPolicy(hostConfig.at("RestartPolicy")),
                Optional.of(config.text("StopSignal")).filter(text -> !text.isEmpty()),
                config.at("StopTimeout").isPresent()
                        ? Optional.of(Duration.ofSeconds(config.number("StopTimeout")))
                        : Optional.empty(),
                hostConfig.text("NetworkMode"),
                json);
    }

    private static DockerContainer container(Json json, Map<String, ContainerDetails.NetworkEndpoint> networks) {
        var config = json.at("Config");
        var addresses = new LinkedHashMap<String, String>();
        networks.forEach((name, endpoint) -> {
            if (!endpoint.address().isEmpty()) {
                addresses.put(name, endpoint.address());
            }
        });
        return new DockerContainer(
                json.text("Id"),
                plainName(json.text("Name")),
                config.text("Image"),
                ContainerStatus.of(json.at("State").text("Status")),
                ports(json),
                environment(config.texts("Env")),
                json.text("Image"),
                "",
                Times.parse(json.text("Created")).orElse(Instant.EPOCH),
                config.textMap("Labels"),
                addresses);
    }

    static Map<String, String> environment(List<String> assignments) {
        var environment = new LinkedHashMap<String, String>();
        for (var assignment : assignments) {
            var equals = assignment.indexOf('=');
            environment.put(
                    equals < 0 ? assignment : assignment.substring(0, equals),
                    equals < 0 ? "" : assignment.substring(equals + 1));
        }
        return environment;
    }

    /** The ports in force while it runs, else those that were asked for. */
    private static List<PortMapping> ports(Json json) {
        var inForce = bindings(json.at("NetworkSettings").members("Ports"));
        return inForce.isEmpty() ? bindings(json.at("HostConfig").members("PortBindings")) : inForce;
    }

    private static List<PortMapping> bindings(Map<String, Json> byPort) {
        var ports = new ArrayList<PortMapping>();
        byPort.forEach((port, bindings) -> bindings.items()
                .forEach(binding -> ports.add(
                        mapping(ContainerPort.parse(port), binding.text("HostIp"), binding.smallNumber("HostPort")))));
        return ports.stream().distinct().toList();
    }

    private static ContainerDetails.State state(Json json) {
        var state = json.at("State");
        var health = state.at("Health");
        var status = health.text("Status");
        return new ContainerDetails.State(
                ContainerStatus.of(state.text("Status")),
                state.smallNumber("ExitCode"),
                state.flag("OOMKilled"),
                state.text("Error"),
                Times.parse(state.text("StartedAt")),
                Times.parse(state.text("FinishedAt")),
                state.number("Pid"),
                json.smallNumber("RestartCount"),
                status.isEmpty() || status.equals("none") ? Optional.empty() : Optional.of(health(health)));
    }

    private static ContainerDetails.Health health(Json json) {
        var probes = json.items("Log").stream()
                .map(probe -> new ContainerDetails.Probe(
                        Times.parse(probe.text("Start")).orElse(Instant.EPOCH),
                        Times.parse(probe.text("End")).orElse(Instant.EPOCH),
                        probe.smallNumber("ExitCode"),
                        probe.text("Output")))
                .toList();
        return new ContainerDetails.Health(
                json.text("Status").toLowerCase(Locale.ROOT), json.smallNumber("FailingStreak"), probes);
    }

    private static ContainerDetails.NetworkEndpoint endpoint(Json json) {
        var requested = json.at("IPAMConfig");
        return new ContainerDetails.NetworkEndpoint(
                json.text("NetworkID"),
                json.text("EndpointID"),
                json.text("IPAddress"),
                json.text("GlobalIPv6Address"),
                json.text("Gateway"),
                json.text("MacAddress"),
                requested.text("IPv4Address"),
                requested.text("IPv6Address"),
                requested.texts("LinkLocalIPs"),
                json.texts("Aliases"),
                json.textMap("DriverOpts"),
                json.smallNumber("GwPriority"));
    }

    private static ContainerDetails.MountPoint mount(Json json) {
        return new ContainerDetails.MountPoint(
                json.text("Type"), json.text("Name"), json.text("Source"), json.text("Destination"), !json.flag("RW"));
    }

    private static ServiceProcess process(Json config, Json hostConfig) {
        return new ServiceProcess(
                words(config.at("Entrypoint")),
                words(config.at("Cmd")),
                environment(config.texts("Env")),
                present(config.text("WorkingDir")),
                present(config.text("User")),
                hostConfig.texts("GroupAdd"),
                present(config.text("Hostname")),
                present(config.text("Domainname")),
                config.flag("Tty"),
                config.flag("OpenStdin"),
                hostConfig.flag("Init"));
    }

    static Optional<List<String>> words(Json json) {
        return json.isPresent()
                ? Optional.of(json.items().stream().map(Json::text).toList())
                : Optional.empty();
    }

    private static Optional<String> present(String text) {
        return Optional.of(text).filter(t -> !t.isEmpty());
    }

    static Optional<HealthCheck> healthCheck(Json json) {
        if (!json.isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new HealthCheck(
                test(json.texts("Test")),
                duration(json.number("Interval")),
                duration(json.number("Timeout")),
                json.number("Retries") > 0 ? OptionalInt.of(json.smallNumber("Retries")) : OptionalInt.empty(),
                duration(json.number("StartPeriod")),
                duration(json.number("StartInterval"))));
    }

    private static Optional<HealthCheck.Test> test(List<String> words) {
        var kind = words.isEmpty() ? "" : words.getFirst();
        return switch (kind) {
            case "" -> Optional.empty();
            case "NONE" -> Optional.of(new HealthCheck.Test.Disabled());
            case "CMD-SHELL" -> Optional.of(new HealthCheck.Test.Shell(words.getLast()));
            default -> Optional.of(new HealthCheck.Test.Exec(words.subList(1, words.size())));
        };
    }

    private static Optional<Duration> duration(long nanoseconds) {
        return nanoseconds > 0 ? Optional.of(Duration.ofNanos(nanoseconds)) : Optional.empty();
    }

    private static RestartPolicy restartPolicy(Json json) {
        var mode = switch (json.text("Name")) {
            case "always" -> RestartPolicy.Mode.ALWAYS;
            case "on-failure" -> RestartPolicy.Mode.ON_FAILURE;
            case "unless-stopped" -> RestartPolicy.Mode.UNLESS_STOPPED;
            default -> RestartPolicy.Mode.NO;
        };
        return new RestartPolicy(mode, json.smallNumber("MaximumRetryCount"));
    }
}
