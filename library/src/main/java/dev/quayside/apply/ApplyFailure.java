package dev.quayside.apply;

import dev.quayside.engine.LogLine;
import dev.quayside.engine.Replica;
import dev.quayside.error.QuaysideException;
import dev.quayside.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a run failed, with the evidence.
 *
 * @param replica the container that failed, as it was before anything was taken back; empty if the failure is not about one
 * @param healthOutput what its health check said last
 * @param lastLines the end of its log
 * @param done the ids of the steps that are done
 * @param left the ids of the steps that are not
 * @param takenBack what was done so that the old containers serve again
 */
public record ApplyFailure(
        Step step,
        QuaysideException cause,
        Optional<Replica> replica,
        String healthOutput,
        List<LogLine> lastLines,
        List<String> done,
        List<String> left,
        List<String> takenBack) {
    public ApplyFailure {
        lastLines = List.copyOf(lastLines);
        done = List.copyOf(done);
        left = List.copyOf(left);
        takenBack = List.copyOf(takenBack);
    }

    /** The same after old containers were brought back. */
    ApplyFailure after(List<String> takingBack, List<String> stillLeft) {
        return new ApplyFailure(step, cause, replica, healthOutput, lastLines, done, stillLeft, takingBack);
    }

    /** The service that failed, if it was one. */
    public Optional<String> service() {
        return step.service();
    }

    /** Lines for people. */
    public List<String> describe() {
        var lines = new ArrayList<String>();
        lines.add(step.id() + " failed: " + cause.problem());
        replica.ifPresent(r -> {
            String exit =
                    r.exitCode().isPresent() ? ", exit code " + r.exitCode().getAsInt() : "";
            lines.add("state: " + r.state() + exit + (r.outOfMemory() ? ", killed because it was out of memory" : "")
                    + (r.health() == Replica.Health.NONE ? "" : ", health: " + r.health()));
        });
        if (!healthOutput.isBlank()) {
            lines.add("health check: " + healthOutput.strip());
        }
        lastLines.forEach(line -> lines.add("log: " + line.text()));
        lines.addAll(takenBack);
        lines.add(done.size() + " steps are done, " + left.size() + " are not; to go on, " + cause.remedy());
        return List.copyOf(lines);
    }
}
