package dev.quayside.app.cli.command;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.KeyFidelity;
import dev.quayside.Quayside;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.view.Fidelities;
import dev.quayside.app.cli.view.Tree;
import dev.quayside.engine.Verdict;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code fidelity}. */
final class Fidelity implements Command {
    private static final int DIFFERS = 1;

    @Option(names = "--all", description = "Shows the keys that mean the same there, too")
    private boolean all;

    @Option(names = "--strict", description = "Ends with status 1 if a key is approximated or refused")
    private boolean strict;

    @Override
    public List<Example> examples() {
        return List.of(
                example("fidelity", "shows which keys of the files Kubernetes expresses differently, and why"),
                example("fidelity --strict --output json", "tells a script whether they mean the same there"),
                example("fidelity --engine docker --all", "shows what a Docker Engine makes of every key"));
    }

    @Override
    public int run(Invocation invocation) {
        String engine = invocation.options().engine().orElse("kubernetes");
        List<KeyFidelity> keys = Quayside.fidelity(invocation.project(List.of()), engine);
        List<KeyFidelity> shown = keys.stream()
                .filter(key -> all || kind(key) != Verdict.Kind.MAPPED)
                .toList();
        invocation.data(() -> Fidelities.table(shown), () -> Tree.list(shown, Fidelities::tree));
        invocation.note(Fidelities.summary(keys, engine));
        boolean differs = keys.stream()
                .anyMatch(key -> kind(key) == Verdict.Kind.APPROXIMATED || kind(key) == Verdict.Kind.REFUSED);
        return strict && differs ? DIFFERS : 0;
    }

    private static Verdict.Kind kind(KeyFidelity key) {
        return key.verdict().kind();
    }
}
