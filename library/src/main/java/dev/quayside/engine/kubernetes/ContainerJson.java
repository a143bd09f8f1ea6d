package dev.quayside.engine.kubernetes;

import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import dev.quayside.model.ContainerPort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads what an object says of a container. */
final class ContainerJson {
    private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";

    private ContainerJson() {}

    /**
     * The main container of a pod or of a template for pods.
     *
     * @param pod what has {@code metadata} and {@code spec}
     */
    static Json main(Json pod) {
        var named = pod.at("metadata").at("annotations").text(DEFAULT_CONTAINER);
        var containers = pod.at("spec").items("containers");
        return containers.stream()
                .filter(container -> container.text("name").equals(named))
                .findFirst()
                .or(() -> containers.stream().findFirst())
                .orElse(Json.ofTree(null));
    }

    static List<ContainerPort> ports(Json container) {
        var ports = new ArrayList<ContainerPort>();
        for (var port : container.items("ports")) {
            try {
                ports.add(new ContainerPort(port.smallNumber("containerPort"), protocol(port)));
            } catch (QuaysideException e) {
                // A port that does not exist cannot be shown; the cluster would have refused it.
            }
        }
        return ports;
    }

    static ContainerPort.Protocol protocol(Json port) {
        return switch (port.text("protocol").toUpperCase(Locale.ROOT)) {
            case "UDP" -> ContainerPort.Protocol.UDP;
            case "SCTP" -> ContainerPort.Protocol.SCTP;
            default -> ContainerPort.Protocol.TCP;
        };
    }

    /** The variables that have a value; one that comes from elsewhere is not repeated here. */
    static Map<String, String> environment(Json container) {
        var environment = new LinkedHashMap<String, String>();
        for (var variable : container.items("env")) {
            if (!variable.at("valueFrom").isPresent()) {
                environment.put(variable.text("name"), variable.text("value"));
            }
        }
        return environment;
    }
}
