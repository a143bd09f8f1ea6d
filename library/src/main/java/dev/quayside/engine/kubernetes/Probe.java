package dev.quayside.engine.kubernetes;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.time.Duration;
import java.util.List;

/**
 * One check of a container. Times are whole seconds.
 *
 * @param check what is asked
 * @param interval how often
 * @param timeout how long an answer may take
 * @param failures after how many failures in a row it counts as failed
 * @param initialDelay how long after the start it is asked first
 */
public record Probe(Check check, Duration interval, Duration timeout, int failures, Duration initialDelay) {
    /** What is asked. */
    public sealed interface Check {
        /** A command in the container, which must exit with 0. */
        record Exec(List<String> command) implements Check {
            /** Copies the command. */
            public Exec {
                command = List.copyOf(command);
            }
        }

        /** A GET request, which must be answered with a status below 400. */
        record Http(int port, String path) implements Check {}

        /** A TCP connection, which must be accepted. */
        record Tcp(int port) implements Check {}

        /** gRPC's health check. */
        record Grpc(int port) implements Check {}
    }

    /** Checks and copies. */
    public Probe {
        requireWholeSeconds(interval, 1);
        requireWholeSeconds(timeout, 1);
        requireWholeSeconds(initialDelay, 0);
    }

    /** The same, asked at another interval. */
    public Probe withInterval(Duration other) {
        return new Probe(check, other, timeout, failures, initialDelay);
    }

    /** The same with another limit for an answer. */
    public Probe withTimeout(Duration other) {
        return new Probe(check, interval, other, failures, initialDelay);
    }

    /** The same with another number of failures. */
    public Probe withFailures(int count) {
        return new Probe(check, interval, timeout, count, initialDelay);
    }

    /** The same, asked first after this time. */
    public Probe withInitialDelay(Duration delay) {
        return new Probe(check, interval, timeout, failures, delay);
    }

    /** A check every ten seconds that may take one and counts after three failures, as the cluster's defaults have it. */
    public static Probe of(Check check) {
        return new Probe(check, Duration.ofSeconds(10), Duration.ofSeconds(1), 3, Duration.ZERO);
    }

    private static void requireWholeSeconds(Duration time, long least) {
        if (!time.equals(Duration.ofSeconds(time.toSeconds())) || time.toSeconds() < least) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "A probe's time of " + time.toMillis() + " ms is not possible",
                    "use whole seconds, at least " + least);
        }
    }
}
