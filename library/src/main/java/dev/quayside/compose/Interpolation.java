package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.compose.Node.ScalarNode.Kind;
import dev.quayside.compose.Node.SequenceNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fills the variables in every text of a tree, and reads the texts of keys that want a boolean or a number. */
final class Interpolation {
    private static final String SECTION = "interpolation";

    /** How deep in defaults variables are noted. */
    private static final int NOTED_DEPTH = 8;
    /** How many variables are noted. */
    private static final int MAXIMUM_VARIABLES = 10_000;

    private final Findings findings;
    private final Template template;
    private final Map<String, Variable> variables;
    private Position position = Position.startOf("");
    private final Set<String> warned = new HashSet<>();
    private long length;

    /**
     * Creates an interpolation with these values.
     *
     * @param variables where the variables that are found are noted
     */
    Interpolation(Map<String, String> environment, Findings findings, Map<String, Variable> variables) {
        this.findings = findings;
        this.variables = variables;
        this.template = new Template(name -> Optional.ofNullable(environment.get(name)), this::warnUnset);
    }

    /** The tree as it is, whose variables are noted. */
    MappingNode noted(MappingNode root) {
        noteAll(root);
        return root;
    }

    private void noteAll(Node node) {
        switch (node) {
            case MappingNode mapping -> mapping.entries().values().forEach(entry -> noteAll(entry.value()));
            case SequenceNode list -> list.items().forEach(this::noteAll);
            case ScalarNode scalar -> note(scalar.text(), 0);
        }
    }

    /** The tree with its variables filled. */
    MappingNode fill(MappingNode root) {
        return (MappingNode) fill(root, KeyTable.ROOT, KeyPath.ROOT);
    }

    private Node fill(Node node, @Nullable Key key, KeyPath path) {
        return switch (node) {
            case MappingNode mapping ->
                mapping.changeAll((name, value) -> fill(value, child(key, name), path.child(name)));
            case SequenceNode list -> {
                Key item = key == null ? null : key.item().orElse(null);
                yield list.changeEach((index, value) -> fill(value, item, path.item(index)));
            }
            case ScalarNode scalar -> scalar.kind() == Kind.TEXT ? text(scalar, key, path) : scalar;
        };
    }

    private static @Nullable Key child(@Nullable Key key, String name) {
        return key == null ? null : key.child(name).orElse(null);
    }

    private ScalarNode text(ScalarNode scalar, @Nullable Key key, KeyPath path) {
        ScalarNode filled = filled(scalar, path);
        if (key == null) {
            return filled;
        }
        return switch (key.cast()) {
            case NONE -> filled;
            case FLAG -> flag(filled, path);
            case INTEGER -> number(filled, Kind.INTEGER, path);
            case DECIMAL -> number(filled, Kind.FLOAT, path);
        };
    }

    private ScalarNode filled(ScalarNode scalar, KeyPath path) {
        if (scalar.text().indexOf('$') < 0) {
            return scalar;
        }
        position = scalar.position();
        warned.clear();
        Template.Outcome outcome = template.fill(scalar.text());
        if (outcome.problem().isPresent()) {
            findings.error(position, path + ": " + outcome.problem().get(), outcome.remedy(), SECTION);
            findings.spoiled(position);
            return scalar;
        }
        note(scalar.text(), 0);
        length += outcome.text().length();
        if (length > YamlGuard.MAXIMUM_TEXT) {
            findings.error(position, "the variables expand to too much text", "use fewer of them", SECTION);
            return ScalarNode.text(position, "");
        }
        return ScalarNode.text(position, outcome.text());
    }

    private void note(String text, int depth) {
        Template.scan(text, part -> {
            if (part instanceof Template.Part.Reference reference) {
                variables.merge(reference.name(), variable(reference), Interpolation::both);
                if (depth < NOTED_DEPTH) {
                    note(reference.argument(), depth + 1);
                }
            }
            // What is broken is an error, whatever follows it.
            return variables.size() < MAXIMUM_VARIABLES && !(part instanceof Template.Part.Broken);
        });
    }

    private static Variable variable(Template.Part.Reference reference) {
        String argument = reference.argument();
        return switch (reference.operator()) {
            case NONE -> new Variable(reference.name(), false, Optional.empty(), Optional.empty());
            case DEFAULT_IF_EMPTY, DEFAULT_IF_UNSET ->
                new Variable(reference.name(), false, Optional.of(argument), Optional.empty());
            case ERROR_IF_EMPTY, ERROR_IF_UNSET ->
                new Variable(reference.name(), true, Optional.empty(), Optional.empty());
            case ALTERNATIVE_IF_FILLED, ALTERNATIVE_IF_SET ->
                new Variable(reference.name(), false, Optional.empty(), Optional.of(argument));
        };
    }

    private static Variable both(Variable first, Variable second) {
        return new Variable(
                first.name(),
                first.required() || second.required(),
                first.defaultValue().or(second::defaultValue),
                first.alternative().or(second::alternative));
    }

    private void warnUnset(String name) {
        if (!warned.add(name)) {
            return;
        }
        findings.warning(
                position,
                "the variable '" + name + "' is not set, so it is replaced by nothing",
                "set it, or write a default: ${" + name + ":-value}",
                SECTION);
    }

    private ScalarNode flag(ScalarNode scalar, KeyPath path) {
        Optional<Boolean> value = Values.flag(scalar.text());
        if (value.isEmpty()) {
            findings.error(
                    scalar.position(),
                    path + " is true or false, not '" + scalar.text() + "'",
                    "write true or false",
                    path.section());
            findings.spoiled(scalar.position());
            return ScalarNode.flag(scalar.position(), false);
        }
        if (!scalar.text().toLowerCase(Locale.ROOT).equals(value.get().toString())) {
            findings.warning(
                    scalar.position(),
                    "'" + scalar.text() + "' is text that only older YAML takes for a boolean",
                    "write " + value.get(),
                    path.section());
        }
        return ScalarNode.flag(scalar.position(), value.get());
    }

    private ScalarNode number(ScalarNode scalar, Kind kind, KeyPath path) {
        Optional<String> number = kind == Kind.INTEGER ? Values.integer(scalar.text()) : Values.decimal(scalar.text());
        if (number.isEmpty()) {
            findings.error(
                    scalar.position(),
                    path + " is " + kind.words() + ", not '" + scalar.text() + "'",
                    "write " + kind.words(),
                    path.section());
            findings.spoiled(scalar.position());
        }
        return new ScalarNode(scalar.position(), kind, number.orElse("0"));
    }

    /** The variables in the order of their names. */
    static Map<String, Variable> sorted(Map<String, Variable> variables) {
        var sorted = new LinkedHashMap<String, Variable>();
        variables.keySet().stream().sorted().forEach(name -> sorted.put(name, variables.get(name)));
        return sorted;
    }
}
