package dev.quayside.engine.kubernetes;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Services: create, delete, look. */
final class Services {
    private final KubernetesApi api;
    private final Creation creation;
    private final Deletion deletion;

    Services(KubernetesApi api, Creation creation, Deletion deletion) {
        this.api = api;
        this.creation = creation;
        this.deletion = deletion;
    }

    static ObjectRef reference(String name, String namespace) {
        return ObjectRef.of(Kind.SERVICE, namespace, name);
    }

    KubernetesService create(
            ObjectRef service,
            Map<String, String> selector,
            List<ServicePort> ports,
            ServiceType type,
            CreateServiceOptions options) {
        if (type == ServiceType.EXTERNAL_NAME) {
            throw new QuaysideException(
                    ErrorCode.UNSUPPORTED,
                    "The " + service + " cannot be created as ExternalName: such a service has neither pods nor ports",
                    "use another type");
        }
        var headless = options.addressing() == CreateServiceOptions.Addressing.HEADLESS;
        var spec = new JsonObject()
                .put("type", type.toString())
                .putUnlessEmpty("clusterIP", headless ? "None" : "")
                .putUnlessEmpty("selector", selector);
        if (!ports.isEmpty()) {
            spec.putObjects(
                    "ports",
                    ports.stream().map(port -> port(port, ports.size())).toList());
        }
        var labels = OwnLabels.of(service.name(), options.labels());
        return ServiceJson.service(creation.create(service, labels, options.annotations(), spec));
    }

    private static JsonObject port(ServicePort port, int count) {
        var json = new JsonObject()
                .put("port", port.port())
                .put("protocol", port.protocol().toString().toUpperCase(Locale.ROOT));
        switch (port.target()) {
            case ServicePort.Target.PortNumber(var number) -> json.put("targetPort", number);
            case ServicePort.Target.PortName(var name) -> json.put("targetPort", name);
        }
        // The cluster tells several ports apart by their names.
        var madeUp = count > 1 ? port.protocol() + "-" + port.port() : "";
        json.putUnlessEmpty("name", port.name().orElse(madeUp));
        port.nodePort().ifPresent(number -> json.put("nodePort", number));
        return json;
    }

    void delete(ObjectRef service, DeleteOptions options) {
        deletion.delete(service, options);
    }

    KubernetesService get(ObjectRef service) {
        return ServiceJson.service(api.json(Call.get(service)));
    }

    void forEach(ListOptions options, Consumer<KubernetesService> consumer) {
        api.forEach(Lists.call(Kind.SERVICE, options), json -> consumer.accept(ServiceJson.service(json)));
    }
}
