package dev.quayside.app.cli.command.service;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Cluster;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.KeyValues;
import dev.quayside.app.cli.view.ClusterServices;
import dev.quayside.engine.kubernetes.CreateServiceOptions;
import dev.quayside.engine.kubernetes.KubernetesService;
import dev.quayside.engine.kubernetes.ServicePort;
import dev.quayside.engine.kubernetes.ServiceType;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.ContainerPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code service create}. */
public final class ServiceCreate implements Command {
    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT[:TARGET][/PROTOCOL]",
            required = true,
            description =
                    "A port of the service and, if it is another one, the number or name of the pods'; may be repeated")
    private List<String> ports = new ArrayList<>();

    @Option(
            names = {"-s", "--selector"},
            paramLabel = "KEY=VALUE",
            description = "A label of its pods; may be repeated (default: app=NAME)")
    private List<String> selector = new ArrayList<>();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "ClusterIP, NodePort or LoadBalancer (default: ClusterIP)")
    private String type = "ClusterIP";

    @Option(names = "--headless", description = "No address of its own: its name leads to the pods")
    private boolean headless;

    @Option(
            names = {"-l", "--label"},
            paramLabel = "KEY=VALUE",
            description = "A label of the service; may be repeated")
    private List<String> labels = new ArrayList<>();

    @Parameters(paramLabel = "NAME", index = "0", description = "Its name")
    private String name = "";

    @Override
    public List<Example> examples() {
        return List.of(
                example(
                        "service create web -p 80:8080",
                        "leads port 80 to port 8080 of the pods of the deployment web"),
                example(
                        "service create web --type LoadBalancer --selector tier=front -p 443:https",
                        "is reached from outside and leads to a named port of other pods"));
    }

    @Override
    public int run(Invocation invocation) {
        var options = CreateServiceOptions.DEFAULT.withLabels(KeyValues.map(labels));
        var addressed = headless ? options.headless() : options;
        var selected = selector.isEmpty() ? Map.of("app", name) : KeyValues.map(selector);
        var typed = serviceType();
        var parsed = ports.stream().map(ServiceCreate::port).toList();
        KubernetesService service;
        try (var cluster = Cluster.connect(invocation)) {
            service = cluster.kubernetes().createService(name, cluster.namespace(), selected, parsed, typed, addressed);
        }
        invocation.data(
                service.name() + "\n", () -> ClusterServices.tree(service).members());
        return 0;
    }

    private ServiceType serviceType() {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "clusterip" -> ServiceType.CLUSTER_IP;
            case "nodeport" -> ServiceType.NODE_PORT;
            case "loadbalancer" -> ServiceType.LOAD_BALANCER;
            default ->
                throw new QuaysideException(
                        ErrorCode.INVALID_ARGUMENT,
                        "--type does not know '" + type + "'",
                        "use one of ClusterIP, NodePort, LoadBalancer");
        };
    }

    /** {@code 80}, {@code 80:8080}, {@code 80:http} or {@code 53:5353/udp}. */
    private static ServicePort port(String text) {
        int slash = text.indexOf('/');
        String protocol = slash < 0 ? "" : text.substring(slash);
        String numbers = slash < 0 ? text : text.substring(0, slash);
        int colon = numbers.indexOf(':');
        var outside = ContainerPort.parse((colon < 0 ? numbers : numbers.substring(0, colon)) + protocol);
        return new ServicePort(
                outside.number(),
                target(colon < 0 ? numbers : numbers.substring(colon + 1)),
                outside.protocol(),
                Optional.empty(),
                OptionalInt.empty());
    }

    private static ServicePort.Target target(String text) {
        return text.matches("\\d+")
                ? new ServicePort.Target.PortNumber(ContainerPort.parse(text).number())
                : new ServicePort.Target.PortName(text);
    }
}
