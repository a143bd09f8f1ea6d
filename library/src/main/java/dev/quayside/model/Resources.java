package dev.quayside.model;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a container may use, and what is kept for it.
 *
 * @param cpuLimit in CPUs, such as 0.5
 * @param memoryLimitBytes at most this much memory
 * @param cpuReservation in CPUs
 * @param memoryReservationBytes kept for it
 * @param pidsLimit at most this many processes; -1: no limit
 * @param shmSizeBytes size of {@code /dev/shm}
 * @param controls what else the kernel is told
 */
public record Resources(
        OptionalDouble cpuLimit,
        OptionalLong memoryLimitBytes,
        OptionalDouble cpuReservation,
        OptionalLong memoryReservationBytes,
        OptionalLong pidsLimit,
        OptionalLong shmSizeBytes,
        KernelControls controls) {
    /** No limit and no reservation. */
    public static final Resources UNLIMITED = new Resources(
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());

    /** Limits and reservations only. */
    public Resources(
            OptionalDouble cpuLimit,
            OptionalLong memoryLimitBytes,
            OptionalDouble cpuReservation,
            OptionalLong memoryReservationBytes,
            OptionalLong pidsLimit,
            OptionalLong shmSizeBytes) {
        this(
                cpuLimit,
                memoryLimitBytes,
                cpuReservation,
                memoryReservationBytes,
                pidsLimit,
                shmSizeBytes,
                KernelControls.DEFAULT);
    }

    /** The same with other words to the kernel. */
    public Resources withControls(KernelControls other) {
        return new Resources(
                cpuLimit, memoryLimitBytes, cpuReservation, memoryReservationBytes, pidsLimit, shmSizeBytes, other);
    }
}
