package dev.quayside.apply;

import dev.quayside.engine.Engine;
import dev.quayside.engine.ExecResult;
import dev.quayside.engine.ReplicaId;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.HealthCheck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Asks a container's health check by running the same test in it. An engine asks for the first time only after a whole interval, 30 s
 * if none is written. At most once a second; a failing test here means nothing yet.
 */
final class HealthProbe {
    private static final Duration EVERY = Duration.ofSeconds(1);
    /** What engines from API 1.44 on use during the start period, also where the interval is shorter; older ones know none. */
    private static final Duration DEFAULT_START_INTERVAL = Duration.ofSeconds(5);

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int MOST_FAILURES_TO_ASK = 3;

    private final Engine engine;
    private final ReplicaId replica;
    private final Optional<HealthCheck> check;
    private final Ticker ticker;
    private final Duration begin;
    private Optional<Duration> asked = Optional.empty();
    private String lastOutput = "";
    private int failuresToAsk;

    HealthProbe(Engine engine, ReplicaId replica, Optional<HealthCheck> check, Ticker ticker) {
        this.engine = engine;
        this.replica = replica;
        this.check = check;
        this.ticker = ticker;
        this.begin = ticker.elapsed();
    }

    String lastOutput() {
        return lastOutput;
    }

    /**
     * Whether the test passes, if the engine would ask much later or should have asked, and it is time to ask again. Podman never asks on
     * a machine without systemd, whose timers it uses.
     */
    boolean passesNow() {
        boolean engineIsSlow = check.map(HealthProbe::firstAsked)
                .filter(first -> first.compareTo(EVERY) > 0 || isOverdue(first))
                .isPresent();
        boolean due = asked.map(at -> ticker.elapsed().minus(at).compareTo(EVERY) >= 0)
                .orElse(true);
        return engineIsSlow && due && passes();
    }

    private boolean isOverdue(Duration first) {
        return ticker.elapsed().minus(begin).compareTo(first.plus(timeout())) > 0;
    }

    /** Whether the test passes in spite of what the engine says. */
    boolean confirms() {
        return passes();
    }

    private boolean passes() {
        List<String> command =
                check.flatMap(HealthCheck::test).map(HealthProbe::command).orElse(List.of());
        if (command.isEmpty() || failuresToAsk >= MOST_FAILURES_TO_ASK) {
            return false;
        }
        asked = Optional.of(ticker.elapsed());
        try {
            ExecResult result = engine.run(replica, command, timeout());
            lastOutput = result.output();
            return result.exitCode() == 0;
        } catch (QuaysideException e) {
            // The container may have ended meanwhile, or its image has no shell: its state will say more.
            failuresToAsk++;
            return false;
        }
    }

    private Duration timeout() {
        Duration own = check.flatMap(HealthCheck::timeout).orElse(LONGEST);
        return own.compareTo(LONGEST) < 0 ? own : LONGEST;
    }

    private static Duration firstAsked(HealthCheck check) {
        Duration interval = check.interval().orElse(HealthCheck.DEFAULT_INTERVAL);
        if (check.startPeriod().filter(Duration::isPositive).isEmpty()) {
            return interval;
        }
        Duration early = check.startInterval().orElse(DEFAULT_START_INTERVAL);
        return early.compareTo(interval) > 0 ? early : interval;
    }

    private static List<String> command(HealthCheck.Test test) {
        return switch (test) {
            case HealthCheck.Test.Exec exec -> exec.command();
            case HealthCheck.Test.Shell shell -> List.of("/bin/sh", "-c", shell.command());
            case HealthCheck.Test.Disabled ignored -> List.of();
        };
    }
}
