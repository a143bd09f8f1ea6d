package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a reading gives that has left out some of its stages: a tree to look at, and no application.
 *
 * @param tree the merged files
 * @param warnings what the author of the files should know
 * @param variables the variables that the files use, by name
 * @param environment the values that variables are filled in from, by name
 */
public record PartialReading(
        MappingNode tree, List<Finding> warnings, Map<String, Variable> variables, Map<String, String> environment) {
    public PartialReading {
        warnings = List.copyOf(warnings);
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }
}
