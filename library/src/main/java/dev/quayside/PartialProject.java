package dev.quayside;

import dev.quayside.compose.PartialReading;
import dev.quayside.compose.Redaction;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files of an application read without some of the stages: to be looked at, not to be run.
 *
 * @param document what they say
 * @param reading the same with the warnings for their author, and the variables
 */
public record PartialProject(ProjectDocument document, PartialReading reading) {
    /** The values that variables are filled in from, without those that look like secrets, by their names or their shape. */
    public Map<String, String> redactedEnvironment() {
        var shown = new LinkedHashMap<String, String>();
        reading.environment().forEach((name, value) -> shown.put(name, Redaction.value(name, value)));
        return shown;
    }
}
