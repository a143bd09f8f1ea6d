package dev.quayside.app.cli.command;

import dev.quayside.PortForwards;
import dev.quayside.Project;
import dev.quayside.Quayside;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.Signals;
import dev.quayside.app.cli.view.Addresses;
import dev.quayside.app.cli.view.LogPrinter;
import dev.quayside.engine.Capability;
import dev.quayside.engine.LogLine;
import dev.quayside.engine.LogQuery;
import dev.quayside.engine.Replica;
import dev.quayside.error.QuaysideException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An application whose logs are shown. The first Ctrl-C stops it, the second kills it.
 *
 * <p>The signal's handler only counts; the stopping is done by threads of its own, so that a second signal is heard meanwhile.
 */
final class AttachedApp {
    private static final int INTERRUPTED = 130;
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Invocation invocation;
    private final Quayside quayside;
    private final Project project;
    private final Optional<Duration> grace;
    private final Instant begin;
    private final AtomicInteger signals = new AtomicInteger();
    private final CountDownLatch stopped = new CountDownLatch(1);

    AttachedApp(Invocation invocation, Quayside quayside, Project project, Optional<Duration> grace) {
        this.invocation = invocation;
        this.quayside = quayside;
        this.project = project;
        this.grace = grace;
        this.begin = invocation.now();
    }

    /** Shows the logs until all containers have ended or the user stops them, and returns the exit status. */
    int showUntilTheEnd(List<String> targets) {
        List<String> services = targets.isEmpty() ? shown() : targets;
        var known =
                quayside.ps(project.name(), services).stream().map(Replica::id).toList();
        var printer = new LogPrinter(
                invocation, invocation.colours(), LogPrinter.Prefix.SHOWN, LogPrinter.Timestamps.HIDDEN, known);
        var query = new LogQuery(true, Optional.of(begin), Optional.empty(), OptionalInt.empty());
        Signals.Handling handling =
                invocation.surroundings().signals().handle(Signals.Signal.INTERRUPT, this::onInterrupt);
        try (var forwards = forwards(targets);
                var logs = quayside.logs(project.name(), services, query, invocation.now())) {
            forwards.forwarded().forEach(port -> invocation.note(Addresses.line(port)));
            Runnable end = logs::close;
            Thread.ofVirtual().name("end-of-app").start(() -> watch(services, end));
            for (Optional<LogLine> line = logs.next(); line.isPresent(); line = logs.next()) {
                printer.print(line.get());
            }
        } finally {
            handling.close();
        }
        return signals.get() == 0 ? 0 : waitUntilStopped();
    }

    /** A cluster publishes nothing on this machine by itself. */
    private PortForwards forwards(List<String> targets) {
        if (!quayside.can(Capability.ORCHESTRATION)) {
            return PortForwards.none();
        }
        try {
            return quayside.forward(project.app(), targets, failure -> invocation.warn(failure.problem()));
        } catch (QuaysideException e) {
            invocation.warn(e.problem() + "; its ports are not forwarded: 'quayside forward' does it later");
            return PortForwards.none();
        }
    }

    private List<String> shown() {
        var unattached = project.reading().unattached();
        var has =
                quayside.ps(project.name()).stream().map(r -> r.id().service()).distinct();
        return has.filter(service -> !unattached.contains(service)).toList();
    }

    private void onInterrupt() {
        int count = signals.incrementAndGet();
        if (quayside.can(Capability.ORCHESTRATION)) {
            if (count == 1) {
                invocation.note("the application goes on running; 'quayside down' ends it");
                stopped.countDown();
            }
        } else if (count == 1) {
            invocation.note("stopping; press Ctrl-C again to kill");
            Thread.ofVirtual().name("stop").start(() -> stop(grace));
        } else if (count == 2) {
            invocation.note("killing");
            Thread.ofVirtual().name("kill").start(() -> stop(Optional.of(Duration.ZERO)));
        }
    }

    private void stop(Optional<Duration> limit) {
        try {
            quayside.stop(project.app(), limit);
        } catch (QuaysideException e) {
            invocation.report(e);
        } finally {
            stopped.countDown();
        }
    }

    /** Ends the logs when nothing runs any more. */
    private void watch(List<String> services, Runnable end) {
        try {
            boolean running = true;
            while (running) {
                running = !stopped.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)
                        && quayside.ps(project.name()).stream()
                                .filter(replica ->
                                        services.contains(replica.id().service()))
                                .anyMatch(AttachedApp::goesOn);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (QuaysideException e) {
            invocation.report(e);
        } finally {
            end.run();
        }
    }

    private static boolean goesOn(Replica replica) {
        return switch (replica.state()) {
            case RUNNING, PAUSED, RESTARTING -> true;
            case CREATED, EXITED, REMOVING -> false;
        };
    }

    private int waitUntilStopped() {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return INTERRUPTED;
    }
}
