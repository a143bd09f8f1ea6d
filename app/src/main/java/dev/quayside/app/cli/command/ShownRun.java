package dev.quayside.app.cli.command;

import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.Signals;
import dev.quayside.app.cli.output.OutputFormat;
import dev.quayside.app.cli.progress.ProgressDisplay;
import dev.quayside.app.cli.view.ApplyProgress;
import dev.quayside.app.cli.view.Diagnoses;
import dev.quayside.apply.ApplyListener;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Runs a plan with its progress shown, stops it at Ctrl-C, and shows the evidence when it fails. */
final class ShownRun {
    private final Invocation invocation;

    ShownRun(Invocation invocation) {
        this.invocation = invocation;
    }

    /**
     * Calls the library with a listener that shows what happens.
     *
     * @param goingOn what the user can do after Ctrl-C, as a clause
     */
    <T> T run(String goingOn, Function<ApplyListener, T> call) {
        var interrupted = new AtomicBoolean();
        Thread caller = Thread.currentThread();
        var display = ProgressDisplay.of(invocation);
        var progress = new ApplyProgress(display);
        Signals.Handling handling = invocation.surroundings().signals().handle(Signals.Signal.INTERRUPT, () -> {
            interrupted.set(true);
            caller.interrupt();
        });
        try {
            return call.apply(progress);
        } catch (QuaysideException e) {
            display.close();
            throw interrupted.get() ? interruption(progress, goingOn, e) : explained(progress, e);
        } finally {
            handling.close();
            display.close();
            if (interrupted.get() && Thread.interrupted()) {
                // The interruption was ours and has done its work.
                interrupted.set(true);
            }
        }
    }

    private static QuaysideException interruption(ApplyProgress progress, String goingOn, QuaysideException cause) {
        return new QuaysideException(ErrorCode.INTERRUPTED, "interrupted: " + progress.state(), goingOn, cause);
    }

    private QuaysideException explained(ApplyProgress progress, QuaysideException failure) {
        progress.failure().ifPresent(evidence -> {
            if (invocation.format() == OutputFormat.TABLE) {
                invocation.surroundings().err().print(Diagnoses.text(evidence, invocation.errorColours()));
            } else {
                invocation.explain(Diagnoses.tree(evidence).members());
            }
        });
        return failure;
    }
}
