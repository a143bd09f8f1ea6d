package dev.quayside.engine.memory;

import java.util.List;
import java.util.OptionalInt;

/**
 * How the process of a simulated replica goes on. Time passes with each look at the replica, which counts as one poll.
 *
 * @param healthyAfter polls until its health check passes; empty: never
 * @param unhealthyAfter polls until its health check has failed for good; empty: never
 * @param exitCode with which it ends; empty: it runs until it is stopped
 * @param exitAfter polls until it ends
 * @param outOfMemory whether the engine ends it for using too much memory
 * @param output lines that it writes when it starts
 */
public record Behaviour(
        OptionalInt healthyAfter,
        OptionalInt unhealthyAfter,
        OptionalInt exitCode,
        int exitAfter,
        boolean outOfMemory,
        List<String> output) {
    /** Runs until it is stopped, and is healthy at once. */
    public static final Behaviour RUNS = healthyAfter(0);

    public Behaviour {
        output = List.copyOf(output);
    }

    /** Runs, and is healthy after some polls. */
    public static Behaviour healthyAfter(int polls) {
        return new Behaviour(OptionalInt.of(polls), OptionalInt.empty(), OptionalInt.empty(), 0, false, List.of());
    }

    /** Runs, and its health check fails for good after some polls. */
    public static Behaviour unhealthyAfter(int polls) {
        return new Behaviour(OptionalInt.empty(), OptionalInt.of(polls), OptionalInt.empty(), 0, false, List.of());
    }

    /** Runs, and its health check never says anything. */
    public static Behaviour neverHealthy() {
        return new Behaviour(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), 0, false, List.of());
    }

    /** Ends with this exit code after some polls. */
    public static Behaviour exitsAfter(int polls, int exitCode) {
        return new Behaviour(
                OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(exitCode), polls, false, List.of());
    }

    /** The same, ended by the engine for using too much memory. */
    public Behaviour killedForMemory() {
        return new Behaviour(healthyAfter, unhealthyAfter, exitCode, exitAfter, true, output);
    }

    /** The same, writing these lines when it starts. */
    public Behaviour writing(String... lines) {
        return new Behaviour(healthyAfter, unhealthyAfter, exitCode, exitAfter, outOfMemory, List.of(lines));
    }
}
