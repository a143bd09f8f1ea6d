package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.compose.Node.SequenceNode;
import java.util.function.UnaryOperator;

/** Fills in what a file may leave out, where the canonical tree has it written. */
final class Defaults {
    private Defaults() {}

    static MappingNode fill(MappingNode root) {
        return root.change("services", Defaults::services).change("jobs", Defaults::services);
    }

    private static Node services(Node services) {
        return services instanceof MappingNode mapping
                ? mapping.changeAll((name, service) -> service instanceof MappingNode known ? service(known) : service)
                : services;
    }

    private static MappingNode service(MappingNode service) {
        return service.change("build", build -> absent(build, "context", "."))
                .change("gpus", gpus -> each(gpus, Defaults::devices))
                .change("deploy", Defaults::deploy)
                .change("secrets", secrets -> each(secrets, Defaults::secret))
                .change(
                        "ports",
                        ports -> each(ports, port -> absent(absent(port, "protocol", "tcp"), "mode", "ingress")))
                .change("volumes", volumes -> each(volumes, Defaults::volume));
    }

    private static Node deploy(Node deploy) {
        return changed(
                deploy,
                "resources",
                resources -> changed(
                        resources,
                        "reservations",
                        reservations -> changed(reservations, "devices", devices -> each(devices, Defaults::devices))));
    }

    private static Node changed(Node node, String key, UnaryOperator<Node> change) {
        return node instanceof MappingNode mapping ? mapping.change(key, change) : node;
    }

    /** A request that says neither which devices nor how many is one for all; one for a list without devices, for none. */
    private static Node devices(Node node) {
        if (!(node instanceof MappingNode mapping) || mapping.has("count")) {
            return node;
        }
        boolean none = mapping.has("device_ids") && mapping.items("device_ids").isEmpty();
        return none
                ? mapping.without("device_ids").with("count", ScalarNode.integer(mapping.position(), 0))
                : mapping.has("device_ids") ? mapping : absent(mapping, "count", "all");
    }

    private static Node each(Node list, UnaryOperator<Node> change) {
        return list instanceof SequenceNode known ? known.changeAll(change) : list;
    }

    private static Node absent(Node node, String key, String value) {
        return node instanceof MappingNode mapping && !mapping.has(key)
                ? mapping.with(key, ScalarNode.text(mapping.position(), value))
                : node;
    }

    private static Node secret(Node node) {
        return node instanceof MappingNode mapping
                ? absent(
                        node, "target", "/run/secrets/" + mapping.text("source").orElse(""))
                : node;
    }

    private static Node volume(Node node) {
        return node instanceof MappingNode mapping
                ? mapping.change(
                        "bind",
                        bind -> bind instanceof MappingNode options && !options.has("create_host_path")
                                ? options.with("create_host_path", ScalarNode.flag(options.position(), true))
                                : bind)
                : node;
    }
}
