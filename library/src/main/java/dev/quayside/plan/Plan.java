package dev.quayside.plan;

import dev.quayside.engine.Change;
import dev.quayside.model.App;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * An ordered graph of operations that turns what is observed into what is wanted.
 *
 * @param steps so that each comes after those it waits for
 * @param fallbacks what is done when a replacement fails
 * @param notes what the reader should know and the plan does not change
 * @param provisional whether images must be pulled or built first, after which the plan is made again and can be another
 */
public record Plan(String app, List<Step> steps, List<Fallback> fallbacks, List<String> notes, boolean provisional) {
    public Plan {
        steps = List.copyOf(steps);
        fallbacks = List.copyOf(fallbacks);
        notes = List.copyOf(notes);
        var seen = new HashSet<String>();
        for (Step step : steps) {
            if (!seen.containsAll(step.after()) || !seen.add(step.id())) {
                throw new IllegalArgumentException(
                        "step " + step.id() + " waits for what does not come before it, or is there twice");
            }
        }
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** Whether something on the engine would change. */
    public boolean mutating() {
        return steps.stream().anyMatch(step -> step.action().mutating());
    }

    /** The steps that bring images. */
    public List<Step> imageSteps() {
        return steps.stream().filter(Step::bringsImage).toList();
    }

    /** This plan with only the steps that bring images. */
    public Plan imagesOnly() {
        return new Plan(app, imageSteps(), List.of(), notes, provisional);
    }

    /** The steps that lose data. */
    public List<Step> losses() {
        return steps.stream().filter(Step::losesData).toList();
    }

    /** Lines for people: each step with its cause, then what happens if a replacement fails, then the notes. */
    public List<String> describe() {
        var lines = new ArrayList<String>();
        steps.forEach(step -> lines.add(step.describe()));
        fallbacks.forEach(fallback -> lines.add("if that fails: " + fallback.says()));
        if (provisional) {
            lines.add("note: the plan is made again after the images are there, and can then be another");
        }
        notes.forEach(note -> lines.add("note: " + note));
        return List.copyOf(lines);
    }

    /** The SHA-256 of what it does: the same for the same steps in the same order with the same specifications. */
    public String hash() {
        var text = new StringBuilder(app).append('\n');
        for (Step step : steps) {
            text.append(step.id()).append(' ').append(step.after()).append(' ');
            text.append(step.action() instanceof Action.Perform perform ? specHash(perform.change(), step) : "");
            text.append('\n');
        }
        return Canonical.digest(text.toString());
    }

    private static String specHash(Change change, Step step) {
        return switch (change) {
            case Change.CreateReplica create -> create.spec().specHash();
            case Change.PromoteReplica promote -> promote.spec().specHash();
            case Change.CreateNetwork create -> create.ownership().specHash();
            case Change.CreateVolume create -> create.ownership().specHash();
            case Change.BuildImage build -> Canonical.digest(Canonical.text(build.build()));
            case Change.PullImage ignored -> "";
            case Change.RemoveNetwork remove -> remove.network().handle();
            case Change.RemoveVolume remove -> remove.volume().handle();
            case Change.StartReplica ignored -> "";
            case Change.DemoteReplica ignored -> "";
            case Change.StopReplica ignored -> "";
            case Change.RemoveReplica ignored -> "";
            case Change.ApplyPart apply -> specHash(apply) + Canonical.digest(step.cause());
            case Change.RemovePart ignored -> "";
            case Change.RemoveLeftovers remove ->
                Canonical.digest(remove.objects().toString());
        };
    }

    /** What of the app shapes a part; the rest of the app may change without changing what a step does. */
    private static String specHash(Change.ApplyPart apply) {
        App app = apply.wanted().app();
        return Canonical.digest(
                switch (apply.part().kind()) {
                    case NAMESPACE -> "";
                    case NETWORK ->
                        Canonical.text(app.networks().get(apply.part().key()));
                    case VOLUME -> Canonical.text(app.volumes().get(apply.part().key()));
                    case SERVICE ->
                        Canonical.text(app.services().get(apply.part().key()));
                });
    }
}
