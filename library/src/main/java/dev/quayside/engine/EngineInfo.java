package dev.quayside.engine;

import java.util.Map;
import java.util.Set;

/**
 * What an engine is.
 *
 * @param kind {@code docker}, {@code podman}, {@code kubernetes} or {@code memory}
 * @param address how it was reached, such as {@code unix:///var/run/docker.sock}
 * @param local whether its host is this machine, so that it sees this machine's files
 */
public record EngineInfo(
        String kind,
        String version,
        String apiVersion,
        String address,
        boolean local,
        String operatingSystem,
        String architecture,
        Set<Capability> capabilities,
        Map<String, String> details) {
    public EngineInfo {
        capabilities = Set.copyOf(capabilities);
        details = Map.copyOf(details);
    }

    /** Whether the engine can do this. */
    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }
}
