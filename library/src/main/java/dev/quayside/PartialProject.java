package dev.quayside;

import dev.quayside.compose.Finding;
import dev.quayside.compose.Redaction;
import dev.quayside.compose.Variable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of an application read without some of the stages: to be looked at, not to be run.
 *
 * @param document what they say
 * @param warnings what their author should know
 * @param variables the variables that they use, by name
 * @param environment the values that variables are filled in from, by name
 */
public record PartialProject(
        ProjectDocument document,
        List<Finding> warnings,
        Map<String, Variable> variables,
        Map<String, String> environment) {
    public PartialProject {
        warnings = List.copyOf(warnings);
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /** The environment without the values that look like secrets, by their names or their shape. */
    public Map<String, String> redactedEnvironment() {
        var shown = new LinkedHashMap<String, String>();
        environment.forEach((name, value) -> shown.put(name, Redaction.value(name, value)));
        return shown;
    }
}
