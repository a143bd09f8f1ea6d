package dev.quayside.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the kernel is told of a container beside the plain limits of {@link Resources}.
 *
 * @param cgroupParent the control group in which the container's own is made
 * @param storageOptions for the engine's storage driver, such as {@code size}
 */
public record KernelControls(
        Scheduling scheduling,
        MemoryPressure memoryPressure,
        BlockIo blockIo,
        Optional<String> cgroupParent,
        Map<String, String> storageOptions) {
    /** What the kernel does by itself. */
    public static final KernelControls DEFAULT =
            new KernelControls(Scheduling.DEFAULT, MemoryPressure.DEFAULT, BlockIo.DEFAULT, Optional.empty(), Map.of());

    /**
     * How the CPUs' time is shared.
     *
     * @param periodMicros the time to which the quota refers
     * @param quotaMicros the CPU time that it may use in each period
     * @param realtimePeriodMicros the time to which the real-time runtime refers
     * @param realtimeRuntimeMicros the CPU time that its real-time processes may use in each period
     * @param shares its weight among containers that want the same CPU; others have 1024
     * @param cpus the CPUs that it may use, such as {@code 0-3,5}
     */
    public record Scheduling(
            OptionalLong periodMicros,
            OptionalLong quotaMicros,
            OptionalLong realtimePeriodMicros,
            OptionalLong realtimeRuntimeMicros,
            OptionalLong shares,
            Optional<String> cpus) {
        /** An equal share of all CPUs. */
        public static final Scheduling DEFAULT = new Scheduling(
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty());
    }

    /**
     * What happens when memory is short.
     *
     * @param swapLimitBytes memory and swap together; -1: no limit
     * @param swappiness how readily it is swapped out, from 0 to 100
     * @param oomKillDisabled whether it waits at its limit instead of being killed
     * @param oomScoreAdjustment from -1000 (killed last) to 1000 (killed first)
     */
    public record MemoryPressure(
            OptionalLong swapLimitBytes, OptionalLong swappiness, boolean oomKillDisabled, long oomScoreAdjustment) {
        /** What happens to anyone. */
        public static final MemoryPressure DEFAULT =
                new MemoryPressure(OptionalLong.empty(), OptionalLong.empty(), false, 0);
    }

    /**
     * How block devices are shared.
     *
     * @param weight among containers that want the same device, from 10 to 1000; 0: the kernel's own
     * @param deviceWeights weights for single devices
     */
    public record BlockIo(
            long weight,
            List<DeviceLimit> deviceWeights,
            List<DeviceLimit> readBytesPerSecond,
            List<DeviceLimit> readsPerSecond,
            List<DeviceLimit> writtenBytesPerSecond,
            List<DeviceLimit> writesPerSecond) {
        /** An equal share of all devices. */
        public static final BlockIo DEFAULT = new BlockIo(0, List.of(), List.of(), List.of(), List.of(), List.of());

        public BlockIo {
            deviceWeights = List.copyOf(deviceWeights);
            readBytesPerSecond = List.copyOf(readBytesPerSecond);
            readsPerSecond = List.copyOf(readsPerSecond);
            writtenBytesPerSecond = List.copyOf(writtenBytesPerSecond);
            writesPerSecond = List.copyOf(writesPerSecond);
        }
    }

    /**
     * A weight or a rate of one block device.
     *
     * @param path of the device on the engine's host
     */
    public record DeviceLimit(String path, long value) {}

    public KernelControls {
        storageOptions = Ordered.copyOf(storageOptions);
    }
}
