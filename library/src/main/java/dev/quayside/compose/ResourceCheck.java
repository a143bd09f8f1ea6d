package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks what networks, volumes, configs, secrets and ports must say or must not say together. */
final class ResourceCheck {
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
        each(root, "services", this::sources);
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
        } else if (found.isEmpty() && !resource.isTrue("external")) {
            findings.error(
                    resource.position(),
                    path + " has no source",
                    "add one of " + String.join(", ", sources) + ", or 'external: true'",
                    path.substring(0, path.indexOf('.')));
        }
    }

    private void sources(String name, MappingNode service) {
        for (Node item : service.items("volumes")) {
            if (item instanceof MappingNode mount
                    && mount.text("type").equals(Optional.of("bind"))
                    && !mount.has("source")) {
                findings.error(
                        mount.position(),
                        "services." + name + ".volumes: a bind mount has no source",
                        "add 'source: PATH'",
                        "services/volumes");
            }
        }
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
