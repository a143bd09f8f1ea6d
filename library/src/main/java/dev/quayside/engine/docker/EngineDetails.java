package dev.quayside.engine.docker;

import dev.quayside.json.Json;
import java.util.List;
import java.util.Set;

/**
 * What an engine is.
 *
 * @param version such as {@code 29.0.1}
 * @param apiVersion what is spoken with it
 * @param engineApiVersion the newest that it speaks
 * @param features what its API can do
 * @param podman whether it is Podman's compatible API
 * @param buildKit whether it builds with BuildKit
 * @param operatingSystem such as {@code Debian GNU/Linux 12}
 * @param architecture such as {@code x86_64}
 * @param storageDriver such as {@code overlay2}
 * @param rootFolder where it keeps its data
 * @param securityOptions such as {@code name=rootless}
 * @param warnings what the engine says is wrong with itself
 * @param document the engine's whole answer
 */
public record EngineDetails(
        String name,
        String version,
        ApiVersion apiVersion,
        ApiVersion engineApiVersion,
        Set<EngineFeature> features,
        boolean podman,
        boolean buildKit,
        String operatingSystem,
        String osType,
        String architecture,
        String kernelVersion,
        String storageDriver,
        String rootFolder,
        String cgroupVersion,
        int cpus,
        long memoryBytes,
        long containers,
        long containersRunning,
        long images,
        List<String> securityOptions,
        List<String> warnings,
        Json document) {
    /** Copies the collections. */
    public EngineDetails {
        features = Set.copyOf(features);
        securityOptions = List.copyOf(securityOptions);
        warnings = List.copyOf(warnings);
    }

    /** Whether the engine runs without root's rights. */
    public boolean rootless() {
        return securityOptions.stream().anyMatch(option -> option.contains("rootless"));
    }
}
