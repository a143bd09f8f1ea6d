package dev.quayside.engine.kubernetes;

import dev.quayside.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what the cluster says of services. */
final class ServiceJson {
    private ServiceJson() {}

    static KubernetesService service(Json json) {
        var spec = json.at("spec");
        return new KubernetesService(
                ObjectJson.name(json),
                ObjectJson.namespace(json),
                spec.textMap("selector"),
                spec.items("ports").stream().map(ServiceJson::port).toList(),
                ServiceType.of(spec.text("type")).orElse(ServiceType.CLUSTER_IP),
                Optional.of(spec.text("clusterIP")).filter(address -> !address.isEmpty() && !address.equals("None")),
                external(json),
                ObjectJson.metadata(json));
    }

    private static List<String> external(Json json) {
        var addresses = new ArrayList<>(json.at("spec").texts("externalIPs"));
        for (var point : json.at("status").at("loadBalancer").items("ingress")) {
            addresses.add(point.text("ip").isEmpty() ? point.text("hostname") : point.text("ip"));
        }
        return addresses;
    }

    private static ServicePort port(Json json) {
        var port = json.smallNumber("port");
        var target = json.at("targetPort");
        var number = target.isText() ? 0 : json.smallNumber("targetPort");
        return new ServicePort(
                port,
                target.isText()
                        ? new ServicePort.Target.PortName(target.text())
                        : new ServicePort.Target.PortNumber(number == 0 ? port : number),
                ContainerJson.protocol(json),
                Optional.of(json.text("name")).filter(name -> !name.isEmpty()),
                json.number("nodePort") > 0 ? OptionalInt.of(json.smallNumber("nodePort")) : OptionalInt.empty());
    }
}
