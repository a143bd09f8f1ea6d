package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Which networks, volumes, configs and secrets some services use. */
final class Usage {
    private final Set<String> networks = new HashSet<>();
    private final Set<String> volumes = new HashSet<>();
    private final Set<String> configs = new HashSet<>();
    private final Set<String> secrets = new HashSet<>();
    private final Set<String> models = new HashSet<>();

    Usage(MappingNode services) {
        services.entries().values().forEach(entry -> {
            if (entry.value() instanceof MappingNode service) {
                add(service);
            }
        });
    }

    private void add(MappingNode service) {
        service.mapping("networks")
                .ifPresent(joined -> networks.addAll(joined.entries().keySet()));
        service.items("volumes").forEach(volume -> {
            if (volume instanceof MappingNode mount && mount.text("type").equals(Optional.of("volume"))) {
                mount.text("source").ifPresent(volumes::add);
            }
        });
        service.items("configs").forEach(config -> addSource(config, configs));
        service.items("secrets").forEach(secret -> addSource(secret, secrets));
        service.mapping("build")
                .ifPresent(build -> build.items("secrets").forEach(secret -> addSource(secret, secrets)));
        service.mapping("models").ifPresent(used -> models.addAll(used.entries().keySet()));
    }

    private static void addSource(Node mount, Set<String> sources) {
        if (mount instanceof MappingNode mapping) {
            mapping.text("source").ifPresent(sources::add);
        }
    }

    Set<String> networks() {
        return networks;
    }

    Set<String> volumes() {
        return volumes;
    }

    Set<String> configs() {
        return configs;
    }

    Set<String> models() {
        return models;
    }

    Set<String> secrets() {
        return secrets;
    }
}
