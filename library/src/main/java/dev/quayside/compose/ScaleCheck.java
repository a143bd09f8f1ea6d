package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import java.util.Optional;

/** Checks numbers that a service may write in two places, and the number of its replicas. */
final class ScaleCheck {
    private final String name;
    private final MappingNode service;
    private final MappingNode deploy;
    private final Findings findings;

    ScaleCheck(String name, MappingNode service, Findings findings) {
        this.name = name;
        this.service = service;
        this.deploy = service.mapping("deploy").orElse(MappingNode.empty(service.position()));
        this.findings = findings;
    }

    void run() {
        Optional<Long> scale = service.text("scale").map(Long::parseLong);
        Optional<Long> replicas = deploy.text("replicas").map(Long::parseLong);
        if (scale.isPresent() && replicas.isPresent() && !scale.equals(replicas)) {
            error(
                    "scale",
                    "has " + scale.get() + " as 'scale' and " + replicas.get() + " as 'deploy.replicas'",
                    "keep one");
        }
        long count = scale.or(() -> replicas).orElse(1L);
        if (count < 0) {
            error(scale.isPresent() ? "scale" : "deploy", "cannot have " + count + " replicas", "write 0 or more");
        }
        if (count > 1 && service.has("container_name")) {
            error(
                    "container_name",
                    "has " + count + " replicas, which cannot all be called '"
                            + service.text("container_name").orElse("") + "'",
                    "remove 'container_name' or have one replica");
        }
        limits("limits", "cpus", "cpus");
        limits("limits", "mem_limit", "memory");
        limits("reservations", "mem_reservation", "memory");
        limits("limits", "pids_limit", "pids");
    }

    private void limits(String kind, String key, String other) {
        Optional<MappingNode> limits = deploy.mapping("resources").flatMap(resources -> resources.mapping(kind));
        Optional<String> own = service.text(key);
        if (own.isPresent() && limits.isPresent() && !limits.get().text(other).equals(own)) {
            error(
                    key,
                    "has different values as '" + key + "' and 'deploy.resources." + kind + "." + other + "'",
                    "keep one");
        }
    }

    private void error(String key, String message, String remedy) {
        findings.error(service.at(key), "services." + name + " " + message, remedy, "services/" + key);
    }
}
