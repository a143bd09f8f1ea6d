package dev.quayside.compose;

import dev.quayside.ProjectOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the project in a folder of the corpus is read: each line is a variable of the process, a flag with its value, or a service.
 *
 * @param variables of the process
 * @param flags in their order, each a name and a value
 * @param services that are meant; none for all
 */
record CorpusArguments(Map<String, String> variables, List<Flag> flags, List<String> services) {
    /** Whose home folder {@code ~} is. */
    static final String HOME = "/h";

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*=.*");

    /** A flag of docker compose that has a value. */
    record Flag(String name, String value) {}

    static CorpusArguments parse(List<String> lines) {
        var variables = new LinkedHashMap<>(Map.of("HOME", HOME));
        var flags = new ArrayList<Flag>();
        var services = new ArrayList<String>();
        for (String line : lines) {
            if (line.startsWith("--")) {
                String[] parts = line.split(" ", 2);
                flags.add(new Flag(parts[0], parts[1]));
            } else if (VARIABLE.matcher(line).matches()) {
                String[] parts = line.split("=", 2);
                variables.put(parts[0], parts[1]);
            } else {
                services.add(line);
            }
        }
        return new CorpusArguments(variables, flags, services);
    }

    ProjectOptions options(Path folder) {
        return new ProjectOptions(
                values("--file"),
                value("--project-name"),
                value("--project-directory"),
                values("--profile"),
                values("--env-file"),
                services,
                folder,
                variables,
                () -> "");
    }

    private List<String> values(String flag) {
        return flags.stream()
                .filter(given -> given.name().equals(flag))
                .map(Flag::value)
                .toList();
    }

    private Optional<String> value(String flag) {
        return values(flag).stream().findFirst();
    }

    /** The same for docker compose. */
    List<String> command(String program) {
        var command = new ArrayList<>(List.of(program));
        flags.forEach(flag -> command.addAll(List.of(flag.name(), flag.value())));
        command.addAll(List.of("config", "--format", "yaml"));
        command.addAll(services);
        return command;
    }
}
