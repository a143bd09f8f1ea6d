package dev.quayside.engine.docker;

import dev.quayside.engine.Capability;
import dev.quayside.engine.EngineInfo;
import dev.quayside.engine.http.Endpoint;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What the port says of an engine, from what the engine says of itself. */
final class EngineDescription {
    static final String MEMORY = "memory bytes";

    private EngineDescription() {}

    static EngineInfo of(EngineDetails engine, Endpoint endpoint) {
        return new EngineInfo(
                engine.podman() ? "podman" : "docker",
                engine.version(),
                engine.apiVersion().toString(),
                endpoint.toString(),
                endpoint instanceof Endpoint.Unix,
                engine.operatingSystem(),
                engine.architecture(),
                capabilities(engine),
                details(engine));
    }

    private static Set<Capability> capabilities(EngineDetails engine) {
        var capabilities = EnumSet.of(Capability.BUILD);
        // Podman's networks do not take a container back under its address while it is paused.
        if (!engine.podman() && engine.osType().equals("linux")) {
            capabilities.add(Capability.HANDOVER);
        }
        if (engine.features().contains(EngineFeature.VOLUME_SUBPATH)) {
            capabilities.add(Capability.VOLUME_SUBPATH);
        }
        if (engine.features().contains(EngineFeature.HEALTH_START_INTERVAL)) {
            capabilities.add(Capability.HEALTH_START_INTERVAL);
        }
        var document = engine.document();
        if (document.flag("MemoryLimit") && document.flag("PidsLimit")) {
            capabilities.add(Capability.RESOURCE_LIMITS);
        }
        return capabilities;
    }

    private static Map<String, String> details(EngineDetails engine) {
        var details = new LinkedHashMap<String, String>();
        details.put("name", engine.name());
        details.put("engine api version", engine.engineApiVersion().toString());
        details.put("rootless", engine.rootless() ? "yes" : "no");
        details.put("storage driver", engine.storageDriver());
        details.put("cgroup version", engine.cgroupVersion().isEmpty() ? "1" : engine.cgroupVersion());
        details.put("kernel", engine.kernelVersion());
        details.put("cpus", Integer.toString(engine.cpus()));
        details.put(MEMORY, Long.toString(engine.memoryBytes()));
        details.put("root folder", engine.rootFolder());
        if (!engine.warnings().isEmpty()) {
            details.put("warnings", String.join("; ", engine.warnings()));
        }
        return details;
    }
}
