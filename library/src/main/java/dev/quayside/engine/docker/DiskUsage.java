package dev.quayside.engine.docker;

/**
 * What takes room on an engine's disk, in bytes.
 *
 * @param imageBytes all layers, each once
 * @param containerBytes what containers have written
 * @param volumeBytes what is in volumes
 * @param buildCacheBytes what builds keep
 */
public record DiskUsage(
        long imageBytes,
        long images,
        long containerBytes,
        long containers,
        long volumeBytes,
        long volumes,
        long buildCacheBytes) {}
