package dev.quayside.app.cli.view;

import dev.quayside.app.cli.output.Palette;
import dev.quayside.app.cli.output.Texts;
import dev.quayside.plan.Fallback;
import dev.quayside.plan.Plan;
import dev.quayside.plan.Step;
import java.util.ArrayList;
import java.util.List;

/** Plans. */
public final class Plans {
    private Plans() {}

    /** For people: what changes, with the reason, then what else is to be known. */
    public static String text(Plan plan, Palette colours) {
        var out = new StringBuilder();
        if (plan.isEmpty()) {
            out.append(plan.app()).append(": nothing to do, everything is as its files say\n");
        } else {
            long changes =
                    plan.steps().stream().filter(s -> s.action().mutating()).count();
            out.append(colours.bold(plan.app() + ": " + Texts.count(changes, "change")))
                    .append('\n');
            plan.steps()
                    .forEach(
                            step -> out.append("  ").append(line(step, colours)).append('\n'));
        }
        for (Fallback fallback : plan.fallbacks()) {
            out.append("  if that fails: ")
                    .append(Texts.printable(fallback.says()))
                    .append('\n');
        }
        if (plan.provisional()) {
            out.append("  note: the plan is made again when the images are there, and can then be another\n");
        }
        plan.notes()
                .forEach(note ->
                        out.append("  note: ").append(Texts.printable(note)).append('\n'));
        return out.toString();
    }

    private static String line(Step step, Palette colours) {
        String verb = step.action().verb().replace('-', ' ');
        String what = verb + " " + Texts.printable(step.action().subject());
        String line = step.losesData() ? colours.red(what) : step.action().mutating() ? what : colours.faint(what);
        return line
                + colours.faint(": " + Texts.printable(step.cause()))
                + (step.losesData() ? colours.red(" (loses data)") : "");
    }

    /** For programs. */
    public static Tree tree(Plan plan) {
        return new Tree()
                .put("app", plan.app())
                .put("hash", plan.hash())
                .put("changes", plan.mutating())
                .put("losesData", !plan.losses().isEmpty())
                .put("provisional", plan.provisional())
                .put("steps", plan.steps(), Plans::step)
                .put("fallbacks", plan.fallbacks(), Plans::fallback)
                .put("notes", plan.notes());
    }

    private static Tree step(Step step) {
        return new Tree()
                .put("id", step.id())
                .put("verb", step.action().verb())
                .put("subject", step.action().subject())
                .put("cause", step.cause())
                .put("after", List.copyOf(step.after()))
                .put("changes", step.action().mutating())
                .put("losesData", step.losesData())
                .put("required", step.need() == Step.Need.REQUIRED);
    }

    private static Tree fallback(Fallback fallback) {
        return new Tree()
                .put("service", fallback.service())
                .put(
                        "covers",
                        new ArrayList<>(fallback.covers()).stream().sorted().toList())
                .put("says", fallback.says());
    }
}
