package dev.quayside.engine;

/**
 * What a replica uses at one moment.
 *
 * @param cpuPercent of one CPU: 200 means two whole CPUs
 * @param memoryBytes without the cache that the kernel can give back
 * @param memoryLimitBytes 0: no limit
 */
public record ResourceUsage(
        ReplicaId replica,
        double cpuPercent,
        long memoryBytes,
        long memoryLimitBytes,
        long networkReceivedBytes,
        long networkSentBytes,
        long blockReadBytes,
        long blockWrittenBytes,
        long processes) {}
