package dev.quayside.app.cli.view;

import dev.quayside.app.cli.output.Texts;
import dev.quayside.app.cli.progress.ProgressDisplay;
import dev.quayside.app.cli.progress.ProgressDisplay.Status;
import dev.quayside.apply.ApplyEvent;
import dev.quayside.apply.ApplyFailure;
import dev.quayside.apply.ApplyListener;
import dev.quayside.plan.Action;
import dev.quayside.plan.Plan;
import dev.quayside.plan.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Shows a run as one part for each container, network, volume and image: what it does, or what it waits for.
 *
 * <p>Not thread-safe: a run calls its listener from one thread.
 */
public final class ApplyProgress implements ApplyListener {
    private final ProgressDisplay display;
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final Set<String> done = new HashSet<>();
    private final Set<String> begun = new HashSet<>();
    private final Map<String, String> blockers = new HashMap<>();
    private Optional<ApplyFailure> failure = Optional.empty();

    /** Shows runs on this display. */
    public ApplyProgress(ProgressDisplay display) {
        this.display = display;
    }

    /** Why the run failed, if it did. */
    public Optional<ApplyFailure> failure() {
        return failure;
    }

    @Override
    public void on(ApplyEvent event) {
        switch (event) {
            case ApplyEvent.Planned planned -> begin(planned.plan());
            case ApplyEvent.StepStarted started -> {
                begun.add(part(started.step()));
                display.show(part(started.step()), Status.RUNNING, doing(started.step()));
            }
            case ApplyEvent.StepProgress progress ->
                display.listener(part(progress.step())).on(progress.progress());
            case ApplyEvent.Waiting waiting -> display.update(part(waiting.step()), waiting(waiting));
            case ApplyEvent.StepFinished finished -> finish(finished.step());
            case ApplyEvent.StepFailed failed ->
                display.show(
                        part(failed.step()),
                        Status.FAILED,
                        failed.failure().problem().lines().findFirst().orElse(""));
            case ApplyEvent.FallingBack fallingBack ->
                display.line(
                        fallingBack.fallback().service(), fallingBack.fallback().says());
            case ApplyEvent.Failed failed -> failure = Optional.of(failed.failure());
        }
    }

    /** What goes on: for a change that is what the engine does, else what is waited for. */
    private static String waiting(ApplyEvent.Waiting waiting) {
        String what = waiting.step().action() instanceof Action.Perform
                ? doing(waiting.step())
                : "waits for " + waiting.what();
        return what + ", " + Texts.duration(waiting.since()) + " so far";
    }

    private void begin(Plan plan) {
        steps.clear();
        done.clear();
        begun.clear();
        blockers.clear();
        plan.steps().forEach(step -> steps.put(step.id(), step));
        showBlocked();
    }

    private void finish(Step step) {
        done.add(step.id());
        String part = part(step);
        boolean ended = steps.values().stream().allMatch(s -> done.contains(s.id()) || !part(s).equals(part));
        if (ended) {
            display.show(part, Status.DONE, isReplaced(part) ? "replaced" : did(step));
        }
        showBlocked();
    }

    /** Whether the part is a container whose place another one takes. */
    private boolean isReplaced(String part) {
        var verbs = steps.values().stream()
                .filter(step -> part(step).equals(part))
                .map(step -> step.action().verb())
                .collect(Collectors.toSet());
        return verbs.contains("create") && verbs.contains("remove");
    }

    /** Shows what the parts that have not begun wait for, where that is another container. */
    private void showBlocked() {
        for (Step step : steps.values()) {
            String part = part(step);
            if (!begun.contains(part)) {
                String waitsFor = step.after().stream()
                        .filter(id -> !done.contains(id))
                        .map(steps::get)
                        .filter(other -> other != null && condition(other).isPresent())
                        .filter(other -> !part(other).equals(part))
                        .map(other -> part(other) + " (" + condition(other).orElseThrow() + ")")
                        .collect(Collectors.joining(", "));
                if (!waitsFor.isEmpty() && !waitsFor.equals(blockers.put(part, waitsFor))) {
                    display.show(part, Status.WAITING, "waits for " + waitsFor);
                }
            }
        }
    }

    private static Optional<Action.Condition> condition(Step step) {
        return switch (step.action()) {
            case Action.Await await -> Optional.of(await.condition());
            case Action.AwaitService await -> Optional.of(await.condition());
            case Action.Drain ignored -> Optional.empty();
            case Action.Perform ignored -> Optional.empty();
        };
    }

    private static String part(Step step) {
        return step.replica()
                .map(id -> id.service() + "-" + id.number())
                .or(step::service)
                .orElseGet(() -> switch (step.action().verb()) {
                    case "create-network", "remove-network", "apply-network" ->
                        "network " + step.action().subject();
                    case "create-volume", "remove-volume", "apply-volume" ->
                        "volume " + step.action().subject();
                    case "apply-namespace", "remove-namespace" ->
                        "namespace " + step.action().subject();
                    case "prune" -> "leftovers";
                    default -> "image " + step.action().subject();
                });
    }

    private static String doing(Step step) {
        return switch (step.action()) {
            case Action.Await await ->
                await.condition() == Action.Condition.SETTLED
                        ? "waits until it has run for a while"
                        : "waits until it is " + await.condition();
            case Action.AwaitService await -> "waits until it is " + await.condition();
            case Action.Drain drain -> "finishes what it has accepted, for " + Texts.duration(drain.time());
            case Action.Perform perform -> words(step)[0];
        };
    }

    private static String did(Step step) {
        return switch (step.action()) {
            case Action.Await await ->
                await.condition() == Action.Condition.SETTLED
                        ? "running"
                        : await.condition().toString();
            case Action.AwaitService await -> await.condition().toString();
            case Action.Drain drain -> "drained";
            case Action.Perform perform -> words(step)[1];
        };
    }

    private static String[] words(Step step) {
        return switch (step.action().verb()) {
            case "pull" -> new String[] {"pulling", "pulled"};
            case "build" -> new String[] {"building", "built"};
            case "create", "create-network", "create-volume" -> new String[] {"creating", "created"};
            case "apply", "apply-network", "apply-volume", "apply-namespace" -> new String[] {"applying", "applied"};
            case "remove", "remove-network", "remove-volume", "remove-namespace", "prune" ->
                new String[] {"removing", "removed"};
            case "start" -> new String[] {"starting", "started"};
            case "stop" -> new String[] {"stopping", "stopped"};
            case "promote" -> new String[] {"taking over", "serving"};
            case "demote" -> new String[] {"handing over", "handed over"};
            default -> new String[] {step.action().verb(), "done"};
        };
    }

    /** How far the run is, as a clause: {@code 3 steps are done, 4 are left}. */
    public String state() {
        int left = steps.size() - done.size();
        return steps.isEmpty()
                ? "nothing was begun"
                : Texts.count(done.size(), "step")
                        + (done.size() == 1 ? " is done, " : " are done, ")
                        + left
                        + (left == 1 ? " is left" : " are left");
    }
}
