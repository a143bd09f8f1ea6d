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
 */
public record Resources(
        OptionalDouble cpuLimit,
        OptionalLong memoryLimitBytes,
        OptionalDouble cpuReservation,
        OptionalLong memoryReservationBytes,
        OptionalLong pidsLimit,
        OptionalLong shmSizeBytes) {
    /** No limit and no reservation. */
    public static final Resources UNLIMITED = new Resources(
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
}
