package dev.quayside.app.cli.command;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.Project;
import dev.quayside.Quayside;
import dev.quayside.UpOptions;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.view.Addresses;
import dev.quayside.app.cli.view.Plans;
import dev.quayside.apply.Applied;
import dev.quayside.engine.Capability;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.plan.PlanOptions.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code up}. */
final class Up implements Command {
    @Option(
            names = {"-d", "--detach"},
            description = "Returns when everything is started, instead of showing logs")
    private boolean detach;

    @Option(
            names = "--wait",
            description = "Returns when every service works: healthy, running or completed; implies -d")
    private boolean wait;

    @Option(
            names = "--wait-timeout",
            paramLabel = "DURATION",
            description = "How long all waiting may take, such as 2m")
    private @Nullable Duration waitTimeout;

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "DURATION",
            description = "How long a container may take to stop after Ctrl-C, such as 30s")
    private @Nullable Duration stopTimeout;

    @Mixin
    private UpFlags flags = new UpFlags();

    @Override
    public List<Example> examples() {
        return List.of(
                example("up", "brings up the application in this folder and shows its logs until Ctrl-C"),
                example("up -d --wait", "returns when every service works"),
                example("up -d --build --scale web=3 web", "builds, and runs three containers of the service web"),
                example(
                        "up -d --engine kubernetes --registry registry.example/team",
                        "builds, pushes, and runs on the cluster"));
    }

    @Override
    public int run(Invocation invocation) {
        UpOptions options =
                flags.options(invocation, wait ? Waiting.ALL : Waiting.DEPENDENCIES, Optional.ofNullable(waitTimeout));
        Project project = invocation.project(flags.services());
        try (var quayside = invocation.connectToChange()) {
            refuseUnexpectedLoss(invocation, quayside, project, options);
            var attached = new AttachedApp(invocation, quayside, project, Optional.ofNullable(stopTimeout));
            Applied applied = new ShownRun(invocation)
                    .run(
                            "run 'quayside up' again to go on, or 'quayside down' to remove what is there",
                            listener -> quayside.up(project.app(), options, listener));
            applied.warnings().forEach(invocation::warn);
            if (detach || wait) {
                invocation.data(
                        applied.addresses().isEmpty()
                                ? ""
                                : Addresses.table(applied.addresses()).toString(),
                        () -> Addresses.tree(project.name(), applied).members());
                return 0;
            }
            if (!applied.addresses().isEmpty()) {
                Addresses.table(applied.addresses()).toString().lines().forEach(invocation::note);
            }
            return attached.showUntilTheEnd(flags.services());
        }
    }

    /** Data is lost only with a yes: by a flag or an answer. */
    private static void refuseUnexpectedLoss(
            Invocation invocation, Quayside quayside, Project project, UpOptions options) {
        if (invocation.options().yes() || quayside.can(Capability.ORCHESTRATION)) {
            // An orchestrator's volumes are removed by 'down' alone.
            return;
        }
        var plan = quayside.plan(project.app(), options);
        if (plan.losses().isEmpty()) {
            return;
        }
        invocation.surroundings().err().print(Plans.text(plan, invocation.errorColours()));
        if (!invocation.confirmed("This loses data. Go on?")) {
            throw new QuaysideException(
                    ErrorCode.CONFLICT,
                    "'up' would lose data: " + plan.losses().getFirst().describe(),
                    "save it first; then run the command with --yes");
        }
    }
}
