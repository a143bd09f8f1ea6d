package dev.quayside.app.cli.view;

import dev.quayside.KeyFidelity;
import dev.quayside.app.cli.output.Table;
import dev.quayside.engine.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What an engine makes of the keys of a project's files. */
public final class Fidelities {
    private Fidelities() {}

    /** For people. */
    public static Table table(List<KeyFidelity> keys) {
        var table = Table.of("key", "line", "verdict", "why");
        keys.forEach(key -> table.row(
                key.path(),
                Integer.toString(key.position().line()),
                key.verdict().kind().toString(),
                key.verdict().why()));
        return table;
    }

    /** For programs. */
    public static Tree tree(KeyFidelity key) {
        return new Tree()
                .put("key", key.key())
                .put("path", key.path())
                .put("file", key.position().file())
                .put("line", key.position().line())
                .put("verdict", key.verdict().kind().toString())
                .put("why", key.verdict().why());
    }

    /** How many there are of each kind. */
    public static String summary(List<KeyFidelity> keys, String engine) {
        return engine + ": "
                + Arrays.stream(Verdict.Kind.values())
                        .map(kind -> keys.stream()
                                        .filter(key -> key.verdict().kind() == kind)
                                        .count()
                                + " " + kind)
                        .collect(Collectors.joining(", "));
    }
}
