package dev.quayside.compose;

import dev.quayside.compose.Node.Entry;
import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.compose.Node.SequenceNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Fills in the variables that a file leaves to the environment, and those of env files. */
final class Environments {
    private static final String SECTION = "services/env_file";

    /** To read a text is so much less work than to keep a value. */
    private static final int CHARACTERS_PER_VALUE = 200;

    /** Each variable is a key and a value of every service that names the file. */
    private static final long VALUES_PER_VARIABLE = 3;

    private final FileLookup lookup;
    private final Map<String, String> environment;
    private final Findings findings;

    Environments(FileLookup lookup, Map<String, String> environment, Findings findings) {
        this.lookup = lookup;
        this.environment = environment;
        this.findings = findings;
    }

    /** The tree with the bare names of its {@code environment} lists filled from the files' own environment. */
    static MappingNode resolveOwn(MappingNode root, Map<String, String> environment) {
        UnaryOperator<Node> resolve = containers -> containers instanceof MappingNode mapping
                ? mapping.changeAll((name, container) -> container instanceof MappingNode known
                        ? known.change("environment", list -> resolveList(list, environment))
                        : container)
                : containers;
        return root.change("services", resolve).change("jobs", resolve);
    }

    private static Node resolveList(Node node, Map<String, String> environment) {
        return node instanceof SequenceNode list
                ? list.changeAll(item -> item instanceof ScalarNode scalar && environment.containsKey(scalar.text())
                        ? ScalarNode.text(scalar.position(), scalar.text() + "=" + environment.get(scalar.text()))
                        : item)
                : node;
    }

    /** A service in canonical form with the variables of its env files, and without the key that names them. */
    MappingNode withVariables(MappingNode service) {
        MappingNode own = fillNulls(service.mapping("environment").orElse(MappingNode.empty(service.position())));
        var variables = new LinkedHashMap<String, String>();
        own.entries().forEach((name, entry) -> {
            if (!entry.value().isNothing()) {
                variables.put(name, own.text(name).orElse(""));
            }
        });
        for (Node file : service.items("env_file")) {
            if (file instanceof MappingNode envFile) {
                read(envFile, own, variables);
            }
        }
        if (service.has("env_file")
                && !findings.values().spend(VALUES_PER_VARIABLE * variables.size(), service.position())) {
            return service.without("env_file");
        }
        if (variables.remove("") != null) {
            findings.warning(
                    service.position(), "an env file has a value without a name", "write KEY=value there", SECTION);
        }
        var entries = new LinkedHashMap<String, Entry>();
        variables.forEach((name, value) ->
                entries.put(name, new Entry(service.position(), ScalarNode.text(service.position(), value))));
        entries.putAll(own.entries());
        MappingNode plain = service.without("env_file");
        return entries.isEmpty()
                ? plain.without("environment")
                : plain.with("environment", new MappingNode(own.position(), entries));
    }

    /** A service in canonical form with the labels of its files, of which later ones win; those of the service win over all. */
    MappingNode withLabels(MappingNode service) {
        var labels = new LinkedHashMap<String, String>();
        for (Node file : service.items("label_file")) {
            if (file instanceof ScalarNode path) {
                readLabels(path, labels);
            }
        }
        if (labels.isEmpty() || !findings.values().spend(VALUES_PER_VARIABLE * labels.size(), service.position())) {
            return service;
        }
        var entries = new LinkedHashMap<String, Entry>();
        labels.forEach((name, value) ->
                entries.put(name, new Entry(service.position(), ScalarNode.text(service.position(), value))));
        service.mapping("labels").ifPresent(own -> entries.putAll(own.entries()));
        return service.with("labels", new MappingNode(service.position(), entries));
    }

    private void readLabels(ScalarNode path, Map<String, String> labels) {
        Optional<String> text = lookup.text(path.text());
        if (text.isEmpty()) {
            findings.error(
                    path.position(),
                    "the label file " + path.text() + " does not exist",
                    "create it, or correct its path",
                    "services/label_file");
            return;
        }
        if (!affordable(text.get(), path.position())) {
            return;
        }
        // Variables are labels of the files before, never the environment's.
        Map<String, String> before = Map.copyOf(labels);
        DotEnv.parse(
                path.text(),
                text.get(),
                name -> Optional.ofNullable(before.get(name)),
                labels,
                fault -> fault.report(findings, "services/label_file"));
    }

    private MappingNode fillNulls(MappingNode own) {
        return own.changeAll((name, value) -> value.isNothing() && environment.containsKey(name)
                ? ScalarNode.text(value.position(), environment.get(name))
                : value);
    }

    private void read(MappingNode envFile, MappingNode own, Map<String, String> variables) {
        String path = envFile.text("path").orElse("");
        Optional<String> text = path.isEmpty() ? Optional.empty() : lookup.text(path);
        boolean required = !envFile.get("required")
                .map(Node::content)
                .filter(Boolean.FALSE::equals)
                .isPresent();
        if (text.isEmpty() && required) {
            findings.error(
                    envFile.position(),
                    "the env file " + (path.isEmpty() ? "''" : path) + " does not exist",
                    "create it, or write 'required: false' beside its path",
                    SECTION);
        }
        text.filter(known -> affordable(known, envFile.position()))
                .ifPresent(known -> parse(envFile, path, known, own, variables));
    }

    /** Whether a file may be read once more; every service that names it has its variables. */
    private boolean affordable(String text, Position position) {
        return findings.values().spend(1 + text.length() / CHARACTERS_PER_VALUE, position);
    }

    private void parse(MappingNode envFile, String path, String text, MappingNode own, Map<String, String> variables) {
        String format = envFile.text("format").orElse("");
        Function<String, Optional<String>> known = name -> known(name, own);
        Consumer<EnvFault> faults = fault -> fault.report(findings, SECTION);
        switch (format) {
            case "", ComposeReader.ENV_FILE -> DotEnv.parse(path, text, known, variables, faults);
            case "raw" -> RawEnv.parse(path, text, known, variables, faults);
            default ->
                findings.error(
                        envFile.get("format").orElse(envFile).position(),
                        "the format '" + format + "' does not exist",
                        "write 'raw', or leave 'format' out",
                        SECTION);
        }
    }

    private Optional<String> known(String name, MappingNode own) {
        return Optional.ofNullable(environment.get(name)).or(() -> own.text(name));
    }
}
