package dev.quayside.app.cli.command;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.view.Plans;
import dev.quayside.plan.PlanOptions.Waiting;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plan}. */
final class Plan implements Command {
    private static final int HAS_CHANGES = 3;

    @Option(names = "--exit-code", description = "Ends with status 3 if something would change")
    private boolean exitCode;

    @Mixin
    private UpFlags flags = new UpFlags();

    @Override
    public List<Example> examples() {
        return List.of(
                example("plan", "shows what 'up' would do"),
                example(
                        "plan --exit-code --output json",
                        "tells a script whether the application is as its files say"));
    }

    @Override
    public int run(Invocation invocation) {
        var options = flags.options(invocation, Waiting.DEPENDENCIES, Optional.empty());
        var project = invocation.project(flags.services());
        dev.quayside.plan.Plan plan;
        try (var quayside = invocation.connect()) {
            plan = quayside.plan(project.app(), options);
        }
        invocation.data(
                Plans.text(plan, invocation.colours()), () -> Plans.tree(plan).members());
        return exitCode && plan.mutating() ? HAS_CHANGES : 0;
    }
}
