package dev.quayside.apply;

import dev.quayside.engine.Progress;
import dev.quayside.error.QuaysideException;
import dev.quayside.plan.Fallback;
import dev.quayside.plan.Plan;
import dev.quayside.plan.Step;
import java.time.Duration;

/** What happens while a plan is run. */
public sealed interface ApplyEvent {
    /** This plan is run now. With images to bring there are two: one that brings them, and one made after that. */
    record Planned(Plan plan) implements ApplyEvent {}

    /** A step has begun. */
    record StepStarted(Step step) implements ApplyEvent {}

    /** A step goes on. */
    record StepProgress(Step step, Progress progress) implements ApplyEvent {}

    /**
     * A step takes its time; said at least every two seconds.
     *
     * @param what it waits for, for people
     * @param since how long already
     */
    record Waiting(Step step, String what, Duration since) implements ApplyEvent {}

    /** A step is done. */
    record StepFinished(Step step, Duration took) implements ApplyEvent {}

    /** A step has failed; the run goes on without it if it was not needed. */
    record StepFailed(Step step, QuaysideException failure) implements ApplyEvent {}

    /** A replacement is taken back. */
    record FallingBack(Fallback fallback) implements ApplyEvent {}

    /** The run has failed. The exception that follows says the same in one sentence. */
    record Failed(ApplyFailure failure) implements ApplyEvent {}
}
