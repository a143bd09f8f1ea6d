package dev.quayside.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How an engine finds out whether a container works. An absent value means what the image says, or else the engine's default.
 *
 * @param startInterval how often it is asked during the start period
 */
public record HealthCheck(
        Optional<Test> test,
        Optional<Duration> interval,
        Optional<Duration> timeout,
        OptionalInt retries,
        Optional<Duration> startPeriod,
        Optional<Duration> startInterval) {
    /** What Docker uses where neither file nor image says otherwise. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(30);

    /** What is asked. */
    public sealed interface Test {
        /** A program with its arguments. */
        record Exec(List<String> command) implements Test {
            public Exec {
                command = List.copyOf(command);
            }
        }

        /** A command line for the image's shell. */
        record Shell(String command) implements Test {}

        /** The image's health check is switched off. */
        record Disabled() implements Test {}
    }

    /** A shell command asked at this interval. */
    public static HealthCheck shell(String command, Duration interval) {
        return new HealthCheck(
                Optional.of(new Test.Shell(command)),
                Optional.of(interval),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether this switches a health check off. */
    public boolean disabled() {
        return test.filter(Test.Disabled.class::isInstance).isPresent();
    }
}
