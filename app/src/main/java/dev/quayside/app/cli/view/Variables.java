package dev.quayside.app.cli.view;

import dev.quayside.app.cli.output.Table;
import dev.quayside.compose.Variable;
import java.util.Collection;

/** The variables that Compose files use. */
public final class Variables {
    private Variables() {}

    /** For people. */
    public static Table table(Collection<Variable> variables) {
        var table = Table.of("name", "required", "default value", "alternate value");
        variables.forEach(variable -> table.row(
                variable.name(),
                Boolean.toString(variable.required()),
                variable.defaultValue().orElse(""),
                variable.alternative().orElse("")));
        return table;
    }

    /** For programs, by name, with the words of docker compose. */
    public static Tree tree(Collection<Variable> variables) {
        var tree = new Tree();
        variables.forEach(variable -> tree.put(
                variable.name(),
                new Tree()
                        .put("Name", variable.name())
                        .put("DefaultValue", variable.defaultValue().orElse(""))
                        .put("PresenceValue", variable.alternative().orElse(""))
                        .put("Required", variable.required())));
        return tree;
    }
}
