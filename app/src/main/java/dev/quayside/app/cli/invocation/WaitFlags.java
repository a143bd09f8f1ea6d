package dev.quayside.app.cli.invocation;

import dev.quayside.engine.kubernetes.WaitOptions;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether a command about a cluster waits for what it asked for. */
public final class WaitFlags {
    @Option(names = "--wait", description = "Waits until it is done, not only accepted")
    private boolean wait;

    @Option(names = "--timeout", paramLabel = "DURATION", description = "How long to wait, such as 90s (default: 5m)")
    private Duration timeout = Duration.ofMinutes(5);

    /** How to wait; empty: not at all. */
    public Optional<WaitOptions> options(Invocation invocation) {
        return wait ? Optional.of(always(invocation)) : Optional.empty();
    }

    /** How to wait where it is done in any case. */
    public WaitOptions always(Invocation invocation) {
        return Cluster.waiting(timeout, invocation);
    }
}
