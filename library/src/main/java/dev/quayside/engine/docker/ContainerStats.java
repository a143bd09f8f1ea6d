package dev.quayside.engine.docker;

import dev.quayside.json.Json;
import java.time.Instant;

/**
 * What a container uses at one moment.
 *
 * @param cpuPercent of one CPU, since the sample before: 200 means two whole CPUs
 * @param cpuTotalNanoseconds since its start
 * @param memoryBytes without the cache that the kernel can give back
 * @param memoryLimitBytes the host's memory if there is no limit
 * @param processes processes and threads
 */
public record ContainerStats(
        Instant time,
        double cpuPercent,
        long cpuTotalNanoseconds,
        int onlineCpus,
        long memoryBytes,
        long memoryLimitBytes,
        long networkReceivedBytes,
        long networkSentBytes,
        long blockReadBytes,
        long blockWrittenBytes,
        long processes) {

    static ContainerStats of(Json json) {
        var memory = json.at("memory_stats");
        var cpu = json.at("cpu_stats");
        var networks = json.members("networks").values();
        return new ContainerStats(
                Times.parse(json.text("read")).orElse(Instant.EPOCH),
                cpuPercent(cpu, json.at("precpu_stats")),
                cpu.at("cpu_usage").number("total_usage"),
                onlineCpus(cpu),
                Math.max(0, memory.number("usage") - reclaimable(memory.at("stats"))),
                memory.number("limit"),
                networks.stream()
                        .mapToLong(network -> network.number("rx_bytes"))
                        .sum(),
                networks.stream()
                        .mapToLong(network -> network.number("tx_bytes"))
                        .sum(),
                blockBytes(json, "read"),
                blockBytes(json, "write"),
                json.at("pids_stats").number("current"));
    }

    /** The same sum as Docker's command makes it, for cgroup v1 and v2. */
    private static long reclaimable(Json stats) {
        return stats.at("total_inactive_file").isPresent()
                ? stats.number("total_inactive_file")
                : stats.number("inactive_file");
    }

    private static int onlineCpus(Json cpu) {
        var online = cpu.smallNumber("online_cpus");
        return online > 0
                ? online
                : Math.max(1, cpu.at("cpu_usage").items("percpu_usage").size());
    }

    private static double cpuPercent(Json cpu, Json before) {
        var used = cpu.at("cpu_usage").number("total_usage")
                - before.at("cpu_usage").number("total_usage");
        var passed = cpu.number("system_cpu_usage") - before.number("system_cpu_usage");
        var comparable = before.number("system_cpu_usage") > 0 && used > 0 && passed > 0;
        return comparable ? 100.0 * used / passed * onlineCpus(cpu) : 0;
    }

    private static long blockBytes(Json json, String operation) {
        return json.at("blkio_stats").items("io_service_bytes_recursive").stream()
                .filter(entry -> entry.text("op").equalsIgnoreCase(operation))
                .mapToLong(entry -> entry.number("value"))
                .sum();
    }
}
