package dev.quayside.app.cli.view;

import dev.quayside.app.cli.output.Palette;
import dev.quayside.app.cli.output.Texts;
import dev.quayside.apply.ApplyFailure;
import dev.quayside.engine.LogLine;
import dev.quayside.engine.Replica;

/** Why a run failed, with the evidence. */
public final class Diagnoses {
    private Diagnoses() {}

    /** For people: the container's state, what its health check said, the end of its log, and what is left. */
    public static String text(ApplyFailure failure, Palette colours) {
        var out = new StringBuilder();
        failure.replica().ifPresent(replica -> {
            line(out, colours.bold(replica.name()) + ": " + state(replica));
            if (!failure.healthOutput().isBlank()) {
                line(out, replica.health() == Replica.Health.NONE ? "the engine said:" : "its health check said:");
                failure.healthOutput().strip().lines().forEach(text -> quote(out, text, colours));
            }
            if (!failure.lastLines().isEmpty()) {
                line(out, "the last " + Texts.count(failure.lastLines().size(), "line") + " of its log:");
                failure.lastLines().stream().map(LogLine::text).forEach(text -> quote(out, text, colours));
            }
        });
        failure.takenBack().forEach(text -> line(out, text));
        line(
                out,
                Texts.count(failure.done().size(), "step") + " done, "
                        + failure.left().size() + " left");
        return out.toString();
    }

    private static void line(StringBuilder out, String text) {
        out.append("  ").append(text).append('\n');
    }

    private static void quote(StringBuilder out, String text, Palette colours) {
        out.append("    ")
                .append(colours.faint("|"))
                .append(' ')
                .append(Texts.printable(text))
                .append('\n');
    }

    private static String state(Replica replica) {
        var state = new StringBuilder(replica.state().toString());
        replica.exitCode().ifPresent(code -> state.append(" with exit code ").append(code));
        if (replica.outOfMemory()) {
            state.append(", killed because it was out of memory");
        }
        if (replica.health() != Replica.Health.NONE) {
            state.append(", ").append(replica.health());
        }
        return state.toString();
    }

    /** For programs. */
    public static Tree tree(ApplyFailure failure) {
        return new Tree()
                .put("step", failure.step().id())
                .put("service", failure.service())
                .put(
                        "container",
                        failure.replica().map(replica -> Replicas.tree(replica).members()))
                .put("healthOutput", failure.healthOutput())
                .put(
                        "lastLines",
                        failure.lastLines().stream().map(LogLine::text).toList())
                .put("done", failure.done())
                .put("left", failure.left())
                .put("takenBack", failure.takenBack());
    }
}
