package dev.quayside.engine.kubernetes;

import java.time.Instant;

/**
 * What a pod uses.
 *
 * @param time when it was measured
 * @param cpus in CPUs, such as 0.5
 */
public record PodStats(String pod, Instant time, double cpus, long memoryBytes) {}
