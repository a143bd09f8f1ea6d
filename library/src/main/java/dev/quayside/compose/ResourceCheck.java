package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks what networks, volumes, configs, secrets and ports must say or must not say together. */
final class ResourceCheck {
    private static final String PORTS = "ports";
    private static final String VOLUMES = "volumes";

    /** The lists whose items need a target. */
    private static final List<String> TARGETED = List.of(PORTS, VOLUMES, "devices");

    private final Findings findings;

    ResourceCheck(Findings findings) {
        this.findings = findings;
    }

    /** Reports what is wrong; the tree stays as it is. */
    MappingNode check(MappingNode root) {
        each(root, "volumes", this::volume);
        each(
                root,
                "configs",
                (name, config) -> source("configs." + name, config, List.of("file", "environment", "content")));
        each(root, "secrets", (name, secret) -> source("secrets." + name, secret, List.of("file", "environment")));
        each(root, "services", this::addresses);
        each(root, "jobs", (name, job) -> targets("jobs." + name, job, VOLUMES));
        each(root, "services", (name, service) -> sources("services." + name, service));
        each(root, "jobs", (name, job) -> sources("jobs." + name, job));
        return root;
    }

    /**
     * Reports ports, mounts and devices of services that have no target: by it they are put together with those of other documents, so
     * each document needs it, also one of which others extend one service only, or whose list a later one resets.
     */
    MappingNode targets(MappingNode root) {
        each(root, "services", (name, service) -> TARGETED.forEach(key -> targets("services." + name, service, key)));
        return root;
    }

    private interface Check {
        void apply(String name, MappingNode resource);
    }

    private static void each(MappingNode root, String kind, Check check) {
        root.mapping(kind)
                .ifPresent(resources -> resources.entries().forEach((name, entry) -> {
                    if (entry.value() instanceof MappingNode resource) {
                        check.apply(name, resource);
                    }
                }));
    }

    private void volume(String name, MappingNode volume) {
        if (!volume.isTrue("external")) {
            return;
        }
        for (String key : volume.entries().keySet()) {
            if (!key.equals("name") && !key.equals("external") && !key.startsWith("x-")) {
                findings.error(
                        volume.at(key),
                        "volumes." + name + " is external, so '" + key + "' has no effect",
                        "remove '" + key + "' or 'external'",
                        "volumes/external");
            }
        }
    }

    private void source(String path, MappingNode resource, List<String> sources) {
        var found = new ArrayList<>(sources);
        found.removeIf(key -> !resource.has(key));
        if (found.size() > 1) {
            findings.error(
                    resource.at(found.get(1)),
                    path + " has more than one source: " + String.join(" and ", found),
                    "keep one of them",
                    path.substring(0, path.indexOf('.')));
        } else if (!resource.isTrue("external") && isSourceless(path, resource, found) && !isLost(path, sources)) {
            String problem = path + " has no source";
            String remedy = "add one of " + String.join(", ", sources) + ", or 'external: true'";
            String section = path.substring(0, path.indexOf('.'));
            if (path.startsWith("configs.") && resource.has("external")) {
                findings.impossible(resource.position(), problem, remedy, section);
            } else {
                findings.error(resource.position(), problem, remedy, section);
            }
        }
    }

    /** Whether there is a source, though a wrong one. */
    private boolean isLost(String path, List<String> sources) {
        String[] names = path.split("\\.", 2);
        KeyPath resource = KeyPath.of(names);
        return sources.stream().anyMatch(key -> findings.isLost(resource.child(key)));
    }

    /** A secret's variable needs a name; a config's does not. */
    private static boolean isSourceless(String path, MappingNode resource, List<String> found) {
        boolean nameless = path.startsWith("secrets.")
                && found.equals(List.of("environment"))
                && resource.text("environment").filter(text -> !text.isEmpty()).isEmpty();
        return found.isEmpty() || nameless;
    }

    private void sources(String path, MappingNode service) {
        for (Node item : service.items("volumes")) {
            if (item instanceof MappingNode mount
                    && mount.text("type").equals(Optional.of("bind"))
                    && !mount.has("source")) {
                findings.error(
                        mount.position(),
                        path + ".volumes: a bind mount has no source",
                        "add 'source: PATH'",
                        "services/volumes");
            }
        }
    }

    private void targets(String path, MappingNode container, String key) {
        for (Node item : container.items(key)) {
            if (item instanceof MappingNode mapping && !mapping.has("target")) {
                findings.error(
                        mapping.position(),
                        path + "." + key + ": a " + itemOf(key) + " has no target in the container",
                        "write 'target:' and a " + (key.equals(PORTS) ? "port from 1 to 65535" : "path"),
                        "services/" + key);
            }
        }
    }

    private static String itemOf(String key) {
        return switch (key) {
            case PORTS -> "port";
            case VOLUMES -> "mount";
            default -> "device";
        };
    }

    private void addresses(String name, MappingNode service) {
        for (Node item : service.items("ports")) {
            if (item instanceof MappingNode port
                    && port.get("host_ip").orElse(null) instanceof ScalarNode address
                    && !Addresses.isAddress(address.text())) {
                findings.error(
                        address.position(),
                        "services." + name + ".ports: '" + address.text() + "' is not an IP address",
                        "write an address such as 127.0.0.1",
                        "services/ports");
            }
        }
    }
}
